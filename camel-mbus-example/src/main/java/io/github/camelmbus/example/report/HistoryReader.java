package io.github.camelmbus.example.report;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import io.github.camelmbus.example.archive.Archive;
import io.github.camelmbus.example.archive.ArchiveEntry;
import io.github.camelmbus.example.archive.EntryCodec;
import io.github.camelmbus.reading.MeterReading;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads the histories of meters from an archive. */
final class HistoryReader {
  private final Archive archive;
  private final Function<ArchiveEntry, MeterReading> readings;

  HistoryReader(Archive archive, EntryCodec codec) {
    this.archive = archive;
    this.readings = codec.readings(Sample::mayUse);
  }

  /**
   * Reads the histories of meters one after the other, as one alone may be large.
   *
   * @param wanted selects meters.
   * @param margin how long before the period samples are needed.
   * @param each gets the histories.
   */
  void each(
      Predicate<ArchiveEntry.Source> wanted,
      Period period,
      Duration margin,
      Consumer<MeterHistory> each) {
    List<ArchiveEntry.Source> sources = archive.sources();
    Map<String, String> names = new HashMap<>();
    for (ArchiveEntry.Source source : sources) {
      if (source.name() != null) {
        names.put(source.meter(), source.name());
      }
    }
    Map<String, List<List<ArchiveEntry.Source>>> meters =
        sources.stream()
            .collect(groupingBy(ArchiveEntry.Source::meter, LinkedHashMap::new, toList()))
            .values()
            .stream()
            .filter(meter -> meter.stream().anyMatch(wanted))
            .collect(
                groupingBy(
                    meter -> names.getOrDefault(identity(meter), identity(meter)),
                    LinkedHashMap::new,
                    toList()));
    for (List<List<ArchiveEntry.Source>> sameName : meters.values()) {
      List<MeterHistory.Device> devices = new ArrayList<>();
      for (List<ArchiveEntry.Source> meter : sameName) {
        List<Sample> samples = samples(meter, period, margin);
        if (!samples.isEmpty()) {
          devices.add(new MeterHistory.Device(identity(meter), samples));
        }
      }
      if (!devices.isEmpty()) {
        MeterHistory.of(names.get(devices.get(0).meter()), devices).forEach(each);
      }
    }
  }

  private static String identity(List<ArchiveEntry.Source> meter) {
    return meter.get(0).meter();
  }

  private List<Sample> samples(List<ArchiveEntry.Source> meter, Period period, Duration margin) {
    Instant from = period.from().minus(margin);
    Instant to = period.to().plus(Sample.STORED_SENT_FOR);
    List<Sample> samples = samples(meter, from, to, period.zone());
    if (samples.isEmpty()) {
      // A meter that was not read then is reported, too, with the counters of its other readings.
      return samples(meter, null, null, period.zone());
    } else if (!samples.get(samples.size() - 1).at().isAfter(period.to())) {
      // The stored values of a long outage are in the first reading after it.
      return samples(meter, from, null, period.zone());
    }
    return samples;
  }

  private List<Sample> samples(
      List<ArchiveEntry.Source> meter, @Nullable Instant from, @Nullable Instant to, ZoneId zone) {
    List<Sample> samples = new ArrayList<>();
    Set<Sample.Stored> known = new HashSet<>();
    InParallel<Sample> decoded =
        new InParallel<>(
            entry -> Sample.of(readings.apply(entry), entry.readAt(), zone),
            sample -> {
              if (!sample.counters().isEmpty()) {
                samples.add(
                    sample.withStored(sample.stored().stream().filter(known::add).toList()));
              }
            });
    for (ArchiveEntry.Source source : meter) {
      archive.entries(
          source,
          from,
          to,
          archived -> {
            if (archived.entry().isReading()) {
              decoded.add(archived.entry());
            }
          });
    }
    decoded.end();
    samples.sort(Comparator.comparing(Sample::at));
    return samples;
  }
}
