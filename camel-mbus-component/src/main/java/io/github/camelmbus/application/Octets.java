package io.github.camelmbus.application;

/** Ranges and order of the octets of a header. */
final class Octets {
  private Octets() {}

  /**
   * @throws IllegalArgumentException if the value is not 0..255.
   */
  static void require(String what, int value) {
    if (value < 0 || value > 0xFF) {
      throw new IllegalArgumentException(what + " is one octet, 0 to 255, not " + value);
    }
  }

  /**
   * @throws IllegalArgumentException if the value is not 0..65535.
   */
  static void requireWord(String what, int value) {
    if (value < 0 || value > 0xFFFF) {
      throw new IllegalArgumentException(what + " is two octets, 0 to 65535, not " + value);
    }
  }

  static int at(byte[] octets, int index) {
    return octets[index] & 0xFF;
  }

  /** Two octets, the low one first. */
  static int wordAt(byte[] octets, int index) {
    return at(octets, index) | at(octets, index + 1) << 8;
  }
}
