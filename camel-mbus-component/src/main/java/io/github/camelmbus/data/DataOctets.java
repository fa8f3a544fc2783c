package io.github.camelmbus.data;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The data of a record, least significant octet first, in the codings of EN 13757-3, annex A.
 *
 * <p>A view of the telegram, which nobody changes while it is decoded.
 */
final class DataOctets {
  private static final int MINUS = 0xF;

  private final byte[] telegram;
  private final int from;
  private final int length;

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

  /** Type B: signed integer. */
  BigDecimal signed() {
    return length > Long.BYTES
        ? new BigDecimal(new BigInteger(bigEndian()))
        : BigDecimal.valueOf(signedLong());
  }

  /** Types C and D: unsigned integer. */
  BigDecimal unsigned() {
    return length < Long.BYTES
        ? BigDecimal.valueOf(unsignedLong())
        : new BigDecimal(new BigInteger(1, bigEndian()));
  }

  /** The bits, of at most eight octets; with eight the most significant one is the sign. */
  long unsignedLong() {
    long value = 0;
    for (int i = length - 1; i >= 0; i--) {
      value = value << Byte.SIZE | at(i);
    }
    return value;
  }

  /** Type B, of at most eight octets. */
  long signedLong() {
    int unused = Long.SIZE - Byte.SIZE * length;
    return length == 0 ? 0 : unsignedLong() << unused >> unused;
  }

  /** Whether a signed integer is the code for "no value": 80h, 8000h and so on. */
  boolean isNoInteger() {
    if (length == 0 || at(length - 1) != 0x80) {
      return length == 0;
    }
    return areAll(0x00, length - 1);
  }

  /** Whether all octets are the same. */
  boolean areAll(int octet) {
    return areAll(octet, length);
  }

  private boolean areAll(int octet, int count) {
    for (int i = 0; i < count; i++) {
      if (at(i) != octet) {
        return false;
      }
    }
    return true;
  }

  /**
   * Type A: BCD of at most nine octets; F as most significant digit is a minus.
   *
   * @return null where a digit is none: the codes A to F of an error display.
   */
  @Nullable BigDecimal bcd() {
    int digits = 2 * length;
    boolean negative = digits > 0 && digit(0) == MINUS;
    long value = 0;
    for (int i = negative ? 1 : 0; i < digits; i++) {
      int digit = digit(i);
      if (digit > 9) {
        return null;
      }
      value = 10 * value + digit;
    }
    return BigDecimal.valueOf(negative ? -value : value);
  }

  /** BCD digits as they are, most significant first; an identification may hold A to E. */
  String digits() {
    StringBuilder text = new StringBuilder(2 * length);
    for (int i = 0; i < 2 * length; i++) {
      text.append(Character.toUpperCase(Character.forDigit(digit(i), 16)));
    }
    return text.toString();
  }

  /** From 0, the most significant one. */
  private int digit(int index) {
    int octet = at(length - 1 - index / 2);
    return index % 2 == 0 ? octet >> 4 : octet & 0x0F;
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
