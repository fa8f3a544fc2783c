package io.github.camelmbus.data;

import org.jspecify.annotations.Nullable;

/**
 * What one code of a VIF table says.
 *
 * @param unit null where numbers have none.
 * @param exponent the power of ten that makes a number of the record one in this unit.
 */
record VifRow(Quantity quantity, DataType type, @Nullable Unit unit, int exponent) {}
