package io.github.camelmbus.data;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** Makes the value of a record of its data, as DIB and VIB want it. */
final class ValueDecoder {
  /** Digits that single precision carries whatever the number. */
  private static final int REAL32_DIGITS = 6;

  /** Decimals beyond this one are not what a meter measures. */
  private static final int REAL32_DECIMALS = 9;

  private static final int SECONDARY_ADDRESS_OCTETS = 8;

  private final DataField field;
  private final Meaning meaning;
  private final @Nullable Lvar lvar;
  private final DataOctets data;

  private ValueDecoder(DataField field, Meaning meaning, @Nullable Lvar lvar, DataOctets data) {
    this.field = field;
    this.meaning = meaning;
    this.lvar = lvar;
    this.data = data;
  }

  /**
   * Reads a value.
   *
   * @param lvar of data of variable length; null for others.
   * @param data without LVAR; as many octets as the data field or LVAR asks for.
   */
  static Reading decode(Dib dib, Meaning meaning, @Nullable Lvar lvar, DataOctets data) {
    Quality error = meaning.recordError();
    if (error != null) {
      return new Reading(Value.NONE, error);
    }
    Reading reading = new ValueDecoder(dib.dataField(), meaning, lvar, data).byType();
    boolean good = reading.quality() == Quality.GOOD;
    return good && dib.function() == FunctionField.ERROR
        ? new Reading(reading.value(), Quality.ERROR)
        : reading;
  }

  private Reading byType() {
    if (field == DataField.NO_DATA || field == DataField.SELECTION) {
      return Reading.MISSING;
    }
    if (lvar != null && lvar.form() == Lvar.Form.RESERVED) {
      return Reading.unsupported(hex());
    }
    return switch (meaning.type()) {
      case MANUFACTURER, OCTETS -> Reading.good(hex());
      case PROFILE -> Reading.unsupported(hex());
      case TIME_POINT -> timePoint();
      case RESERVED -> unsupported();
      case NUMBER, UNSIGNED, BITS, IDENTIFICATION, METER_IDENTIFICATION -> byField();
    };
  }

  private Reading timePoint() {
    return switch (field) {
      case INT16 -> TimePoint.typeG(data);
      case INT24 -> TimePoint.typeJ(data);
      case INT32 -> TimePoint.typeF(data);
      case INT48 -> TimePoint.typeI(data);
      // Type M, which stays octets.
      case VARIABLE -> Reading.good(hex());
      default -> unsupported();
    };
  }

  private Reading unsupported() {
    Reading reading = byField();
    return reading.quality() == Quality.GOOD ? Reading.unsupported(reading.value()) : reading;
  }

  private Reading byField() {
    if (lvar != null) {
      return byLvar(lvar);
    }
    if (field.isBcd()) {
      return bcd(false);
    }
    return field == DataField.REAL32 ? real() : integer();
  }

  private Reading byLvar(Lvar lvar) {
    if (lvar.form() == Lvar.Form.TEXT) {
      return Reading.good(new Value.Text(data.text()));
    }
    if (data.length() == 0) {
      return Reading.MISSING;
    }
    return switch (lvar.form()) {
      case POSITIVE_BCD -> bcd(false);
      case NEGATIVE_BCD -> bcd(true);
      case REAL -> real();
      case BINARY -> number(data.unsigned());
      case TEXT, RESERVED -> throw new AssertionError(lvar);
    };
  }

  private Reading bcd(boolean negative) {
    if (isIdentification()) {
      String digits = data.digits();
      return digits.indexOf('F') < 0 ? Reading.good(new Value.Text(digits)) : Reading.INVALID;
    }
    BigDecimal value = data.bcd();
    if (value == null) {
      return Reading.INVALID;
    }
    return number(negative ? value.negate() : value);
  }

  private Reading integer() {
    if (meaning.type() == DataType.METER_IDENTIFICATION
        && data.length() == SECONDARY_ADDRESS_OCTETS) {
      return Reading.good(new Value.Text(secondaryAddress()));
    }
    if (isSigned()) {
      boolean none = meaning.type() == DataType.NUMBER && data.isNoInteger();
      return none ? Reading.MISSING : number(data.signed());
    }
    return number(data.unsigned());
  }

  /** Identification as printed on the meter, the other octets in the order of the wire. */
  private String secondaryAddress() {
    int half = SECONDARY_ADDRESS_OCTETS / 2;
    return data.part(0, half).digits() + data.part(half, half).hex();
  }

  private Reading real() {
    float real = data.real32();
    if (Float.isNaN(real)) {
      return Reading.MISSING;
    }
    if (Float.isInfinite(real)) {
      return Reading.INVALID;
    }
    BigDecimal value = scaled(shortest(real));
    return Reading.good(new Value.Number(withoutNoise(value)));
  }

  /**
   * The decimal with the fewest digits that is this number. Before Java 19 {@link Float#toString}
   * gives more of them for some.
   */
  private static BigDecimal shortest(float real) {
    BigDecimal decimal = new BigDecimal(Float.toString(real));
    for (int digits = REAL32_DIGITS; digits < decimal.precision(); digits++) {
      BigDecimal shorter = decimal.round(new MathContext(digits));
      if (shorter.floatValue() == real && shorter.compareTo(decimal) != 0) {
        return shorter;
      }
    }
    return decimal;
  }

  /** Drops decimals beyond the ninth as far as they are more than single precision carries. */
  private static BigDecimal withoutNoise(BigDecimal value) {
    int excess = Math.min(value.scale() - REAL32_DECIMALS, value.precision() - REAL32_DIGITS);
    return excess > 0 ? value.setScale(value.scale() - excess, RoundingMode.HALF_EVEN) : value;
  }

  private Reading number(BigDecimal raw) {
    return Reading.good(new Value.Number(scaled(raw)));
  }

  private BigDecimal scaled(BigDecimal raw) {
    if (!meaning.isScaled()) {
      return raw;
    }
    BigDecimal value = meaning.exponent() == 0 ? raw : raw.scaleByPowerOfTen(meaning.exponent());
    BigDecimal offset = meaning.offset();
    if (offset != null) {
      value = value.add(offset);
    }
    Unit unit = meaning.unit();
    return unit == null || unit.multiplier() == 1
        ? value
        : value.multiply(BigDecimal.valueOf(unit.multiplier()));
  }

  private boolean isSigned() {
    return meaning.type() == DataType.NUMBER
        || meaning.type() == DataType.RESERVED
        || meaning.type() == DataType.TIME_POINT;
  }

  private boolean isIdentification() {
    return meaning.type() == DataType.IDENTIFICATION
        || meaning.type() == DataType.METER_IDENTIFICATION;
  }

  private Value hex() {
    return new Value.Text(data.hex());
  }
}
