package io.github.camelmbus.kmp;

import io.github.camelmbus.OctetString;
import java.io.ByteArrayOutputStream;
import java.util.List;

/** Writes the data of a frame from left to right. Confined to one thread. */
final class OctetWriter {
  private final ByteArrayOutputStream octets = new ByteArrayOutputStream();

  /** An unsigned number, the high octet first. */
  void number(long number, int length) {
    for (int i = length - 1; i >= 0; i--) {
      octets.write((int) (number >> Byte.SIZE * i));
    }
  }

  /** Unsigned numbers of the same length. */
  void numbers(List<Integer> numbers, int length) {
    numbers.forEach(number -> number(number, length));
  }

  void octets(OctetString more) {
    octets.writeBytes(more.toArray());
  }

  OctetString octets() {
    return OctetString.of(octets.toByteArray());
  }
}
