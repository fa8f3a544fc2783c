package io.github.camelmbus.data;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Decimals of IEEE 754 single precision. */
final class Real32 {
  /** Digits that single precision carries for every number. */
  private static final int DIGITS = 6;

  /** Decimals beyond this one are not what a meter measures. */
  private static final int DECIMALS = 9;

  /** Enough for all digits of single precision. */
  private static final double[] POWERS_OF_TEN = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9};

  private static final double TOO_MANY_DIGITS = POWERS_OF_TEN[POWERS_OF_TEN.length - 1];

  /** {@link Float#toString} gives smaller numbers, and greater ones, another form. */
  private static final float LEAST_PLAIN = 1e-3f;

  private static final float GREATEST_PLAIN = 1e7f;

  /** Numbers that are further apart are not the same in single precision, of 24 bits. */
  private static final double PRECISION = 0x1p-24 * 1.001;

  private Real32() {}

  /**
   * The decimal with the fewest digits that is this number, of which at least one is a decimal if
   * {@link Float#toString} gives one. With that method alone a bare decode takes 6 % longer, a
   * reading with its JSON 2 % (docs/benchmark-codec.md).
   */
  static BigDecimal shortest(float real) {
    float size = Math.abs(real);
    if (size >= LEAST_PLAIN && size < GREATEST_PLAIN || size == 0) {
      for (int scale = 1; scale < POWERS_OF_TEN.length; scale++) {
        double exact = real * POWERS_OF_TEN[scale];
        double digits = Math.rint(exact);
        if (Math.abs(digits) >= TOO_MANY_DIGITS) {
          break;
        }
        boolean near = Math.abs(digits - exact) <= Math.abs(exact) * PRECISION;
        if (near && (float) (digits / POWERS_OF_TEN[scale]) == real) {
          return BigDecimal.valueOf((long) digits, scale);
        }
      }
    }
    return shortened(new BigDecimal(Float.toString(real)), real);
  }

  /** Before Java 19 {@link Float#toString} gives more digits than needed for some numbers. */
  private static BigDecimal shortened(BigDecimal decimal, float real) {
    for (int digits = DIGITS; digits < decimal.precision(); digits++) {
      BigDecimal shorter = decimal.round(new MathContext(digits));
      if (shorter.floatValue() == real && shorter.compareTo(decimal) != 0) {
        return shorter;
      }
    }
    return decimal;
  }

  /** Drops decimals beyond the ninth as far as they are more than single precision carries. */
  static BigDecimal withoutNoise(BigDecimal value) {
    if (value.scale() <= DECIMALS) {
      return value;
    }
    int excess = Math.min(value.scale() - DECIMALS, value.precision() - DIGITS);
    return excess > 0 ? value.setScale(value.scale() - excess, RoundingMode.HALF_EVEN) : value;
  }
}
