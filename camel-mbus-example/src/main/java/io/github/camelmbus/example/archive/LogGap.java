package io.github.camelmbus.example.archive;

import io.github.camelmbus.kmp.KmpAnswer;
import io.github.camelmbus.kmp.KmpFormatException;
import io.github.camelmbus.kmp.KmpFrame;
import io.github.camelmbus.kmp.KmpLog;
import io.github.camelmbus.kmp.KmpLogAnswer;
import io.github.camelmbus.reading.MeterReading;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where entries of a log begin to be missing in an archive. A meter counts them by one, and a
 * readout begins with the newest ones, so one that was cut short also lacks those before all that
 * are archived.
 */
public final class LogGap {
  private LogGap() {}

  /** From one entry to the next at most, of logs that a meter writes at fixed times. */
  private static final Map<KmpLog, Duration> INTERVALS =
      Map.of(
          KmpLog.HOUR, Duration.ofHours(1),
          KmpLog.DAY, Duration.ofDays(1),
          KmpLog.MONTH, Duration.ofDays(31),
          KmpLog.YEAR, Duration.ofDays(366));

  /** A day with the change to winter time, and a clock that is late. */
  private static final Duration TOLERANCE = Duration.ofHours(2);

  /**
   * When the last entry before the first gap was made, or the newest one where there is no gap.
   * Where the oldest entry is later than the log is asked for, and the meter has not said that it
   * is the oldest of the log, what was before is missing.
   *
   * @param line where the meter is; of several that were under its head the one read last counts.
   * @param log which one, {@code day} for example.
   * @param since what was made before is not looked for; also the result without any entry.
   */
  public static Instant from(Archive archive, String line, String log, Instant since) {
    Map<String, TreeMap<Long, Made>> meters = new HashMap<>();
    for (ArchiveEntry.Source source : archive.sources()) {
      if (line.equals(source.line())) {
        TreeMap<Long, Made> made = meters.computeIfAbsent(source.meter(), m -> new TreeMap<>());
        archive.entries(
            source,
            since,
            null,
            archived -> {
              MeterReading.LogPlace place = EntryCodec.logPlace(archived.entry());
              if (place != null && place.log().equals(log)) {
                made.put(place.entry(), Made.of(archived.entry()));
              }
            });
      }
    }
    return meters.values().stream()
        .filter(made -> !made.isEmpty())
        .max((one, other) -> newest(one).compareTo(newest(other)))
        .map(made -> beginsLate(made, log, since) ? since : beforeGap(made))
        .orElse(since);
  }

  /** An entry, with the pages that it was in. */
  private record Made(Instant at, List<byte[]> telegrams) {
    static Made of(ArchiveEntry entry) {
      return new Made(entry.readAt(), entry.telegrams());
    }

    /** Whether the meter has said that its log has nothing older than what came with it. */
    boolean hasOldest() {
      return telegrams.stream().anyMatch(Made::hasOldest);
    }

    private static boolean hasOldest(byte[] telegram) {
      try {
        return KmpAnswer.decode(KmpFrame.decode(telegram)) instanceof KmpLogAnswer.Log page
            && page.has(KmpLogAnswer.Log.OLDEST_INCLUDED);
      } catch (KmpFormatException damaged) {
        return false;
      }
    }
  }

  private static Instant newest(TreeMap<Long, Made> made) {
    return made.lastEntry().getValue().at();
  }

  /** Of a log without fixed times nothing says when an entry before should have been. */
  private static boolean beginsLate(TreeMap<Long, Made> made, String log, Instant since) {
    Duration interval =
        INTERVALS.entrySet().stream()
            .filter(one -> one.getKey().word().equals(log))
            .map(Map.Entry::getValue)
            .findFirst()
            .orElse(null);
    Made oldest = made.firstEntry().getValue();
    return interval != null
        && oldest.at().isAfter(since.plus(interval).plus(TOLERANCE))
        && !oldest.hasOldest();
  }

  private static Instant beforeGap(TreeMap<Long, Made> made) {
    Map.Entry<Long, Made> last = made.firstEntry();
    for (Map.Entry<Long, Made> next : made.entrySet()) {
      if (next.getKey() > last.getKey() + 1) {
        break;
      }
      last = next;
    }
    return last.getValue().at();
  }
}
