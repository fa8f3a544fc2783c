package io.github.camelmbus.kmp;

import io.github.camelmbus.OctetString;

/** What {@link KmpAssembler} finds in a stream. */
public sealed interface KmpReceived {

  /** The octets as they came. */
  OctetString octets();

  /** A frame with a good checksum. */
  record Good(KmpFrame frame, OctetString octets) implements KmpReceived {}

  /** A meter has done what it was told: the lone octet 06h. */
  record Acknowledge(OctetString octets) implements KmpReceived {}

  /**
   * A frame that began and is none.
   *
   * @param fault why.
   */
  record Damaged(KmpFormatException fault, OctetString octets) implements KmpReceived {}
}
