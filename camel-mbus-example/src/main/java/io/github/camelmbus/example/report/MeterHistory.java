package io.github.camelmbus.example.report;

import io.github.camelmbus.example.archive.Archive;
import io.github.camelmbus.example.archive.ArchiveEntry;
import io.github.camelmbus.example.archive.EntryCodec;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What was read of one meter, or of those that had its name one after the other.
 *
 * @param name what the user calls it; null without a name.
 * @param devices the meters, in the order they were there.
 */
record MeterHistory(@Nullable String name, List<Device> devices) {

  /**
   * One meter.
   *
   * @param samples by time.
   */
  record Device(String meter, List<Sample> samples) {
    /** Those since a moment, and before another. */
    List<Sample> samples(Instant from, Instant to) {
      return samples.subList(indexOf(from), indexOf(to));
    }

    private int indexOf(Instant moment) {
      int low = 0;
      int high = samples.size();
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (samples.get(middle).at().isBefore(moment)) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      return low;
    }

    private Instant first() {
      return samples.get(0).at();
    }

    private Instant last() {
      return samples.get(samples.size() - 1).at();
    }
  }

  /**
   * The histories of all meters in an archive, one after the other, as one alone may be large.
   *
   * @param wanted whether a meter is asked for.
   * @param from when the first samples are of interest.
   * @param soon when there should be samples again.
   * @param to after the last of them.
   * @param each takes them.
   */
  static void each(
      Archive archive,
      EntryCodec codec,
      Predicate<ArchiveEntry.Source> wanted,
      Instant from,
      Instant soon,
      Instant to,
      ZoneId zone,
      Consumer<MeterHistory> each) {
    Map<String, String> names = new LinkedHashMap<>();
    Map<String, List<ArchiveEntry.Source>> meters = new LinkedHashMap<>();
    for (ArchiveEntry.Source source : archive.sources()) {
      if (source.name() != null) {
        names.put(source.meter(), source.name());
      }
      meters.computeIfAbsent(source.meter(), meter -> new ArrayList<>()).add(source);
    }
    Map<String, List<String>> byName = new LinkedHashMap<>();
    meters.forEach(
        (meter, sources) -> {
          if (sources.stream().anyMatch(wanted)) {
            byName
                .computeIfAbsent(names.getOrDefault(meter, meter), name -> new ArrayList<>())
                .add(meter);
          }
        });
    for (List<String> same : byName.values()) {
      List<Device> devices = new ArrayList<>();
      for (String meter : same) {
        List<ArchiveEntry.Source> sources = Objects.requireNonNull(meters.get(meter));
        List<Sample> samples = samples(archive, codec, sources, from, to, zone);
        if (samples.isEmpty()) {
          // One that is gone is known by what it said last.
          samples = samples(archive, codec, sources, null, null, zone);
        } else if (!samples.get(samples.size() - 1).at().isAfter(soon)) {
          // One that was away for long tells its values of due dates when it is back.
          samples = samples(archive, codec, sources, from, null, zone);
        }
        if (!samples.isEmpty()) {
          devices.add(new Device(meter, samples));
        }
      }
      if (!devices.isEmpty()) {
        histories(names, devices).forEach(each);
      }
    }
  }

  /** Meters that were read at the same time were not exchanged: they only share a name. */
  private static List<MeterHistory> histories(Map<String, String> names, List<Device> devices) {
    List<Device> sorted = new ArrayList<>(devices);
    sorted.sort(Comparator.comparing(Device::first));
    boolean successive = true;
    for (int i = 1; i < sorted.size(); i++) {
      successive &= sorted.get(i - 1).last().isBefore(sorted.get(i).first());
    }
    String name = names.get(sorted.get(0).meter());
    return successive
        ? List.of(new MeterHistory(name, sorted))
        : sorted.stream().map(device -> new MeterHistory(name, List.of(device))).toList();
  }

  private static List<Sample> samples(
      Archive archive,
      EntryCodec codec,
      List<ArchiveEntry.Source> sources,
      @Nullable Instant from,
      @Nullable Instant to,
      ZoneId zone) {
    List<Sample> samples = new ArrayList<>();
    Set<Sample.Stored> known = new HashSet<>();
    InParallel<Sample> decoded =
        new InParallel<>(
            entry -> Sample.of(codec.reading(entry, Sample::mayUse), entry.readAt(), zone),
            sample -> {
              if (!sample.counters().isEmpty()) {
                samples.add(
                    sample.withStored(sample.stored().stream().filter(known::add).toList()));
              }
            });
    for (ArchiveEntry.Source source : sources) {
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

  String meter() {
    return devices.get(devices.size() - 1).meter();
  }

  /** The keys of its counters. */
  Set<String> keys() {
    Set<String> keys = new LinkedHashSet<>();
    for (Device device : devices) {
      device.samples().forEach(sample -> keys.addAll(sample.counters().keySet()));
    }
    return keys;
  }
}
