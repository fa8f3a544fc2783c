package io.github.camelmbus.kmp.head;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Receives the results of transactions with a meter, on the thread of the line, so it must be
 * quick; what it throws is logged and has no other effect.
 */
public interface HeadListener {

  /**
   * The meter has answered.
   *
   * @param meter its serial number; null if it was not asked for it.
   * @param responseTime from the end of the first request to the first octets of its answer.
   * @param retries requests that had to be repeated.
   */
  void read(@Nullable Long meter, Duration responseTime, int retries);

  /**
   * No good answer came.
   *
   * @param meter serial number of the meter that has answered last; null if none has.
   * @param retries requests that had to be repeated.
   */
  void failed(@Nullable Long meter, KmpNoAnswerException failure, int retries);
}
