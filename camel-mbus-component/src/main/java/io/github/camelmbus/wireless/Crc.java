package io.github.camelmbus.wireless;

/**
 * The checksum of the data link layer of EN 13757-4: 16 bits, polynomial 3D65h, high bit first,
 * from 0, all bits inverted at the end.
 */
final class Crc {
  /** Octets of a checksum. */
  static final int OCTETS = 2;

  private static final int POLYNOMIAL = 0x3D65;
  private static final int HIGH_BIT = 0x8000;
  private static final int MASK = 0xFFFF;

  private Crc() {}

  /**
   * @param from first octet.
   * @param to after the last octet.
   */
  static int of(byte[] octets, int from, int to) {
    int crc = 0;
    for (int i = from; i < to; i++) {
      crc ^= (octets[i] & 0xFF) << Byte.SIZE;
      for (int bit = 0; bit < Byte.SIZE; bit++) {
        crc = (crc & HIGH_BIT) == 0 ? crc << 1 : crc << 1 ^ POLYNOMIAL;
      }
    }
    return ~crc & MASK;
  }
}
