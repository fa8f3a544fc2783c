package io.github.camelmbus.camel;

import io.github.camelmbus.line.LineRegistry;
import io.github.camelmbus.transport.LineClock;
import org.apache.camel.CamelContext;
import org.apache.camel.ExtendedCamelContext;

/**
 * The lines of a Camel context, a plugin of it: all components on one line share its thread, those
 * of other protocols too.
 */
public final class LinesOfContext {
  private LinesOfContext() {}

  /** Those of a context, made when they are first asked for. */
  public static LineRegistry of(CamelContext context) {
    ExtendedCamelContext extended = context.getCamelContextExtension();
    // Two components may ask at once, and a context adds a plugin whether it has one or not.
    synchronized (extended) {
      LineRegistry lines = extended.getContextPlugin(LineRegistry.class);
      if (lines == null) {
        lines = new LineRegistry(LineClock.SYSTEM);
        extended.addContextPlugin(LineRegistry.class, lines);
      }
      return lines;
    }
  }
}
