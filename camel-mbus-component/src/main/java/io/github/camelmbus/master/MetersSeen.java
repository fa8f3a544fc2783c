package io.github.camelmbus.master;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;

/**
 * The statistics of the meters of a line. Those of a meter that was not asked for seven days are
 * dropped, and beyond a number of meters those of the one asked least recently. Used by any thread.
 */
final class MetersSeen {
  private static final Duration KEPT = Duration.ofDays(7);

  /**
   * A line has 250 primary addresses; more meters than this are addresses that a route makes up.
   */
  private static final int MAX_METERS = 10_000;

  private record Seen(MeterStatistics statistics, Instant asked) {}

  private final ReentrantLock lock = new ReentrantLock();

  /** In the order in which they were asked last. */
  private final Map<String, Seen> meters = new LinkedHashMap<>();

  /** Takes in how a transaction with a meter has ended. */
  void update(String meter, Instant now, UnaryOperator<MeterStatistics> change) {
    lock.lock();
    try {
      Seen before = meters.remove(meter);
      MeterStatistics known = before == null ? MeterStatistics.NONE : before.statistics;
      meters.put(meter, new Seen(change.apply(known), now));
      if (meters.size() > MAX_METERS) {
        meters.remove(meters.keySet().iterator().next());
      }
    } finally {
      lock.unlock();
    }
  }

  /** Whether a meter has been read, by the address given. */
  boolean hasRead(String meter) {
    lock.lock();
    try {
      Seen seen = meters.get(meter);
      return seen != null && seen.statistics.reads() > 0;
    } finally {
      lock.unlock();
    }
  }

  /** The statistics by meter, for a report. */
  Map<String, MeterStatistics> current(Instant now) {
    lock.lock();
    try {
      Instant oldest = now.minus(KEPT);
      meters.values().removeIf(seen -> seen.asked.isBefore(oldest));
      Map<String, MeterStatistics> current = new HashMap<>();
      meters.forEach((meter, seen) -> current.put(meter, seen.statistics));
      return current;
    } finally {
      lock.unlock();
    }
  }
}
