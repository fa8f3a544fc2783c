package io.github.camelmbus.kmp;

import io.github.camelmbus.OctetString;

/** What {@link KmpAssembler} finds in a stream. */
public sealed interface KmpReceived {

  /** The octets as they came. */
  OctetString octets();

  /** A frame with a good checksum. */
  record Good(KmpFrame frame, OctetString octets) implements KmpReceived {}

  /** A meter has carried out a command: the single octet 06h. */
  record Acknowledge(OctetString octets) implements KmpReceived {}

  /**
   * The start of a frame with a fault after it.
   *
   * @param fault what is wrong.
   */
  record Damaged(KmpFormatException fault, OctetString octets) implements KmpReceived {}
}
