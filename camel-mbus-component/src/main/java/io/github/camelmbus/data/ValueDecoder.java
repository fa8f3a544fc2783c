package io.github.camelmbus.data;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Decodes the data of a record by its DIB and VIB to a value and its quality.
 *
 * <p>Decodes one record after the other; confined to one thread. The quality is a field and not
 * part of the result: with a {@link Reading} for each record a bare decode takes 3 % longer and
 * allocates 225 octets more (docs/benchmark-codec.md).
 */
final class ValueDecoder {
  private static final int SECONDARY_ADDRESS_OCTETS = 8;

  private Quality quality = Quality.GOOD;

  /**
   * Reads a value.
   *
   * @param lvar of data of variable length; null for others.
   * @param data without LVAR; as many octets as the data field or LVAR asks for.
   */
  static Reading decode(Dib dib, Meaning meaning, @Nullable Lvar lvar, DataOctets data) {
    ValueDecoder decoder = new ValueDecoder();
    Value value = decoder.value(dib, meaning, lvar, data);
    return new Reading(value, decoder.quality());
  }

  /** How far the last value can be relied on. */
  Quality quality() {
    return quality;
  }

  /** As {@link #decode}; sets {@link #quality}. */
  Value value(Dib dib, Meaning meaning, @Nullable Lvar lvar, DataOctets data) {
    if (quality != Quality.GOOD) {
      quality = Quality.GOOD;
    }
    Quality error = meaning.recordError();
    if (error != null) {
      return none(error);
    }
    DataField field = dib.dataField();
    boolean isCommon = meaning.type() == DataType.NUMBER && (field.isBcd() || field.isInteger());
    Value value = isCommon ? number(field, meaning, data) : byType(field, meaning, lvar, data);
    boolean isOfError = dib.function() == FunctionField.ERROR && !meaning.isTimeCounter();
    if (quality == Quality.GOOD && isOfError) {
      quality = Quality.ERROR;
    }
    return value;
  }

  /** Nearly all records: BCD digits or a signed integer. */
  private Value number(DataField field, Meaning meaning, DataOctets data) {
    long number;
    if (field.isBcd()) {
      number = data.bcd();
      if (number == DataOctets.NO_NUMBER) {
        return none(Quality.INVALID);
      }
    } else {
      if (data.isNoInteger()) {
        return none(Quality.MISSING);
      }
      number = data.signedLong();
    }
    return number(meaning.scaled(number));
  }

  private Value byType(DataField field, Meaning meaning, @Nullable Lvar lvar, DataOctets data) {
    if (field == DataField.NO_DATA || field == DataField.SELECTION) {
      return none(Quality.MISSING);
    }
    if (lvar != null && lvar.form() == Lvar.Form.RESERVED) {
      return unsupported(hex(data));
    }
    return meaning.type().value(this, field, meaning, lvar, data);
  }

  /** By the coding of the data field or LVAR. */
  Value byField(DataField field, Meaning meaning, @Nullable Lvar lvar, DataOctets data) {
    if (lvar != null) {
      return byLvar(lvar, meaning, data);
    }
    if (field == DataField.REAL32) {
      return real(meaning, data);
    } else if (field.isBcd()) {
      return meaning.isIdentification() ? identification(data) : number(field, meaning, data);
    }
    return integer(field, meaning, data);
  }

  /** As {@link #byField}, of unknown meaning. */
  Value reserved(DataField field, Meaning meaning, @Nullable Lvar lvar, DataOctets data) {
    return unsupported(byField(field, meaning, lvar, data));
  }

  /** A date, a time or both, by the length of the data. */
  Value timePoint(DataField field, Meaning meaning, @Nullable Lvar lvar, DataOctets data) {
    return switch (field) {
      case INT16 -> valueOf(TimePoint.typeG(data));
      case INT24 -> valueOf(TimePoint.typeJ(data));
      case INT32 -> valueOf(TimePoint.typeF(data));
      case INT48 -> valueOf(TimePoint.typeI(data));
      case BCD12 -> valueOf(TimePoint.bcd(data));
      // Type M, which stays octets.
      case VARIABLE -> hex(data);
      default -> reserved(field, meaning, lvar, data);
    };
  }

