package io.github.camelmbus.simulator;

import java.time.Duration;

/**
 * The baud rate of a meter. If a new one is not used within two minutes, the meter returns to the
 * one before.
 */
final class MeterBaudRate {
  private static final long TIME_TO_CONFIRM = Duration.ofMinutes(2).toNanos();

  private final int first;
  private int current;
  private int before;
  private long switchedAt;

  /**
   * @param bitsPerSecond the rate it begins with.
   */
  MeterBaudRate(int bitsPerSecond) {
    first = bitsPerSecond;
    current = bitsPerSecond;
    before = bitsPerSecond;
  }

  /** Whether a request at this rate is received; if so, it confirms the rate. */
  boolean hears(int bitsPerSecond, long now) {
    if (before != current && now - switchedAt > TIME_TO_CONFIRM) {
      current = before;
    }
    boolean heard = bitsPerSecond == current;
    if (heard) {
      before = current;
    }
    return heard;
  }

  /** From now on the meter listens at another rate. */
  void change(int bitsPerSecond, long now) {
    before = current;
    current = bitsPerSecond;
    switchedAt = now;
  }

  /** Whether it is the rate that the meter began with. */
  boolean isFirst() {
    return current == first;
  }
}
