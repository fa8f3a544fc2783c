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
 * <p>A view of the telegram, which must not change while it is in use. It can be moved from record
 * to record, which saves 240 octets for each telegram; confined to one thread.
 */
final class DataOctets {
  private static final int MINUS = 0xF;

  /** Digits that are no number; a number has at most 18 digits. */
  static final long NO_NUMBER = Long.MIN_VALUE;

  private static final long HIGHEST_BIT_OF_DIGITS = 0x8888888888888888L;
  private static final long LOW_DIGITS = 0x0F0F0F0F0F0F0F0FL;
  private static final long LOW_PAIRS = 0x00FF00FF00FF00FFL;
  private static final long LOW_FOURS = 0x0000FFFF0000FFFFL;
  private static final long LOW_EIGHT = 0x00000000FFFFFFFFL;
  private static final long SIXTEEN_DIGITS = 10_000_000_000_000_000L;

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

  /** Whether the value fits in {@link #unsignedLong}. */
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

  /** Whether all octets have a value. */
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
   * @return {@link #NO_NUMBER} if a digit is A to F, as in the codes of an error display.
   */
  long bcd() {
    boolean negative = length > 0 && isNegativeBcd();
    long value = length > Long.BYTES ? nineOctetsBcd(negative) : decimal(digits(negative));
    return negative ? -value : value;
  }

  /** At most 16 digits, with a zero in place of the minus. */
  private long digits(boolean negative) {
    long bits = unsignedLong();
    return negative ? bits & ~((long) MINUS << Byte.SIZE * length - 4) : bits;
  }

  private long nineOctetsBcd(boolean negative) {
    long low = decimal(part(0, Long.BYTES).unsignedLong());
    long high = decimal(part(Long.BYTES, 1).digits(negative));
    return low == NO_NUMBER || high == NO_NUMBER ? NO_NUMBER : high * SIXTEEN_DIGITS + low;
  }

  /**
   * The value of 16 BCD digits, all at once: as pairs, those as fours, and those as eights. Digit
   * by digit a bare decode takes 5 % longer (docs/benchmark-codec.md).
   *
   * @return {@link #NO_NUMBER}, which is its own negative, if a digit is 8 + 2 or more.
   */
  private static long decimal(long digits) {
    if ((digits & (digits << 1 | digits << 2) & HIGHEST_BIT_OF_DIGITS) != 0) {
      return NO_NUMBER;
    }
    long pairs = (digits & LOW_DIGITS) + 10 * (digits >>> 4 & LOW_DIGITS);
    long fours = (pairs & LOW_PAIRS) + 100 * (pairs >>> 8 & LOW_PAIRS);
    long eights = (fours & LOW_FOURS) + 10_000 * (fours >>> 16 & LOW_FOURS);
    return (eights & LOW_EIGHT) + 100_000_000 * (eights >>> 32);
  }

  private boolean isNegativeBcd() {
    return at(length - 1) >> 4 == MINUS;
  }

  /** BCD digits as they are, most significant first; an identification may hold A to E. */
  String digits() {
    return OctetReader.HEX.formatHex(bigEndian());
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

  /** The same octets in reverse order. */
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
