package io.github.camelmbus.frame;

/** The single character frames. */
public enum SingleCharacter implements Frame {
  /** E5h: the request was received. */
  ACK(0xE5),
  /** A2h: the request was received and is refused (EN 13757-2:2018). */
  NACK(0xA2);

  private final int octet;

  SingleCharacter(int octet) {
    this.octet = octet;
  }

  public int octet() {
    return octet;
  }

  @Override
  public byte[] encode() {
    return new byte[] {(byte) octet};
  }
}
