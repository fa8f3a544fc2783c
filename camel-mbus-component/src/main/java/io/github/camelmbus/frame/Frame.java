package io.github.camelmbus.frame;

import io.github.camelmbus.MBusFormatException;

/**
 * One frame of EN 13757-2, clause 5.4 (FT1.2 of EN 60870-5-1).
 *
 * <pre>
 *   single character  E5 | A2
 *   short frame       10 C A CS 16
 *   control frame     68 03 03 68 C A CI CS 16
 *   long frame        68 L L 68 C A CI data.. CS 16      L = 3 + octets of data, data 0..252
 * </pre>
 *
 * CS is the sum of the octets from C to the last one before it, modulo 256.
 */
public sealed interface Frame permits SingleCharacter, ShortFrame, ControlFrame, LongFrame {

  /** The octets on the wire, from the start octet to the stop octet. */
  byte[] encode();

  /**
   * Decodes octets that are exactly one frame.
   *
   * @param octets start octet to stop octet, nothing before or after; copied.
   * @throws MBusFormatException with fault START, LENGTH, TRUNCATED, CHECKSUM or STOP; the first
   *     that fails in this order counts.
   */
  static Frame decode(byte[] octets) {
    return FrameCodec.decode(octets);
  }

  /** The length of the frame that octets start with; 0 if they do not say. */
  static int lengthOf(byte[] octets) {
    return FrameCodec.length(octets, 0, octets.length);
  }

  /** Whether octets start as a long frame does, {@code 68 L L 68}. */
  static boolean isLongHeader(byte[] octets) {
    return FrameCodec.isLongHeader(octets);
  }

  /** Whether octets start as a long frame does, and are fewer than it has. */
  static boolean isCutOff(byte[] octets) {
    return FrameCodec.isLongHeader(octets)
        && octets.length < (octets[1] & 0xFF) + FrameCodec.LONG_OVERHEAD;
  }

  /** Whether more octets can make these a long frame: they may be fewer than its header. */
  static boolean mayGoOn(byte[] octets) {
    return FrameCodec.mayGoOn(octets);
  }
}
