package io.github.camelmbus.data;

import java.util.Locale;

/** How much the value of a record can be relied on. */
public enum Quality {
  GOOD,
  /**
   * The value of an error state of the meter (function field 3); the value is kept. A counter of
   * the time in error is {@link #GOOD}: it counts just that.
   */
  ERROR,
  /** Octets that are no value: BCD error code, impossible or flagged time. No value. */
  INVALID,
  /** The meter says that it has no value. No value. */
  MISSING,
  /** The meter reports an overflow (record error 16h). No value. */
  OVERFLOW,
  /** The meter reports an underflow (record error 17h). No value. */
  UNDERFLOW,
  /** The meter reports another record error. No value. */
  RECORD_ERROR,
  /** A VIF without an agreed meaning: the plain integer, without unit. */
  UNSUPPORTED,
  /**
   * A date or time with "every" in place of some of its numbers: a text in the form of XML Schema,
   * {@code --12-31} for each 31 December.
   */
  RECURRING;

  private final String text = name().toLowerCase(Locale.ROOT).replace('_', '-');

  /** In kebab-case, {@code record-error} for example. */
  public String text() {
    return text;
  }

  @Override
  public String toString() {
    return text;
  }
}
