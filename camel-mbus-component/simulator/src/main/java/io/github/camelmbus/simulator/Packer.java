package io.github.camelmbus.simulator;

import io.github.camelmbus.frame.Frame;
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
   * @return whether all held octets are to be sent on at once.
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
    return packing.answers() == Answers.WHOLE && held.size() == Frame.lengthOf(held.toByteArray());
  }

  boolean isEmpty() {
    return held.size() == 0;
  }

  /** When held octets are sent on if no octet arrives before; {@link #NEVER} if none are held. */
  long flushAt() {
    return Math.min(collectedAt, quietAt);
  }

  /** Removes the held octets. */
  byte[] flush() {
    byte[] octets = held.toByteArray();
    held.reset();
    collectedAt = NEVER;
    quietAt = NEVER;
    return octets;
  }
}
