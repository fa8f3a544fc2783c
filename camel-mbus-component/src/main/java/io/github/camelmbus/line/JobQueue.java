package io.github.camelmbus.line;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Jobs that wait: the highest priority first, those of one priority in the order of {@link #add}.
 *
 * <p>Starvation guard: after eight jobs of higher priorities, one of a lower priority runs. While
 * jobs of all priorities keep coming, a probe waits for at most eight others, a poll for ten (eight
 * commands and two probes), and a command for two (a poll and a probe).
 */
final class JobQueue {
  /** Number of jobs of higher priorities after which one of a lower priority runs. */
  static final int MAX_PASSED_OVER = 8;

  private final Map<Priority, Queue<Job<?, ?>>> waiting = new EnumMap<>(Priority.class);
  private final Map<Priority, Integer> passedOver = new EnumMap<>(Priority.class);
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private boolean woken;

  JobQueue() {
    for (Priority priority : Priority.values()) {
      waiting.put(priority, new ArrayDeque<>());
      passedOver.put(priority, 0);
    }
  }

  void add(Job<?, ?> job) {
    lock.lock();
    try {
      queue(job.priority).add(job);
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Ends the current {@link #poll} or, if there is none, the next one. */
  void wakeUp() {
    lock.lock();
    try {
      woken = true;
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits for the next job that is not done.
   *
   * @param nanos how long at most.
   * @return null if there was none in time, or {@link #wakeUp} was called.
   */
  @Nullable Job<?, ?> poll(long nanos) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = nanos;
      Job<?, ?> next = next();
      while (next == null && !woken && left > 0) {
        left = changed.awaitNanos(left);
        next = next();
      }
      woken = false;
      return next;
    } finally {
      lock.unlock();
    }
  }

  /** Whether no job waits. */
  boolean isEmpty() {
    lock.lock();
    try {
      return waiting.values().stream().allMatch(Queue::isEmpty);
    } finally {
      lock.unlock();
    }
  }

  /** Takes all jobs that match. */
  List<Job<?, ?>> drain(Predicate<Job<?, ?>> matching) {
    lock.lock();
    try {
      List<Job<?, ?>> taken = new ArrayList<>();
      for (Queue<Job<?, ?>> jobs : waiting.values()) {
        jobs.stream().filter(matching).forEach(taken::add);
        jobs.removeIf(matching);
      }
      return taken;
    } finally {
      lock.unlock();
    }
  }

  private @Nullable Job<?, ?> next() {
    Priority turn = turn();
    if (turn == null) {
      return null;
    }
    for (Priority priority : Priority.values()) {
      if (priority == turn) {
        passedOver.put(priority, 0);
      } else if (priority.compareTo(turn) > 0 && !queue(priority).isEmpty()) {
        passedOver.merge(priority, 1, Integer::sum);
      }
    }
    return queue(turn).remove();
  }

  /** The next priority; null if the queue is empty. */
  private @Nullable Priority turn() {
    Priority highest = null;
    Priority starving = null;
    for (Priority priority : Priority.values()) {
      Queue<Job<?, ?>> jobs = queue(priority);
      while (!jobs.isEmpty() && jobs.element().future.isDone()) {
        jobs.remove();
      }
      if (!jobs.isEmpty()) {
        highest = highest == null ? priority : highest;
        boolean waitsTooLong = passedOver.getOrDefault(priority, 0) >= MAX_PASSED_OVER;
        starving = waitsTooLong ? priority : starving;
      }
    }
    return starving == null ? highest : starving;
  }

  private Queue<Job<?, ?>> queue(Priority priority) {
    Queue<Job<?, ?>> queue = waiting.get(priority);
    if (queue == null) {
      throw new AssertionError(priority);
    }
    return queue;
  }
}
