package io.github.camelmbus.kmp.head;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How long the first octet of an answer may take: the time that the meter has, and the delay of the
 * network between this end and the head.
 *
 * <p>An unknown network is assumed to have the longest delay. Answers and echoes measure it: the
 * delay is taken to be the longest of the last ones, the time in it that the meter took to think.
 * Outlives the connections of a line. Confined to the thread of the line.
 */
final class AnswerWindow {
  /** The delay assumed on a network that was silent for two of the longest waits. */
  private static final long SILENT_NETWORK = Duration.ofSeconds(1).toNanos();

  /** A delay that is nothing beside the times of a meter. */
  private static final long SHORT = Duration.ofMillis(50).toNanos();

  private static final int SILENT_WAITS = 2;
  private static final int SAMPLES = 8;

  private final long timeout;
  private final Deque<Long> samples = new ArrayDeque<>();
  private long longestDelay;
  private int silentWaits;

  /**
   * @param timeout that of a meter without any delay.
   */
  AnswerWindow(Duration timeout) {
    this.timeout = timeout.toNanos();
  }

  /** A connection was made, on which no delay is longer; zero on a serial port. */
  void connected(Duration longest) {
    longestDelay = longest.toNanos();
  }

  /** The longest delay of the connection, in nanoseconds. */
  long longestDelay() {
    return longestDelay;
  }

  /** Whether answers can be delayed for longer than matters. */
  boolean isNetwork() {
    return longestDelay > SHORT;
  }

  /** From the end of a request, in nanoseconds. */
  long nanos() {
    boolean unknown = samples.isEmpty() && silentWaits < SILENT_WAITS;
    return timeout + (unknown ? longestDelay : expectedDelay());
  }

  /** The same for requests that are repeated until somebody has found the place of the head. */
  long whenProbing() {
    return timeout + expectedDelay();
  }

  private long expectedDelay() {
    long expected = samples.stream().mapToLong(Long::longValue).max().orElse(SILENT_NETWORK);
    return Math.min(longestDelay, expected);
  }

  /**
   * An answer, or an echo, came.
   *
   * @param nanos after the end of the first request that it can belong to.
   */
  void answered(long nanos) {
    silentWaits = 0;
    if (samples.size() == SAMPLES) {
      samples.removeFirst();
    }
    samples.addLast(Math.max(0, nanos));
  }

  /** Nothing came. */
  void silent() {
    silentWaits++;
  }
}
