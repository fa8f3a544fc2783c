package io.github.camelmbus.frame;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * {@code 68 L L 68 C A CI data.. CS 16}: a frame with application data, such as RSP_UD.
 *
 * @param ci CI field, 0..255.
 * @param data application data behind the CI field, 1..252 octets; with none it is a {@link
 *     ControlFrame}.
 */
public record LongFrame(ControlField control, PrimaryAddress address, int ci, byte[] data)
    implements Frame {
  /** The most octets of application data that the L field can count. */
  public static final int MAX_DATA = 252;

  public LongFrame {
    FrameCodec.requireOctet("CI field", ci);
    if (data.length < 1 || data.length > MAX_DATA) {
      throw new IllegalArgumentException(
          "a long frame carries 1 to " + MAX_DATA + " octets of data, not " + data.length);
    }
    data = data.clone();
  }

  @Override
  public byte[] data() {
    return data.clone();
  }

  @Override
  public byte[] encode() {
    return FrameCodec.encodeLong(control, address, ci, data);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LongFrame that
        && control.equals(that.control)
        && address.equals(that.address)
        && ci == that.ci
        && Arrays.equals(data, that.data);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * control.hashCode() + address.hashCode()) + 31 * ci + Arrays.hashCode(data);
  }

  @Override
  public String toString() {
    return "LongFrame[%s, %s, CI=%02Xh, %s]"
        .formatted(control, address, ci, HexFormat.of().withUpperCase().formatHex(data));
  }
}
