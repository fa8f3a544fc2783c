package io.github.camelmbus.data;

import java.time.LocalDateTime;

/**
 * How far apart the values of a compact profile are, and how they are coded (EN 13757-3, annex F).
 *
 * <pre>
 *   control   bits 7..6   0 values, 1 increments, 2 decrements (unsigned), 3 signed differences
 *             bits 5..4   0 seconds, 1 minutes, 2 hours, 3 days or months
 *             bits 3..0   data field of each value
 *   spacing   1 to 250 of that unit; FEh with unit 3: one month
 * </pre>
 *
 * @param control 0..255.
 * @param spacing 0..255.
 */
record ProfileSpacing(int control, int spacing) {
  private static final int DECREMENTS = 2;
  private static final int SIGNED_DIFFERENCES = 3;
  private static final int DAYS_OR_MONTHS = 3;
  private static final int LAST_COUNT = 250;
  private static final int MONTH = 0xFE;

  DataField dataField() {
    return DataField.of(control);
  }

  /** Whether each value is an integer or BCD; others are no elements of a profile. */
  boolean isValueField() {
    return dataField().isInteger() || dataField().isBcd();
  }

  boolean isDifference() {
    return mode() != 0;
  }

  boolean isDecrement() {
    return mode() == DECREMENTS;
  }

  boolean isSigned() {
    return mode() == SIGNED_DIFFERENCES;
  }

  private int mode() {
    return control >> 6;
  }

  private int unit() {
    return control >> 4 & 0x03;
  }

  private boolean isMonth() {
    return unit() == DAYS_OR_MONTHS && spacing == MONTH;
  }

  /** Whether a base time tells the others: a date alone none that is hours away. */
  boolean canStepFrom(Value base) {
    boolean counted = spacing >= 1 && spacing <= LAST_COUNT;
    boolean exact = unit() == DAYS_OR_MONTHS || base instanceof Value.DateTime;
    return exact && (counted || isMonth());
  }

  /**
   * The time that is some spacings away.
   *
   * @param base a date or date and time that {@link #canStepFrom} takes.
   * @param count negative for earlier ones.
   */
  Value step(Value base, int count) {
    if (base instanceof Value.Date date) {
      return new Value.Date(step(date.value().atStartOfDay(), count).toLocalDate());
    } else if (base instanceof Value.DateTime time) {
      return new Value.DateTime(step(time.value(), count), time.seconds() || unit() == 0);
    }
    throw new IllegalArgumentException("no spacing leads from " + base);
  }

  private LocalDateTime step(LocalDateTime base, int count) {
    if (isMonth()) {
      return base.plusMonths(count);
    }
    long steps = (long) count * spacing;
    return switch (unit()) {
      case 0 -> base.plusSeconds(steps);
      case 1 -> base.plusMinutes(steps);
      case 2 -> base.plusHours(steps);
      default -> base.plusDays(steps);
    };
  }

  /** As on the wire. */
  byte[] octets() {
    return new byte[] {(byte) control, (byte) spacing};
  }
}
