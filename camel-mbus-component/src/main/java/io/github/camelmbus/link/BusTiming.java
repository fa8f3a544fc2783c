package io.github.camelmbus.link;

import java.time.Duration;

/**
 * The times of EN 13757-2, 5.5 at a bit rate, in nanoseconds.
 *
 * @param baudRate bit/s.
 */
public record BusTiming(int baudRate) {
  private static final long SECOND = 1_000_000_000L;

  /** Start bit, 8 data bits, parity, stop bit. */
  private static final int BITS_PER_OCTET = 11;

  private static final int WINDOW_BITS = 330;
  private static final int IDLE_BITS = 33;
  private static final long FIXED_PART = Duration.ofMillis(50).toNanos();

  /** How long bits take on the wire. */
  long bits(int count) {
    return count * SECOND / baudRate;
  }

  /** How long octets take on the wire. */
  public long octets(int count) {
    return bits(count * BITS_PER_OCTET);
  }

  /** The earliest that a meter may answer after the last bit of the request. */
  public long earliestAnswer() {
    return bits(BITS_PER_OCTET);
  }

  /** The latest that the first octet of an answer may arrive after the last bit of the request. */
  public long answerWindow(long latency) {
    return bits(WINDOW_BITS) + FIXED_PART + latency;
  }

  /** Silence after which the line is idle. */
  public long idle() {
    return bits(IDLE_BITS);
  }
}
