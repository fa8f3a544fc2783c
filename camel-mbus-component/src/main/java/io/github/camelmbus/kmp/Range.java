package io.github.camelmbus.kmp;

/** Checks of numbers that are sent as octets. */
final class Range {
  static final int OCTET = 0xFF;
  static final int TWO_OCTETS = 0xFFFF;
  static final long FOUR_OCTETS = 0xFFFFFFFFL;

  /** Years are sent as the years after this one. */
  static final int CENTURY = 2000;

  private Range() {}

  /** Fails unless a number is from 0 to a highest one. */
  static void check(String what, long value, long max) {
    check(what, value, 0, max);
  }

  /** Fails unless a number is from a lowest to a highest one. */
  static void check(String what, long value, long min, long max) {
    if (value < min || value > max) {
      String range = min == max ? String.valueOf(min) : min + ".." + max;
      throw new IllegalArgumentException("%s is %s, not %d".formatted(what, range, value));
    }
  }
}
