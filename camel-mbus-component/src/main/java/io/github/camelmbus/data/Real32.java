package io.github.camelmbus.data;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Decimals of IEEE 754 single precision. */
final class Real32 {
  /** Digits that single precision carries whatever the number. */
  private static final int DIGITS = 6;

  /** Decimals beyond this one are not what a meter measures. */
  private static final int DECIMALS = 9;

  private static final double[] POWERS_OF_TEN = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6};

  /** {@link Float#toString} gives smaller numbers another form. */
  private static final float LEAST_PLAIN = 1e-3f;

  private Real32() {}

  /**
   * The decimal with the fewest digits that is this number, and at least one behind the point where
   * it has a point. Before Java 19 {@link Float#toString} gives more of them for some.
   */
  static BigDecimal shortest(float real) {
    // Most numbers of meters have few decimals: these are tried first, by what they give as float.
    boolean plain = Math.abs(real) >= LEAST_PLAIN || real == 0;
    for (int scale = 1; plain && scale < POWERS_OF_TEN.length; scale++) {
      double digits = Math.rint(real * POWERS_OF_TEN[scale]);
      if (Math.abs(digits) >= POWERS_OF_TEN[DIGITS]) {
        break;
      }
      if ((float) (digits / POWERS_OF_TEN[scale]) == real) {
        return BigDecimal.valueOf((long) digits, scale);
      }
    }
    return shortened(new BigDecimal(Float.toString(real)), real);
  }

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