  /** By the data field or LVAR if that is a number; other octets stay as they are. */
  Value ofManufacturer(DataField field, Meaning meaning, @Nullable Lvar lvar, DataOctets data) {
    return lvar == null || lvar.isDecimal() ? byField(field, meaning, lvar, data) : hex(data);
  }

  /** The letters of a manufacturer; as {@link #byField} if there are none. */
  Value manufacturerCode(DataField field, Meaning meaning, @Nullable Lvar lvar, DataOctets data) {
    String letters =
        ManufacturerCode.isIn(field, lvar, data)
            ? ManufacturerCode.letters((int) data.unsignedLong())
            : null;
    return letters == null ? byField(field, meaning, lvar, data) : new Value.Text(letters);
  }

  /** The octets as they are. */
  Value octets(DataField field, Meaning meaning, @Nullable Lvar lvar, DataOctets data) {
    return hex(data);
  }

  /** The octets as they are; other records are needed to decode them. */
  Value profile(DataField field, Meaning meaning, @Nullable Lvar lvar, DataOctets data) {
    return unsupported(hex(data));
  }

  private Value byLvar(Lvar lvar, Meaning meaning, DataOctets data) {
    if (lvar.form() == Lvar.Form.TEXT) {
      return new Value.Text(data.text());
    }
    if (data.length() == 0) {
      return none(Quality.MISSING);
    }
    return switch (lvar.form()) {
      case POSITIVE_BCD -> bcd(meaning, data, false);
      case NEGATIVE_BCD -> bcd(meaning, data, true);
      case REAL -> real(meaning, data);
      case BINARY -> unsigned(meaning, data);
      case TEXT, RESERVED -> throw new AssertionError(lvar);
    };
  }

  private Value bcd(Meaning meaning, DataOctets data, boolean negative) {
    if (meaning.isIdentification()) {
      return identification(data);
    }
    long value = data.bcd();
    return value == DataOctets.NO_NUMBER
        ? none(Quality.INVALID)
        : number(meaning.scaled(negative ? -value : value));
  }

  private Value identification(DataOctets data) {
    String digits = data.digits();
    return digits.indexOf('F') < 0 ? new Value.Text(digits) : none(Quality.INVALID);
  }

  private Value integer(DataField field, Meaning meaning, DataOctets data) {
    if (meaning.type() == DataType.METER_IDENTIFICATION
        && data.length() == SECONDARY_ADDRESS_OCTETS) {
      return new Value.Text(secondaryAddress(data));
    }
    if (!meaning.isSigned()) {
      return unsigned(meaning, data);
    }
    // A code may have any bits.
    return meaning.hasCodeOfNone()
        ? number(field, meaning, data)
        : number(meaning.scaled(data.signedLong()));
  }

  private static Value unsigned(Meaning meaning, DataOctets data) {
    return number(
        data.isUnsignedLong()
            ? meaning.scaled(data.unsignedLong())
            : meaning.scaled(data.unsigned()));
  }

  /** Identification as printed on the meter, the other octets in the order of the wire. */
  private static String secondaryAddress(DataOctets data) {
    int half = SECONDARY_ADDRESS_OCTETS / 2;
    return data.part(0, half).digits() + data.part(half, half).hex();
  }

  private Value real(Meaning meaning, DataOctets data) {
    float real = data.real32();
    if (Float.isNaN(real)) {
      return none(Quality.MISSING);
    }
    return Float.isInfinite(real)
        ? none(Quality.INVALID)
        : number(Real32.withoutNoise(meaning.scaled(Real32.shortest(real))));
  }

  private static Value number(BigDecimal number) {
    return new Value.Number(number);
  }

  private static Value hex(DataOctets data) {
    return new Value.Text(data.hex());
  }

  private Value none(Quality why) {
    quality = why;
    return Value.NONE;
  }

  private Value unsupported(Value value) {
    quality = quality == Quality.GOOD ? Quality.UNSUPPORTED : quality;
    return value;
  }

  private Value valueOf(Reading reading) {
    quality = reading.quality();
    return reading.value();
  }
}
