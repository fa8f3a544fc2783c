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
 * Finds the first gap in the archived entries of a log. A meter numbers its entries consecutively.
 * A readout begins with the newest ones, so after one that was cut short the older entries are
 * missing, too.
 */
public final class LogGap {
  private LogGap() {}

  /** The longest time between two entries of a log that a meter writes at fixed times. */
  private static final Map<KmpLog, Duration> INTERVALS =
      Map.of(
          KmpLog.HOUR, Duration.ofHours(1),
          KmpLog.DAY, Duration.ofDays(1),
          KmpLog.MONTH, Duration.ofDays(31),
          KmpLog.YEAR, Duration.ofDays(366));

  /** For the day with the change to winter time, and for a clock that is slow. */
  private static final Duration TOLERANCE = Duration.ofHours(2);

  /**
   * When the last entry before the first gap was made; without a gap that is the newest entry. If
   * the oldest archived entry is later than {@code since}, and the meter has not marked it as the
   * oldest of the log, entries before it are missing.
   *
   * @param line the line of the meter; if several were read on it, the last one counts.
   * @param log the log, such as {@code day}.
   * @param since entries from this time on are wanted; the result if none is archived.
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

  /** An entry, with the telegrams that contained it. */
  private record Made(Instant at, List<byte[]> telegrams) {
    static Made of(ArchiveEntry entry) {
      return new Made(entry.readAt(), entry.telegrams());
    }

    /** Whether the meter has marked an entry in the same telegram as the oldest of the log. */
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

  /** Whether older entries are missing; unknown, so false, for logs without fixed times. */
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
