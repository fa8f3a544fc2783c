package io.github.camelmbus.kmp;

/** The checksum of a frame: 16 bits, polynomial 1021h, high bit first, from 0, not inverted. */
final class Crc16 {
  /** Octets of a checksum, the high one first. */
  static final int OCTETS = 2;

  private static final int POLYNOMIAL = 0x1021;
  private static final int HIGH_BIT = 0x8000;
  private static final int MASK = 0xFFFF;

  private Crc16() {}

  /** The checksum of the first octets; of octets with their own checksum it is 0. */
  static int of(byte[] octets, int length) {
    int crc = 0;
    for (int i = 0; i < length; i++) {
      crc ^= (octets[i] & 0xFF) << Byte.SIZE;
      for (int bit = 0; bit < Byte.SIZE; bit++) {
        crc = (crc & HIGH_BIT) == 0 ? crc << 1 : crc << 1 ^ POLYNOMIAL;
      }
    }
    return crc & MASK;
  }
}
