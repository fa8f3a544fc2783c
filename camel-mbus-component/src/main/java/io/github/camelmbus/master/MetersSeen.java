package io.github.camelmbus.master;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;

/**
 * The statistics of the meters of a line. Those of a meter that was not asked for days are dropped,
 * and beyond a number those of the one that was asked the longest time ago. Used by any thread.
 */
final class MetersSeen {
  private static final Duration KEPT = Duration.ofDays(7);

  /** Far more meters than the slaves that any line can feed. */
  private static final int MOST = 10_000;

  private record Seen(MeterStatistics statistics, Instant asked) {}

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Seen> meters = new HashMap<>();

  /** Takes in how a transaction with a meter has ended. */
  void update(String meter, Instant now, UnaryOperator<MeterStatistics> change) {
    lock.lock();
    try {
      Seen before = meters.get(meter);
      if (before == null) {
        makeRoom();
      }
      MeterStatistics known = before == null ? MeterStatistics.NONE : before.statistics;
      meters.put(meter, new Seen(change.apply(known), now));
    } finally {
      lock.unlock();
    }
  }

  private void makeRoom() {
    if (meters.size() >= MOST) {
      meters.entrySet().stream()
          .min(Comparator.comparing(entry -> entry.getValue().asked))
          .map(Map.Entry::getKey)
          .ifPresent(meters::remove);
    }
  }

  /** Those that count now. */
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
