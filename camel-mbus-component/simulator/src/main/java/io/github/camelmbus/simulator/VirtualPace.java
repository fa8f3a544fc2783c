package io.github.camelmbus.simulator;

import java.time.Duration;

/** Virtual time: each wait advances it at once. */
final class VirtualPace implements Pace {
  private volatile long nanos;

  @Override
  public long nanos() {
    return nanos;
  }

  @Override
  public void await(long until) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    nanos = Math.max(nanos, until);
  }

  /** Lets some time pass. */
  void advance(Duration time) {
    nanos = Math.addExact(nanos, time.toNanos());
  }

  @Override
  public void wake() {
    // No thread waits.
  }
}
