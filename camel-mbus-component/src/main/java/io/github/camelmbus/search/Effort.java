package io.github.camelmbus.search;

/** How a probe finds out who answers. */
public enum Effort {
  /** Once, with the answer window that was measured; damaged acknowledges count as a collision. */
  QUICK,
  /**
   * Once, with the answer window that was measured; only telegrams decide, for buses where a device
   * acknowledges other selections.
   */
  BY_TELEGRAM,
  /**
   * Once, with the whole answer window; only telegrams decide, and one is asked for after a silent
   * selection; where a silence was lost with its connection.
   */
  PATIENT,
  /**
   * Twice, with the whole answer window; only telegrams decide; before something is reported as
   * absent.
   */
  THOROUGH;

  /** Whether requests have the whole answer window. */
  boolean isPatient() {
    return this == PATIENT || this == THOROUGH;
  }
}
