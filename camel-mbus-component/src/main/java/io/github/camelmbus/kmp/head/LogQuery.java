package io.github.camelmbus.kmp.head;

import io.github.camelmbus.kmp.KmpLog;
import java.time.LocalDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which entries of a log of a meter are read.
 *
 * @param log which one.
 * @param from the oldest entry, by the clock of the meter; null for all that the meter has kept.
 * @param to the newest entry, by the clock of the meter; null for no limit.
 * @param registers numbers; none for those that the log keeps and that have a row in {@link
 *     io.github.camelmbus.kmp.KmpRegisters}: each register is a request of its own for every page,
 *     which costs the battery of the meter, so one of unknown meaning is read only where it is
 *     named.
 * @param belowId only entries with a lower id, to continue a readout that has ended; null for all.
 */
public record LogQuery(
    KmpLog log,
    @Nullable LocalDateTime from,
    @Nullable LocalDateTime to,
    List<Integer> registers,
    @Nullable Long belowId) {

  /**
   * @throws IllegalArgumentException if it ends before it begins.
   */
  public LogQuery {
    registers = List.copyOf(registers);
    if (from != null && to != null && to.isBefore(from)) {
      throw new IllegalArgumentException(
          "to is not before from, %s is before %s".formatted(to, from));
    }
  }

  /** All entries, or those from a time on. */
  public static LogQuery since(KmpLog log, @Nullable LocalDateTime from) {
    return new LogQuery(log, from, null, List.of(), null);
  }

  boolean isBounded() {
    return from != null || to != null;
  }
}
