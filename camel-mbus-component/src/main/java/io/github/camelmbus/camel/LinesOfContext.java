package io.github.camelmbus.camel;

import io.github.camelmbus.line.LineRegistry;
import io.github.camelmbus.transport.LineClock;
import org.apache.camel.CamelContext;
import org.apache.camel.ExtendedCamelContext;

/**
 * The lines of a Camel context, as a plugin of it, so that components of all protocols share the
 * thread of a line.
 */
public final class LinesOfContext {
  private LinesOfContext() {}

  /** The lines of a context; made at the first call. */
  public static LineRegistry of(CamelContext context) {
    ExtendedCamelContext extended = context.getCamelContextExtension();
    // Two components may call at once, and a context adds a plugin even if it has one already.
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
