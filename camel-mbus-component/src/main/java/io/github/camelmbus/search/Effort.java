package io.github.camelmbus.search;

/** How hard a probe tries before it says that nobody is there. */
public enum Effort {
  /** Once, with the answer window that the bus has learned. */
  QUICK,
  /** Twice, with the whole answer window; for what is about to be declared absent. */
  PATIENT
}
