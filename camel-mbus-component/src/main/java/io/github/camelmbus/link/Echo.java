package io.github.camelmbus.link;

/** Whether the line hands the master's own octets back, as some level converters do. */
public enum Echo {
  /** Recognise it by itself. */
  AUTO,
  /** Expect it. */
  ON,
  /** Take nothing for an echo. */
  OFF
}
