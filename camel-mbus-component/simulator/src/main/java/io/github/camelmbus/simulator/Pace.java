package io.github.camelmbus.simulator;

/** How the time of a simulated line passes. */
interface Pace {
  /** Nanoseconds since the line was opened. */
  long nanos();

  /**
   * Lets time pass until a moment, or until {@link #wake()}.
   *
   * @throws InterruptedException if the thread is interrupted before.
   */
  void await(long nanos) throws InterruptedException;

  /** Ends a pending and, if there is none, the next {@link #await}; comes from any thread. */
  void wake();
}
