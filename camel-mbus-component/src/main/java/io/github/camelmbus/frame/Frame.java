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

  /** The length of the frame at the start of the octets; 0 if they do not show one. */
  static int lengthOf(byte[] octets) {
    return FrameCodec.length(octets, 0, octets.length);
  }

  /** Whether the octets start with the header of a long frame, {@code 68 L L 68}. */
  static boolean isLongHeader(byte[] octets) {
    return FrameCodec.isLongHeader(octets, 0, octets.length);
  }

  /** Whether the octets are the header of a long frame and not all that follows it. */
  static boolean isCutOff(byte[] octets) {
    return isLongHeader(octets) && octets.length < lengthOf(octets);
  }

  /** As {@link #isCutOff}, but the octets may also be the first ones of the header. */
  static boolean mayBeCutOff(byte[] octets) {
    return octets.length < FrameCodec.LONG_HEADER
        ? FrameCodec.isPartOfLongHeader(octets, octets.length)
        : isCutOff(octets);
  }
}
