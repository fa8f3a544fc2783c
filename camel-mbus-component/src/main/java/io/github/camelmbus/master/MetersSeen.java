package io.github.camelmbus.master;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
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

  private final Consumer<String> dropped;
  private final ReentrantLock lock = new ReentrantLock();

  /** In the order in which they were asked last. */
  private final Map<String, Seen> meters = new LinkedHashMap<>();

  /**
   * @param dropped gets each meter whose statistics are dropped, on the thread that notices.
   */
  MetersSeen(Consumer<String> dropped) {
    this.dropped = dropped;
  }

  /** Adds the result of a transaction with a meter. */
  void update(String meter, Instant now, UnaryOperator<MeterStatistics> change) {
    String oldest = null;
    lock.lock();
    try {
      Seen before = meters.remove(meter);
      MeterStatistics known = before == null ? MeterStatistics.NONE : before.statistics;
      meters.put(meter, new Seen(change.apply(known), now));
      if (meters.size() > MAX_METERS) {
        oldest = meters.keySet().iterator().next();
        meters.remove(oldest);
      }
    } finally {
      lock.unlock();
    }
    if (oldest != null) {
      dropped.accept(oldest);
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

  /** The statistics by meter. */
  Map<String, MeterStatistics> current(Instant now) {
    List<String> old = new ArrayList<>();
    Map<String, MeterStatistics> current = new HashMap<>();
    lock.lock();
    try {
      Instant oldest = now.minus(KEPT);
      meters.forEach(
          (meter, seen) -> {
            if (seen.asked.isBefore(oldest)) {
              old.add(meter);
            } else {
              current.put(meter, seen.statistics);
            }
          });
      meters.keySet().removeAll(old);
    } finally {
      lock.unlock();
    }
    old.forEach(dropped);
    return current;
  }
}
