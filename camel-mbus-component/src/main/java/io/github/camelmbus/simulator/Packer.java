package io.github.camelmbus.simulator;

import io.github.camelmbus.frame.SingleCharacter;
import io.github.camelmbus.simulator.GatewayOptions.Answers;
import io.github.camelmbus.simulator.GatewayOptions.Packing;
import java.io.ByteArrayOutputStream;
import java.time.Duration;

/** Octets of the bus that a gateway holds until it sends them on; confined to one thread. */
final class Packer {
  /** The time of something that does not happen. */
  static final long NEVER = Long.MAX_VALUE;

  /** A telegram is over after this silence (EN 13757-2, 5.4). */
  private static final int GAP_BITS = 33;

  private static final long GAP_MARGIN = Duration.ofMillis(5).toNanos();
  private static final int SHORT_START = 0x10;
  private static final int SHORT_LENGTH = 5;
  private static final int LONG_START = 0x68;
  private static final int LONG_HEADER = 4;
  private static final int LONG_FRAMING = 6;

  private final Packing packing;
  private final ByteArrayOutputStream held = new ByteArrayOutputStream();
  private long collectedAt = NEVER;
  private long quietAt = NEVER;

  Packer(Packing packing) {
    this.packing = packing;
  }

  /**
   * Takes an octet.
   *
   * @return whether everything held is to be sent on at once.
   */
  boolean take(LineOctet octet, BaudRate rate) {
    if (isEmpty() && !packing.time().isZero()) {
      collectedAt = octet.nanos() + packing.time().toNanos();
    }
    quietAt = quietAfter(octet, rate);
    held.write(octet.value());
    return packing.isOff() || held.size() == packing.size() || isWhole();
  }

  private long quietAfter(LineOctet octet, BaudRate rate) {
    if (!packing.gap().isZero()) {
      return octet.nanos() + packing.gap().toNanos();
    }
    boolean leavesRest = packing.answers() == Answers.WHOLE || packing.size() > 0;
    return leavesRest ? octet.nanos() + rate.bits(GAP_BITS) + GAP_MARGIN : NEVER;
  }

  private boolean isWhole() {
    return packing.answers() == Answers.WHOLE && held.size() == length(held.toByteArray());
  }

  /** The length of the frame that octets start with; 0 if they do not say. */
  private static int length(byte[] octets) {
    int start = octets[0] & 0xFF;
    if (start == SingleCharacter.ACK.octet() || start == SingleCharacter.NACK.octet()) {
      return 1;
    }
    if (start == SHORT_START) {
      return SHORT_LENGTH;
    }
    boolean header = start == LONG_START && octets.length >= LONG_HEADER;
    return header && octets[1] == octets[2] && octets[3] == LONG_START
        ? (octets[1] & 0xFF) + LONG_FRAMING
        : 0;
  }

  boolean isEmpty() {
    return held.size() == 0;
  }

  /** When what is held is sent on unless an octet arrives before; {@link #NEVER} if none is. */
  long flushAt() {
    return Math.min(collectedAt, quietAt);
  }

  /** Takes out what is held. */
  byte[] flush() {
    byte[] octets = held.toByteArray();
    held.reset();
    collectedAt = NEVER;
    quietAt = NEVER;
    return octets;
  }
}
