package io.github.camelmbus.example.report;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import io.github.camelmbus.example.archive.Archive;
import io.github.camelmbus.example.archive.ArchiveEntry;
import io.github.camelmbus.example.archive.EntryCodec;
import io.github.camelmbus.example.report.Consumption.Source;
import io.github.camelmbus.reading.MeterReading;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of one record of a meter by time. Gaps between polls are filled with what the meter
 * has stored: the entries of its log, and values of due dates. A meter sends the latter with each
 * reading, so only the first reading after a gap is decoded for them.
 */
public final class Series {
  private final Archive archive;
  private final EntryCodec codec;
  private final ZoneId zone;

  /**
   * @param codec decodes the entries of the archive.
   * @param zone the time zone of the meters' clocks.
   */
  public Series(Archive archive, EntryCodec codec, ZoneId zone) {
    this.archive = archive;
    this.codec = codec;
    this.zone = zone;
  }

  /**
   * One number.
   *
   * @param meter the identity of the meter.
   * @param name its name in the inventory at that time; null without one.
   * @param at when the record had it.
   * @param number the exact number.
   * @param unit its unit; null if unknown.
   * @param source where it comes from.
   */
  public record Point(
      String meter,
      @Nullable String name,
      Instant at,
      BigDecimal number,
      @Nullable String unit,
      Source source) {}

  /**
   * Hands over the numbers of meters, one meter after the other, each by time.
   *
   * @param wanted selects meters.
   * @param key the key of the record.
   * @param from the first moment; null without a limit.
   * @param to the moment after the last one; null without a limit.
   * @param each gets the numbers.
   */
  public void each(
      Predicate<ArchiveEntry.Source> wanted,
      String key,
      @Nullable Instant from,
      @Nullable Instant to,
      Consumer<Point> each) {
    archive.sources().stream()
        .filter(wanted)
        .collect(groupingBy(ArchiveEntry.Source::meter, LinkedHashMap::new, toList()))
        .values()
        .forEach(sources -> new OfMeter(key, from, to).points(sources).forEach(each));
  }

  private record Decoded(ArchiveEntry entry, List<MeterReading.Record> records) {}

  /** The numbers of one meter, which may have been read by several names and addresses. */
  private final class OfMeter {
    private final String key;
    private final @Nullable Instant from;
    private final @Nullable Instant to;
    private final TreeMap<Instant, Point> read = new TreeMap<>();
    private final TreeMap<Instant, Point> stored = new TreeMap<>();
    private final Function<ArchiveEntry, List<MeterReading.Record>> current;
    private final Function<ArchiveEntry, MeterReading> withStored;
    private @Nullable Instant previous;

    OfMeter(String key, @Nullable Instant from, @Nullable Instant to) {
      this.key = key;
      current = codec.records(key::equals);
      withStored = codec.readings(one -> one.equals(key) || Sample.mayUse(one));
      this.from = from;
      this.to = to;
    }

    Iterable<Point> points(List<ArchiveEntry.Source> sources) {
      sources.forEach(this::read);
      stored
          .keySet()
          .removeIf(at -> isNear(at, read.floorKey(at)) || isNear(at, read.ceilingKey(at)));
      read.putAll(stored);
      return read.values();
    }

    private boolean isNear(Instant at, @Nullable Instant other) {
      return other != null
          && !at.isAfter(other.plus(Sample.NEAR))
          && !at.isBefore(other.minus(Sample.NEAR));
    }

    private void read(ArchiveEntry.Source source) {
      previous = null;
      InParallel<Decoded> readings = new InParallel<>(this::decoded, this::addCurrent);
      archive.entries(source, from, to, archived -> add(archived.entry(), readings));
      readings.end();
      if (to != null && !isNear(to, previous)) {
        addStoredSentLater(source, to);
      }
    }

    private void add(ArchiveEntry entry, InParallel<Decoded> readings) {
      if (entry.isReading()) {
        if (entry.isLive() && !isNear(entry.readAt(), previous)) {
          MeterReading afterGap = withStored.apply(entry);
          addCurrent(new Decoded(entry, afterGap.records()));
          addStored(entry, afterGap);
        } else {
          readings.add(entry);
        }
        previous = entry.readAt();
      }
    }

    /** The first reading after the end has the values that the meter has stored before the end. */
    private void addStoredSentLater(ArchiveEntry.Source source, Instant end) {
      boolean[] added = {false};
      archive.entries(
          source,
          end,
          end.plus(Sample.STORED_SENT_FOR),
          archived -> {
            if (!added[0] && archived.entry().isLive()) {
              added[0] = true;
              addStored(archived.entry(), withStored.apply(archived.entry()));
            }
          });
    }

    private Decoded decoded(ArchiveEntry entry) {
      return new Decoded(entry, current.apply(entry));
    }

    private void addCurrent(Decoded decoded) {
      Source source = decoded.entry().isLog() ? Source.LOG : Source.POLL;
      for (MeterReading.Record record : decoded.records()) {
        if (record.key().equals(key) && record.number() != null) {
          Instant at = decoded.entry().readAt();
          read.put(at, point(decoded.entry(), at, record.number(), record.unit(), source));
        }
      }
    }

    private void addStored(ArchiveEntry entry, MeterReading reading) {
      for (Sample.Stored value : Sample.of(reading, entry.readAt(), zone).stored()) {
        if (value.key().equals(key) && isInRange(value.at())) {
          Sample.Count count = value.count();
          stored.put(
              value.at(), point(entry, value.at(), count.number(), count.unit(), Source.METER));
        }
      }
    }

    private boolean isInRange(Instant at) {
      return (from == null || !at.isBefore(from)) && (to == null || at.isBefore(to));
    }

    private Point point(
        ArchiveEntry entry, Instant at, BigDecimal number, @Nullable String unit, Source source) {
      return new Point(entry.source().meter(), entry.source().name(), at, number, unit, source);
    }
  }
}
