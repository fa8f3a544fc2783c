package io.github.camelmbus.frame;

import java.util.Arrays;
import java.util.HexFormat;

/** {@code 68 L L 68 C A CI data.. CS 16}: a frame with application data, such as RSP_UD. */
public final class LongFrame implements Frame {
  /** The most octets of application data that the L field can count. */
  public static final int MAX_DATA = 252;

  /** The start octet, first and fourth of the frame. */
  public static final int START = FrameCodec.LONG_START;

  /** The stop octet, the last one of the frame. */
  public static final int STOP = FrameCodec.STOP;

  /** The most octets of a frame on the wire. */
  public static final int MAX_OCTETS = 0xFF + FrameCodec.LONG_OVERHEAD;

  private final ControlField control;
  private final PrimaryAddress address;
  private final int ci;
  private final byte[] octets;

  /**
   * @param ci CI field, 0..255.
   * @param data application data after the CI field, 1..252 octets; with none it is a {@link
   *     ControlFrame}. Copied.
   */
  public LongFrame(ControlField control, PrimaryAddress address, int ci, byte[] data) {
    this(encode(control, address, ci, data), control, address, ci);
  }

  private LongFrame(byte[] octets, ControlField control, PrimaryAddress address, int ci) {
    this.control = control;
    this.address = address;
    this.ci = ci;
    this.octets = octets;
  }

  /**
   * Makes a frame of its octets, which have been checked.
   *
   * @param octets copied.
   */
  static LongFrame read(ControlField control, PrimaryAddress address, int ci, byte[] octets) {
    return new LongFrame(octets.clone(), control, address, ci);
  }

  private static byte[] encode(ControlField control, PrimaryAddress address, int ci, byte[] data) {
    FrameCodec.requireOctet("CI field", ci);
    if (data.length < 1 || data.length > MAX_DATA) {
      throw new IllegalArgumentException(
          "a long frame carries 1 to " + MAX_DATA + " octets of data, not " + data.length);
    }
    return FrameCodec.encodeLong(control, address, ci, data);
  }

  public ControlField control() {
    return control;
  }

  public PrimaryAddress address() {
    return address;
  }

  /** CI field, 0..255. */
  public int ci() {
    return ci;
  }

  /** The octets after the CI field. */
  public byte[] data() {
    return FrameCodec.data(octets);
  }

  @Override
  public byte[] encode() {
    return octets.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LongFrame that && Arrays.equals(octets, that.octets);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(octets);
  }

  @Override
  public String toString() {
    return "LongFrame[%s, %s, CI=%02Xh, %s]"
        .formatted(control, address, ci, HexFormat.of().withUpperCase().formatHex(data()));
  }
}
