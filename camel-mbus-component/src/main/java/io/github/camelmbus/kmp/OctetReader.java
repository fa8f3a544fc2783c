package io.github.camelmbus.kmp;

import io.github.camelmbus.OctetString;
import io.github.camelmbus.kmp.KmpFormatException.Fault;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads the data of a frame from left to right. Confined to one thread. */
final class OctetReader {
  private static final int OCTET = 0xFF;

  private final byte[] octets;
  private final String what;
  private int next;

  /**
   * @param what is read, for messages.
   */
  OctetReader(String what, OctetString octets) {
    this.what = what;
    this.octets = octets.toArray();
  }

  boolean hasMore() {
    return next < octets.length;
  }

  /** How many octets are left. */
  int left() {
    return octets.length - next;
  }

  int octet() {
    return take(1)[0] & OCTET;
  }

  /** An unsigned number of up to three octets, the high one first. */
  int number(int length) {
    return (int) longNumber(length);
  }

  /** An unsigned number of up to seven octets, the high one first. */
  long longNumber(int length) {
    long number = 0;
    for (byte octet : take(length)) {
      number = number << Byte.SIZE | octet & OCTET;
    }
    return number;
  }

  /** Unsigned numbers of the same length, the high octet first. */
  List<Integer> numbers(int count, int length) {
    List<Integer> numbers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      numbers.add(number(length));
    }
    return numbers;
  }

  OctetString octets(int length) {
    return OctetString.of(take(length));
  }

  private byte[] take(int length) {
    if (length > left()) {
      throw new KmpFormatException(
          Fault.LENGTH,
          "%s: %d octets are missing at the end of %s"
              .formatted(what, length - left(), OctetString.of(octets)));
    }
    byte[] taken = Arrays.copyOfRange(octets, next, next + length);
    next += length;
    return taken;
  }

  /** Fails if something is left. */
  void end() {
    if (hasMore()) {
      throw new KmpFormatException(
          Fault.LENGTH,
          "%s: %d octets too many at the end of %s"
              .formatted(what, left(), OctetString.of(octets)));
    }
  }
}
