package io.github.camelmbus.data;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;

/** The octets of the data of a record, as a meter or a master sends them. */
public final class DataEncoder {
  private static final int FIRST_YEAR_OF_TWO_DIGITS = 1981;
  private static final int LAST_YEAR_OF_TWO_DIGITS = 2080;
  private static final int LAST_YEAR_OF_TYPE_F = 2099;

  private DataEncoder() {}

  /**
   * Encodes a number.
   *
   * @param field an integer, BCD or real field of fixed length.
   * @param raw the number as sent, that is divided by the power of ten of its VIF.
   * @throws IllegalArgumentException if the field takes no such number or it does not fit.
   */
  public static byte[] encode(DataField field, BigDecimal raw) {
    if (field == DataField.REAL32) {
      float real = raw.floatValue();
      if (Float.isInfinite(real)) {
        throw outOfRange(field, raw);
      }
      return littleEndian(Float.floatToIntBits(real), field.length());
    }
    if (!field.isInteger() && !field.isBcd()) {
      throw new IllegalArgumentException("data field " + field + " takes no number");
    }
    BigInteger integer = integer(field, raw);
    return field.isBcd() ? bcd(field, integer) : integer(field, integer);
  }

  /**
   * Encodes an unsigned integer (types C and D).
   *
   * @param field an integer field.
   * @param raw not negative.
   * @throws IllegalArgumentException if the field takes no integer or it does not fit.
   */
  static byte[] encodeUnsigned(DataField field, BigDecimal raw) {
    BigInteger value = integer(field, raw);
    if (value.signum() < 0 || value.bitLength() > Byte.SIZE * field.length()) {
      throw outOfRange(field, value);
    }
    return littleEndian(value, field.length());
  }

  private static BigInteger integer(DataField field, BigDecimal raw) {
    try {
      return raw.toBigIntegerExact();
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(
          "data field " + field + " takes whole numbers, not " + raw.toPlainString(), e);
    }
  }

  private static byte[] integer(DataField field, BigInteger value) {
    if (value.bitLength() >= Byte.SIZE * field.length()) {
      throw outOfRange(field, value);
    }
    return littleEndian(value.longValue(), field.length());
  }

  private static byte[] bcd(DataField field, BigInteger value) {
    int digits = 2 * field.length();
    String text = value.abs().toString();
    // A minus takes the most significant digit.
    if (text.length() + (value.signum() < 0 ? 1 : 0) > digits) {
      throw outOfRange(field, value);
    }
    long packed = Long.parseLong(text, 16);
    if (value.signum() < 0) {
      packed |= 0xFL << 4 * (digits - 1);
    }
    return littleEndian(packed, field.length());
  }

  /**
   * Date and time of type F (EN 13757-3, annex A): four octets, to the minute.
   *
   * @param time 1981 to 2099; years up to 2080 are sent without the hundred-year bits, as old
   *     masters expect; bits for more than one century are never sent.
   * @param summer whether the time is summer time.
   */
  public static byte[] typeF(LocalDateTime time, boolean summer) {
    int year = time.getYear();
    requireYear(year);
    int century = year > LAST_YEAR_OF_TWO_DIGITS ? 1 : 0;
    byte[] date = typeGOf(time.toLocalDate());
    return new byte[] {
      (byte) time.getMinute(),
      (byte) (time.getHour() | century << 5 | (summer ? 0x80 : 0)),
      date[0],
      date[1]
    };
  }

  /**
   * Date of type G (EN 13757-3, annex A): two octets.
   *
   * @param date 1981 to 2080.
   */
  public static byte[] typeG(LocalDate date) {
    requireTwoDigits(date);
    return typeGOf(date);
  }

  private static void requireTwoDigits(LocalDate date) {
    if (date.getYear() < FIRST_YEAR_OF_TWO_DIGITS || date.getYear() > LAST_YEAR_OF_TWO_DIGITS) {
      throw new IllegalArgumentException(
          "a year of two digits is one of 1981 to 2080, not that of " + date);
    }
  }

  /**
   * Date and time of type I (EN 13757-3, annex A): six octets, to the second, without day of week
   * and week.
   *
   * @param time 1981 to 2080.
   * @param summer whether the time is summer time.
   */
  public static byte[] typeI(LocalDateTime time, boolean summer) {
    byte[] date = typeG(time.toLocalDate());
    return new byte[] {
      (byte)
          (time.getSecond() | (summer ? 0x40 : 0) | (time.toLocalDate().isLeapYear() ? 0x80 : 0)),
      (byte) time.getMinute(),
      (byte) time.getHour(),
      date[0],
      date[1],
      0
    };
  }

  /**
   * Date and time as six octets of BCD, as meters of ABB have it: second, minute, hour, day, month,
   * year.
   *
   * @param time 1981 to 2080.
   */
  public static byte[] bcdTime(LocalDateTime time) {
    requireTwoDigits(time.toLocalDate());
    return new byte[] {
      bcd(time.getSecond()),
      bcd(time.getMinute()),
      bcd(time.getHour()),
      bcd(time.getDayOfMonth()),
      bcd(time.getMonthValue()),
      bcd(time.getYear() % 100)
    };
  }

  private static byte bcd(int twoDigits) {
    return (byte) (twoDigits / 10 << 4 | twoDigits % 10);
  }

  /** Time of day of type J (EN 13757-3, annex A): three octets, to the second. */
  public static byte[] typeJ(LocalTime time) {
    return new byte[] {(byte) time.getSecond(), (byte) time.getMinute(), (byte) time.getHour()};
  }

  private static byte[] typeGOf(LocalDate date) {
    int year = date.getYear() % 100;
    return new byte[] {
      (byte) (date.getDayOfMonth() | (year & 0x07) << 5),
      (byte) (date.getMonthValue() | (year >> 3) << 4)
    };
  }

  private static void requireYear(int year) {
    if (year < FIRST_YEAR_OF_TWO_DIGITS || year > LAST_YEAR_OF_TYPE_F) {
      throw new IllegalArgumentException("type F takes the years 1981 to 2099, not " + year);
    }
  }

  private static byte[] littleEndian(long value, int length) {
    byte[] octets = new byte[length];
    for (int i = 0; i < length; i++) {
      octets[i] = (byte) (value >> Byte.SIZE * i);
    }
    return octets;
  }

  /** The low octets of an integer. */
  static byte[] littleEndian(BigInteger value, int length) {
    byte[] octets = new byte[length];
    for (int i = 0; i < length; i++) {
      octets[i] = value.shiftRight(Byte.SIZE * i).byteValue();
    }
    return octets;
  }

  private static IllegalArgumentException outOfRange(DataField field, Number value) {
    return new IllegalArgumentException(
        "%s does not fit into data field %s".formatted(value, field));
  }
}
