package io.github.camelmbus.data;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The data of a record, least significant octet first, in the codings of EN 13757-3, annex A.
 *
 * <p>A view of the telegram, which nobody changes while it is decoded. It can be moved from record
 * to record; confined to one thread.
 */
final class DataOctets {
  private static final int MINUS = 0xF;

  /** Not what any BCD number is: those have at most 18 digits. */
  static final long NO_NUMBER = Long.MIN_VALUE;

  /** Negative, as no pair of digits is. */
  private static final int NO_DIGIT = -1;

  /** What two BCD digits are worth; {@link #NO_DIGIT} where one of them is none. */
  private static final byte[] BCD = new byte[0x100];

  static {
    for (int octet = 0; octet < BCD.length; octet++) {
      int high = octet >> 4;
      int low = octet & 0x0F;
      BCD[octet] = (byte) (high > 9 || low > 9 ? NO_DIGIT : 10 * high + low);
    }
  }

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final byte[] telegram;
  private int from;
  private int length;

  /**
   * @param telegram not copied.
   * @param from index of the first octet of the data.
   * @param length how many octets the data has.
   */
  DataOctets(byte[] telegram, int from, int length) {
    this.telegram = telegram;
    this.from = from;
    this.length = length;
  }

  /** Moves the view to other octets of the telegram. */
  void move(int newFrom, int newLength) {
    from = newFrom;
    length = newLength;
  }

  int length() {
    return length;
  }

  /**
   * Some of the octets.
   *
   * @param first index of the first one.
   * @param count how many.
   */
  DataOctets part(int first, int count) {
    return new DataOctets(telegram, from + first, count);
  }

  /** The octet at an index, 0..255. */
  int at(int index) {
    return telegram[from + index] & 0xFF;
  }

  /** Types C and D: unsigned integer. */
  BigDecimal unsigned() {
    return isUnsignedLong()
        ? BigDecimal.valueOf(unsignedLong())
        : new BigDecimal(new BigInteger(1, bigEndian()));
  }

  /** Whether {@link #unsignedLong} has room for them. */
  boolean isUnsignedLong() {
    return length < Long.BYTES;
  }

  /** The bits, of at most eight octets; with eight the most significant one is the sign. */
  long unsignedLong() {
    return length == 0 ? 0 : eightOctets() >>> unusedBits();
  }

  /** Type B, of at most eight octets. */
  long signedLong() {
    return length == 0 ? 0 : eightOctets() >> unusedBits();
  }

  /** Whether a signed integer of at most eight octets is "no value": 80h, 8000h and so on. */
  boolean isNoInteger() {
    return length == 0 || eightOctets() == Long.MIN_VALUE;
  }

  private int unusedBits() {
    return Long.SIZE - Byte.SIZE * length;
  }

  /** At most eight octets as the most significant ones of eight, the others 0. */
  private long eightOctets() {
    if (from + Long.BYTES <= telegram.length) {
      return (long) LONG.get(telegram, from) << unusedBits();
    }
    long value = 0;
    for (int i = length - 1; i >= 0; i--) {
      value = value << Byte.SIZE | at(i);
    }
    return value << unusedBits();
  }

  /** Whether all octets are the same. */
  boolean areAll(int octet) {
    for (int i = 0; i < length; i++) {
      if (at(i) != octet) {
        return false;
      }
    }
    return true;
  }

  /**
   * Type A: BCD of at most nine octets; F as most significant digit is a minus.
   *
   * @return {@link #NO_NUMBER} where a digit is none: the codes A to F of an error display.
   */
  long bcd() {
    if (length == 0) {
      return 0;
    }
    int first = BCD[mostSignificantDigits()];
    int signs = first;
    long value = first;
    for (int i = length - 2; i >= 0; i--) {
      int digits = BCD[at(i)];
      signs |= digits;
      value = 100 * value + digits;
    }
    if (signs < 0) {
      return NO_NUMBER;
    }
    return isNegativeBcd() ? -value : value;
  }

  private boolean isNegativeBcd() {
    return at(length - 1) >> 4 == MINUS;
  }

  /** The first two digits, a minus taken for zero. */
  private int mostSignificantDigits() {
    int octet = at(length - 1);
    return isNegativeBcd() ? octet & 0x0F : octet;
  }

  /** BCD digits as they are, most significant first; an identification may hold A to E. */
  String digits() {
    byte[] digits = new byte[2 * length];
    for (int i = 0; i < length; i++) {
      int octet = at(length - 1 - i);
      digits[2 * i] = (byte) OctetReader.HEX.toHighHexDigit(octet);
      digits[2 * i + 1] = (byte) OctetReader.HEX.toLowHexDigit(octet);
    }
    return new String(digits, StandardCharsets.ISO_8859_1);
  }

  /** IEEE 754 single precision, of four octets. */
  float real32() {
    return Float.intBitsToFloat((int) unsignedLong());
  }

  /** ISO 8859-1, last character first. */
  String text() {
    return new String(bigEndian(), StandardCharsets.ISO_8859_1);
  }

  /** The octets in the order of the wire, in hexadecimal. */
  String hex() {
    return OctetReader.HEX.formatHex(telegram, from, from + length);
  }

  /** The same octets the other way round. */
  DataOctets reversed() {
    return new DataOctets(bigEndian(), 0, length);
  }

  private byte[] bigEndian() {
    byte[] reversed = new byte[length];
    for (int i = 0; i < length; i++) {
      reversed[i] = telegram[from + length - 1 - i];
    }
    return reversed;
  }
}
