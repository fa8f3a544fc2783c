package io.github.camelmbus.frame;

/**
 * {@code 68 03 03 68 C A CI CS 16}: a long frame without data, such as a baud rate switch.
 *
 * @param ci CI field, 0..255.
 */
public record ControlFrame(ControlField control, PrimaryAddress address, int ci) implements Frame {
  public ControlFrame {
    FrameCodec.requireOctet("CI field", ci);
  }

  @Override
  public byte[] encode() {
    return FrameCodec.encodeLong(control, address, ci, new byte[0]);
  }
}
