package io.github.camelmbus.link;

/** Whether the line returns the master's own octets, as some level converters do. */
public enum Echo {
  /** Detect it. */
  AUTO,
  /** Expect it. */
  ON,
  /** Never take octets for an echo. */
  OFF
}
