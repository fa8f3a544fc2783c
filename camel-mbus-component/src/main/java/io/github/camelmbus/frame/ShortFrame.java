package io.github.camelmbus.frame;

/** {@code 10 C A CS 16}: a request without data, such as SND_NKE or REQ_UD2. */
public record ShortFrame(ControlField control, PrimaryAddress address) implements Frame {
  /** Octets on the wire. */
  public static final int OCTETS = FrameCodec.SHORT_LENGTH;

  @Override
  public byte[] encode() {
    return FrameCodec.encodeShort(control, address);
  }
}
