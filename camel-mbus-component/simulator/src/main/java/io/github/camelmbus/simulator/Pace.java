package io.github.camelmbus.simulator;

/** How the time of a simulated line passes. */
interface Pace {
  /** Nanoseconds since the line was opened. */
  long nanos();

  /**
   * Waits until a time, or until {@link #wake()}.
   *
   * @throws InterruptedException if the thread is interrupted before.
   */
  void await(long nanos) throws InterruptedException;

  /**
   * Ends a pending {@link #await}, or the next one if none is pending; may be called by any thread.
   */
  void wake();
}
