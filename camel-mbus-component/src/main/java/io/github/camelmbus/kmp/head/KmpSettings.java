package io.github.camelmbus.kmp.head;

import io.github.camelmbus.kmp.KmpFrame;
import io.github.camelmbus.transport.LineSettings;
import io.github.camelmbus.transport.Parity;
import java.time.Duration;
import java.util.Set;

/**
 * The settings of a head.
 *
 * @param line 1200 bit/s, 8N2 is what meters speak.
 * @param destination part of the meter: {@link KmpFrame#METER}, {@link KmpFrame#TOP_MODULE} or
 *     {@link KmpFrame#BASE_MODULE}.
 * @param way the kind of connection to the head.
 * @param timeout from the end of a request to the first octet of the answer, without the delay of a
 *     network. A meter takes 1.6 s at most.
 * @param gap the longest pause inside an answer.
 * @param retries how often a request without a good answer is sent again, 0..10.
 * @param idleTimeout after this time without a request the line is closed.
 */
public record KmpSettings(
    LineSettings line,
    int destination,
    Way way,
    Duration timeout,
    Duration gap,
    int retries,
    Duration idleTimeout) {

  /** The kind of connection to the head. */
  public enum Way {
    /** A serial port, on which answers have no delay. */
    SERIAL,
    /** A network, or a line that may be one; its delay is measured. */
    NETWORK
  }

  private static final int BAUD_RATE = 1200;
  private static final int STOP_BITS = 2;
  private static final int MAX_RETRIES = 10;
  private static final Set<Integer> DESTINATIONS =
      Set.of(KmpFrame.METER, KmpFrame.TOP_MODULE, KmpFrame.BASE_MODULE);

  /** 1200 bit/s, 8N2. */
  public static final LineSettings LINE = new LineSettings(BAUD_RATE, Parity.NONE, STOP_BITS);

  /** A meter at a serial port. */
  public static final KmpSettings DEFAULT =
      new KmpSettings(
          LINE,
          KmpFrame.METER,
          Way.SERIAL,
          Duration.ofSeconds(2),
          Duration.ofMillis(300),
          2,
          Duration.ofSeconds(10));

  /**
   * @throws IllegalArgumentException naming what is out of range.
   */
  public KmpSettings {
    if (!DESTINATIONS.contains(destination)) {
      throw new IllegalArgumentException(
          "destination is 3F (meter), 7F (top module) or BF (base module), not %02X"
              .formatted(destination));
    }
    if (timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException("timeout is longer than 0, not " + timeout);
    }
    if (gap.isNegative() || gap.isZero()) {
      throw new IllegalArgumentException("gap is longer than 0, not " + gap);
    }
    if (retries < 0 || retries > MAX_RETRIES) {
      throw new IllegalArgumentException(
          "retries is 0..%d, not %d".formatted(MAX_RETRIES, retries));
    }
  }
}
