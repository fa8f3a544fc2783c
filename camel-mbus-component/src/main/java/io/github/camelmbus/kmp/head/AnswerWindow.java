package io.github.camelmbus.kmp.head;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How long the first octet of an answer may take: the response time of the meter plus the delay of
 * the network to the head.
 *
 * <p>An unknown network is assumed to have the longest delay. Answers and echoes measure it: the
 * longest of the last delays is assumed, which includes the processing time of the meter. Outlives
 * the connections of a line. Confined to the thread of the line.
 */
final class AnswerWindow {
  /** The delay assumed on a network that was silent for two of the longest waits. */
  private static final long SILENT_NETWORK = Duration.ofSeconds(1).toNanos();

  /** A shorter delay does not matter compared with the times of a meter. */
  private static final long SHORT = Duration.ofMillis(50).toNanos();

  private static final int SILENT_WAITS = 2;
  private static final int SAMPLES = 8;

  private final long timeout;
  private final Deque<Long> samples = new ArrayDeque<>();
  private long longestDelay;
  private int silentWaits;

  /**
   * @param timeout for the answer of a meter without any delay.
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

  /** Whether the delay of answers matters. */
  boolean isNetwork() {
    return longestDelay > SHORT;
  }

  /** The window from the end of a request, in nanoseconds. */
  long nanos() {
    boolean unknown = samples.isEmpty() && silentWaits < SILENT_WAITS;
    return timeout + (unknown ? longestDelay : expectedDelay());
  }

  /** The same for requests that are repeated while the user looks for the place of the head. */
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
