package io.github.camelmbus.data;

import org.jspecify.annotations.Nullable;

/**
 * The time between the values of a compact profile, and their coding (EN 13757-3, annex F).
 *
 * <pre>
 *   control   bits 7..6   0 values, 1 increments, 2 decrements (unsigned), 3 signed differences
 *             bits 5..4   0 seconds, 1 minutes, 2 hours, 3 days
 *             bits 3..0   data field of each value
 *   spacing   1 to 250 of that unit; FDh with unit 3: half a month; FEh with unit 1, 2 or 3: six,
 *             three or one month; 0: an array of values of the same time
 * </pre>
 *
 * @param control 0..255.
 * @param spacing 0..255.
 */
record ProfileSpacing(int control, int spacing) {
  private static final int DECREMENTS = 2;
  private static final int SIGNED_DIFFERENCES = 3;
  private static final int LAST_COUNT = 250;
  private static final int HALF_MONTH = 0xFD;
  private static final int MONTHS = 0xFE;

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

  /** The time between two values; null in an array, or if the code is reserved. */
  @Nullable TimeStep step() {
    if (spacing >= 1 && spacing <= LAST_COUNT) {
      TimeStep.Unit counted =
          switch (unit()) {
            case 0 -> TimeStep.Unit.SECONDS;
            case 1 -> TimeStep.Unit.MINUTES;
            case 2 -> TimeStep.Unit.HOURS;
            default -> TimeStep.Unit.DAYS;
          };
      return new TimeStep(counted, spacing);
    }
    return switch (spacing << 2 | unit()) {
      case HALF_MONTH << 2 | 3 -> new TimeStep(TimeStep.Unit.HALF_MONTHS, 1);
      case MONTHS << 2 | 1 -> new TimeStep(TimeStep.Unit.MONTHS, 6);
      case MONTHS << 2 | 2 -> new TimeStep(TimeStep.Unit.MONTHS, 3);
      case MONTHS << 2 | 3 -> new TimeStep(TimeStep.Unit.MONTHS, 1);
      default -> null;
    };
  }

  /** As on the wire. */
  byte[] octets() {
    return new byte[] {(byte) control, (byte) spacing};
  }
}
