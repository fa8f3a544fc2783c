package io.github.camelmbus.data;

import io.github.camelmbus.MBusFormatException;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Data records to octets, by the tables that decode them: {@link RecordList#decode} gives the same
 * value again.
 */
public final class RecordEncoder {
  private static final int LONGEST_TEXT = 0xBF;
  private static final int POSITIVE_BINARY = 0xE0;
  private static final int LONGEST_BINARY = 15;
  private static final int NEGATIVE_BCD = 0xD0;
  private static final int LONGEST_BCD = 9;
  private static final int REAL = 0xF8;
  private static final int SECONDARY_ADDRESS_OCTETS = 8;

  private final DataField field;
  private final Meaning meaning;

  private RecordEncoder(DataField field, Meaning meaning) {
    this.field = field;
    this.meaning = meaning;
  }

  /**
   * Encodes a record.
   *
   * @param dib says how the data is coded; {@link Dib#of}.
   * @param vib says what it means; that of a record that was decoded.
   * @param value in the unit of the VIB, or octets in hexadecimal if the VIB has no other form;
   *     {@link Value#NONE} for the code of a missing value, and for a data field without data.
   * @throws IllegalArgumentException if DIB and VIB cannot express this value.
   */
  public static byte[] encode(Dib dib, Vib vib, Value value) {
    byte[] data = new RecordEncoder(dib.dataField(), meaning(vib)).data(value);
    ByteArrayOutputStream record = new ByteArrayOutputStream();
    record.writeBytes(dib.octets());
    record.writeBytes(vib.octets());
    record.writeBytes(data);
    return record.toByteArray();
  }

  private static Meaning meaning(Vib vib) {
    for (PlainText.Position position : PlainText.Position.values()) {
      OctetReader in = new OctetReader(vib.octets());
      try {
        Meaning meaning = new VibDecoder(in, position, VifeTable.COMBINABLE).decode();
        if (in.remaining() == 0) {
          return meaning;
        }
      } catch (MBusFormatException tryTheOtherPosition) {
        // Only one of them fits the octets of a plain-text VIF.
        continue;
      }
    }
    throw new IllegalArgumentException("no VIF and VIFEs: " + vib);
  }

  private byte[] data(Value value) {
    if (field == DataField.NO_DATA || field == DataField.SELECTION) {
      return new byte[0];
    } else if (value instanceof Value.Number number) {
      return number(number.value());
    } else if (value instanceof Value.Text text) {
      return text(text.value());
    } else if (value instanceof Value.None) {
      return none();
    }
    return timePoint(value);
  }

  private byte[] timePoint(Value value) {
    if (meaning.type() == DataType.TIME_POINT) {
      if (value instanceof Value.Date date && field == DataField.INT16) {
        return DataEncoder.typeG(date.value());
      } else if (value instanceof Value.DateTime time && field == DataField.INT32) {
        return DataEncoder.typeF(time.value(), false);
      } else if (value instanceof Value.DateTime time && field == DataField.INT48) {
        return DataEncoder.typeI(time.value(), false);
      } else if (value instanceof Value.Time time && field == DataField.INT24) {
        return DataEncoder.typeJ(time.value());
      } else if (value instanceof Value.DateTime time && field == DataField.BCD12) {
        return DataEncoder.bcdTime(time.value());
      }
    }
    throw unfit(value);
  }

  private byte[] number(BigDecimal value) {
    boolean isNumber =
        switch (meaning.type()) {
          case NUMBER, UNSIGNED, BITS, RESERVED, IDENTIFICATION, METER_IDENTIFICATION -> true;
          case MANUFACTURER_CODE -> true;
          // Of variable length it is octets.
          case MANUFACTURER -> field != DataField.VARIABLE;
          // A date of another length has no type and is a plain integer.
          case TIME_POINT -> !isTimePointField();
          case OCTETS, PROFILE -> false;
        };
    boolean isDigits = meaning.isIdentification() && field.isBcd();
    if (!isNumber || isDigits) {
      throw unfit(new Value.Number(value));
    }
    BigDecimal raw = raw(value);
    if (field == DataField.VARIABLE) {
      return variable(raw);
    } else if (field.isInteger() && !meaning.isSigned()) {
      return DataEncoder.encodeUnsigned(field, raw);
    }
    byte[] data = DataEncoder.encode(field, raw);
    boolean isCodeOfNone =
        field.isInteger()
            && meaning.hasCodeOfNone()
            && new DataOctets(data, 0, data.length).isNoInteger();
    if (isCodeOfNone) {
      throw unfit(new Value.Number(value));
    }
    return data;
  }

  private boolean isTimePointField() {
    return switch (field) {
      case INT16, INT24, INT32, INT48, BCD12, VARIABLE -> true;
      default -> false;
    };
  }

  /** The number as sent: the reverse of decoding. */
  private BigDecimal raw(BigDecimal value) {
    if (!meaning.isScaled()) {
      return value;
    }
    BigDecimal raw = value;
    Unit unit = meaning.unit();
    if (unit != null && unit.multiplier() != 1) {
      raw = quotient(value, unit);
    }
    if (meaning.offset() != null) {
      raw = raw.subtract(meaning.offset());
    }
    return raw.scaleByPowerOfTen(-meaning.exponent());
  }

  private BigDecimal quotient(BigDecimal value, Unit unit) {
    try {
      return value.divide(BigDecimal.valueOf(unit.multiplier()));
    } catch (ArithmeticException endless) {
      throw unfit(new Value.Number(value));
    }
  }

  private byte[] variable(BigDecimal raw) {
    if (raw.stripTrailingZeros().scale() > 0) {
      return withLvar(REAL, DataEncoder.encode(DataField.REAL32, raw));
    }
    BigInteger integer = raw.toBigIntegerExact();
    if (integer.signum() >= 0) {
      int length = integer.bitLength() / Byte.SIZE + 1;
      require(length <= LONGEST_BINARY, raw);
      return withLvar(POSITIVE_BINARY + length, DataEncoder.littleEndian(integer, length));
    }
    String digits = integer.negate().toString();
    int length = (digits.length() + 1) / 2;
    require(length <= LONGEST_BCD, raw);
    return withLvar(
        NEGATIVE_BCD + length, DataEncoder.littleEndian(new BigInteger(digits, 16), length));
  }

  private void require(boolean fits, BigDecimal raw) {
    if (!fits) {
      throw unfit(new Value.Number(raw));
    }
  }

  private byte[] text(String text) {
    return switch (meaning.type()) {
      case IDENTIFICATION, METER_IDENTIFICATION ->
          field == DataField.VARIABLE ? letters(text) : identification(text);
      case OCTETS, PROFILE -> octets(text);
      case MANUFACTURER, TIME_POINT -> octetsOfVariableLength(text);
      case MANUFACTURER_CODE -> field == DataField.INT16 ? manufacturerCode(text) : letters(text);
      case NUMBER, UNSIGNED, BITS, RESERVED -> letters(text);
    };
  }

  private byte[] letters(String text) {
    byte[] letters = text.getBytes(StandardCharsets.ISO_8859_1);
    if (field != DataField.VARIABLE
        || letters.length > LONGEST_TEXT
        || !text.equals(new String(letters, StandardCharsets.ISO_8859_1))) {
      throw unfit(new Value.Text(text));
    }
    return withLvar(letters.length, reversed(letters));
  }

  private byte[] identification(String text) {
    byte[] octets = hex(text);
    if (octets.length != field.length()) {
      throw unfit(new Value.Text(text));
    } else if (field.isBcd()) {
      return reversed(octets);
    } else if (meaning.type() == DataType.METER_IDENTIFICATION
        && octets.length == SECONDARY_ADDRESS_OCTETS) {
      int half = SECONDARY_ADDRESS_OCTETS / 2;
      byte[] id = reversed(Arrays.copyOf(octets, half));
      System.arraycopy(id, 0, octets, 0, half);
      return octets;
    }
    throw unfit(new Value.Text(text));
  }

  private byte[] manufacturerCode(String letters) {
    try {
      BigInteger code = BigInteger.valueOf(ManufacturerCode.of(letters));
      return DataEncoder.littleEndian(code, field.length());
    } catch (IllegalArgumentException noLetters) {
      throw unfit(new Value.Text(letters));
    }
  }

  /** Octets in hexadecimal; a field of fixed length does not take them. */
  private byte[] octetsOfVariableLength(String text) {
    if (field != DataField.VARIABLE) {
      throw unfit(new Value.Text(text));
    }
    return octets(text);
  }

  /** Octets in hexadecimal. */
  private byte[] octets(String text) {
    byte[] octets = hex(text);
    if (field == DataField.VARIABLE && octets.length <= LONGEST_TEXT) {
      return withLvar(octets.length, octets);
    } else if (field == DataField.VARIABLE || octets.length != field.length()) {
      throw unfit(new Value.Text(text));
    }
    return octets;
  }

  private byte[] hex(String text) {
    try {
      return OctetReader.HEX.parseHex(text);
    } catch (IllegalArgumentException noHex) {
      throw unfit(new Value.Text(text));
    }
  }

  /** The code that says that there is no value. */
  private byte[] none() {
    boolean isTime = meaning.type() == DataType.TIME_POINT && isTimePointField();
    if (isTime && field != DataField.VARIABLE) {
      byte[] none = new byte[field.length()];
      Arrays.fill(none, (byte) 0xFF);
      return none;
    } else if (field == DataField.REAL32) {
      return DataEncoder.littleEndian(
          BigInteger.valueOf(Float.floatToIntBits(Float.NaN)), field.length());
    } else if (field.isInteger() && meaning.hasCodeOfNone()) {
      byte[] none = new byte[field.length()];
      none[none.length - 1] = (byte) 0x80;
      return none;
    }
    throw unfit(Value.NONE);
  }

  private static byte[] withLvar(int lvar, byte[] data) {
    byte[] octets = new byte[1 + data.length];
    octets[0] = (byte) lvar;
    System.arraycopy(data, 0, octets, 1, data.length);
    return octets;
  }

  private static byte[] reversed(byte[] octets) {
    byte[] reversed = new byte[octets.length];
    for (int i = 0; i < octets.length; i++) {
      reversed[i] = octets[octets.length - 1 - i];
    }
    return reversed;
  }

  private IllegalArgumentException unfit(Value value) {
    @Nullable Object plain =
        value.plain() instanceof BigDecimal number ? number.toPlainString() : value.plain();
    return new IllegalArgumentException(
        "data field %s of %s cannot express %s".formatted(field, meaning.vib(), plain));
  }
}
