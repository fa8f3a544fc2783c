package io.github.camelmbus.example.app;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Filter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;

/** How much of the log a command shows on stderr. */
public final class Logs {
  // A logger that nobody holds may be forgotten, and its level with it.
  private static final Logger CAMEL = Logger.getLogger("org.apache.camel");

  /** From the octets to the transactions; what these packages warn of, no command says itself. */
  private static final List<Logger> BUS =
      List.of(
          Logger.getLogger("io.github.camelmbus.line"),
          Logger.getLogger("io.github.camelmbus.link"),
          Logger.getLogger("io.github.camelmbus.kmp.head"),
          Logger.getLogger("io.github.camelmbus.master"));

  /** Whether a line is away, which a command says itself. */
  private static final Logger OPEN_LINE = Logger.getLogger("io.github.camelmbus.line.OpenLine");

  private Logs() {}

  /** Nothing about how Camel starts and stops, nor what the command says itself of the line. */
  public static void quiet() {
    CAMEL.setLevel(Level.WARNING);
    BUS.forEach(logger -> logger.setLevel(Level.WARNING));
    OPEN_LINE.setLevel(Level.SEVERE);
  }

  /** A line for each frame, and what line and link notice between them. */
  public static void traceFrames() {
    BUS.forEach(logger -> logger.setLevel(Level.FINE));
    OPEN_LINE.setLevel(Level.FINE);
  }

  /**
   * Runs something before each line of the log.
   *
   * @return ends that.
   */
  public static Runnable beforeEachLine(Runnable action) {
    List<Runnable> ends = new ArrayList<>();
    for (Handler handler : Logger.getLogger("").getHandlers()) {
      Filter before = handler.getFilter();
      handler.setFilter(
          line -> {
            boolean shown = before == null || before.isLoggable(line);
            if (shown) {
              action.run();
            }
            return shown;
          });
      ends.add(() -> handler.setFilter(before));
    }
    return () -> ends.forEach(Runnable::run);
  }
}
