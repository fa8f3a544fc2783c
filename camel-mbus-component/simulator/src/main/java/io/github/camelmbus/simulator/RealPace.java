package io.github.camelmbus.simulator;

import io.github.camelmbus.transport.LineClock;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The time of the machine, counted from when the line was opened. */
final class RealPace implements Pace {
  private final LineClock clock;
  private final long origin;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private boolean woken;

  RealPace(LineClock clock) {
    this.clock = clock;
    origin = clock.nanos();
  }

  @Override
  public long nanos() {
    return clock.nanos() - origin;
  }

  @Override
  public void await(long until) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = until - nanos();
      while (left > 0 && !woken) {
        left = changed.awaitNanos(left);
      }
      woken = false;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void wake() {
    lock.lock();
    try {
      woken = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
