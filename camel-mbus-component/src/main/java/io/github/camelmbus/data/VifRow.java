package io.github.camelmbus.data;

import org.jspecify.annotations.Nullable;

/**
 * What one code of a VIF table says.
 *
 * @param unit null where numbers have none.
 * @param exponent the power of ten that makes a number of the record one in this unit.
 * @param prefix the power of ten of the unit that the standard prints in the row: 6 where it prints
 *     MWh and the unit is Wh. Additive corrections count in what is printed.
 */
record VifRow(Quantity quantity, DataType type, @Nullable Unit unit, int exponent, int prefix) {

  /** A row with a unit that is printed without a prefix. */
  VifRow(Quantity quantity, DataType type, @Nullable Unit unit, int exponent) {
    this(quantity, type, unit, exponent, 0);
  }
}
