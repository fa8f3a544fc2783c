package io.github.camelmbus.transport.serial;

import io.github.camelmbus.transport.LineClock;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Octets on their way from the reader thread of a port to the thread of the bus.
 *
 * <p>When it is full, new octets replace the oldest. Octets that were not taken are noise or a late
 * reply, which the next request discards.
 */
final class OctetQueue {
  /** What {@link #take} returns once the source has ended and all its octets are taken. */
  static final int ENDED = -1;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final byte[] ring;
  private int first;
  private int size;
  private boolean ended;

  /**
   * @param capacity maximum number of octets.
   */
  OctetQueue(int capacity) {
    ring = new byte[capacity];
  }

  /** Appends the first {@code count} octets; replaces the oldest when full. */
  void put(byte[] octets, int count) {
    lock.lock();
    try {
      for (int i = 0; i < count; i++) {
        append(octets[i]);
      }
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  private void append(byte octet) {
    ring[(first + size) % ring.length] = octet;
    if (size < ring.length) {
      size++;
    } else {
      first = (first + 1) % ring.length;
    }
  }

  /** No more octets will come; ends a pending {@link #take}. */
  void end() {
    lock.lock();
    try {
      ended = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits for octets, at most until the deadline.
   *
   * @param deadline in nanoseconds of {@link LineClock#SYSTEM}.
   * @return number of octets put into the buffer; 0 if the deadline has passed, {@link #ENDED} if
   *     no more will come.
   */
  int take(byte[] buffer, long deadline) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long remaining = deadline - LineClock.SYSTEM.nanos();
      while (size == 0 && !ended && remaining > 0) {
        remaining = changed.awaitNanos(remaining);
      }
      return size == 0 && ended ? ENDED : moveTo(buffer);
    } finally {
      lock.unlock();
    }
  }

  private int moveTo(byte[] buffer) {
    int count = Math.min(size, buffer.length);
    for (int i = 0; i < count; i++) {
      buffer[i] = ring[(first + i) % ring.length];
    }
    first = (first + count) % ring.length;
    size -= count;
    return count;
  }
}
