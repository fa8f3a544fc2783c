package io.github.camelmbus.example.app;

import java.util.logging.Level;
import java.util.logging.Logger;

/** How much of the log a command shows on stderr. */
public final class Logs {
  // A logger that nobody holds may be forgotten, and its level with it.
  private static final Logger CAMEL = Logger.getLogger("org.apache.camel");
  private static final Logger MASTER = Logger.getLogger("io.github.camelmbus.master");

  /** Whether a line is away, which a command says itself. */
  private static final Logger LINE = Logger.getLogger("io.github.camelmbus.line.OpenLine");

  /** What it warns of, no command says itself. */
  private static final Logger BUS = Logger.getLogger("io.github.camelmbus.master.Bus");

  private Logs() {}

  /** Nothing about how Camel starts and stops, nor what the command says itself of the line. */
  public static void quiet() {
    CAMEL.setLevel(Level.WARNING);
    MASTER.setLevel(Level.SEVERE);
    LINE.setLevel(Level.SEVERE);
    BUS.setLevel(Level.WARNING);
  }

  /** The log of the master, which has a line for each frame. */
  public static void traceFrames() {
    MASTER.setLevel(Level.FINE);
    LINE.setLevel(Level.FINE);
    BUS.setLevel(Level.FINE);
  }
}
