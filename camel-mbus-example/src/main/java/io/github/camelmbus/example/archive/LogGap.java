package io.github.camelmbus.example.archive;

import io.github.camelmbus.reading.MeterReading;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** Where entries of a log begin to be missing in an archive. A meter counts them by one. */
public final class LogGap {
  private LogGap() {}

  /**
   * When the last entry before the first gap was made, or the newest one where there is no gap.
   *
   * @param line where the meter is; of several that were under its head the one read last counts.
   * @param log which one, {@code day} for example.
   * @param since what was made before is not looked for; also the result without any entry.
   */
  public static Instant from(Archive archive, String line, String log, Instant since) {
    Map<String, TreeMap<Long, Instant>> meters = new HashMap<>();
    for (ArchiveEntry.Source source : archive.sources()) {
      if (line.equals(source.line())) {
        TreeMap<Long, Instant> made = meters.computeIfAbsent(source.meter(), m -> new TreeMap<>());
        archive.entries(
            source,
            since,
            null,
            archived -> {
              MeterReading.LogPlace place = EntryCodec.logPlace(archived.entry());
              if (place != null && place.log().equals(log)) {
                made.put(place.entry(), archived.entry().readAt());
              }
            });
      }
    }
    return meters.values().stream()
        .filter(made -> !made.isEmpty())
        .max((one, other) -> newest(one).compareTo(newest(other)))
        .map(LogGap::beforeGap)
        .orElse(since);
  }

  private static Instant newest(TreeMap<Long, Instant> made) {
    return made.lastEntry().getValue();
  }

  private static Instant beforeGap(TreeMap<Long, Instant> made) {
    Map.Entry<Long, Instant> last = made.firstEntry();
    for (Map.Entry<Long, Instant> next : made.entrySet()) {
      if (next.getKey() > last.getKey() + 1) {
        break;
      }
      last = next;
    }
    return last.getValue();
  }
}
