package io.github.camelmbus.simulator;

import io.github.camelmbus.kmp.KmpLog;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * A log of a simulated meter that speaks KMP: an entry at each full hour, day, month or year.
 *
 * @param log its type; not {@link KmpLog#INFO}.
 * @param since time of the entry with id 1; the ids rise by one.
 * @param depth how many entries it keeps, 1..65535.
 * @param registers in each entry.
 */
record LogModel(KmpLog log, LocalDateTime since, int depth, List<Integer> registers) {
  private static final int MAX_DEPTH = 0xFFFF;

  LogModel {
    registers = List.copyOf(registers);
    if (log == KmpLog.INFO) {
      throw new IllegalArgumentException("log is one of year, month, day, hour, not info");
    }
    if (depth < 1 || depth > MAX_DEPTH) {
      throw new IllegalArgumentException("depth is 1 to %d, not %d".formatted(MAX_DEPTH, depth));
    }
    if (registers.isEmpty() || registers.size() > 0xFF) {
      throw new IllegalArgumentException("a log has 1 to 255 registers");
    }
  }

  /** The highest id; 0 if there is no entry yet. */
  long newestId(LocalDateTime now) {
    return now.isBefore(since) ? 0 : unit().between(since, now) + 1;
  }

  /** The lowest id that is still there; 1 if there is no entry yet. */
  long oldestId(LocalDateTime now) {
    return Math.max(1, newestId(now) - depth + 1);
  }

  LocalDateTime timeOf(long id) {
    return since.plus(id - 1, unit());
  }

  private ChronoUnit unit() {
    return switch (log) {
      case HOUR -> ChronoUnit.HOURS;
      case DAY -> ChronoUnit.DAYS;
      case MONTH -> ChronoUnit.MONTHS;
      case YEAR -> ChronoUnit.YEARS;
      case INFO -> throw new AssertionError(log);
    };
  }
}
