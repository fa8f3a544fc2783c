package io.github.camelmbus.example.report;

import io.github.camelmbus.example.archive.Archive;
import io.github.camelmbus.example.archive.ArchiveEntry;
import io.github.camelmbus.example.archive.EntryCodec;
import io.github.camelmbus.example.report.Consumption.Source;
import io.github.camelmbus.reading.MeterReading;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of one record of a meter by time. What polls have missed is filled by what the meter
 * has kept itself: the entries of its log, and values of due dates. These come with each reading,
 * so the first one after a gap says all that is known of it.
 */
public final class Series {
  /** A value of a due date fills the time without another one that is nearer. */
  private static final Duration NEAR = Duration.ofHours(1);

  /** Until when meters tell their values of due dates. */
  private static final Duration TOLD_LATER = Duration.ofDays(14);

  private final Archive archive;
  private final EntryCodec codec;
  private final ZoneId zone;

  /**
   * @param codec makes readings of what the archive has.
   * @param zone of the clocks of the meters.
   */
  public Series(Archive archive, EntryCodec codec, ZoneId zone) {
    this.archive = archive;
    this.codec = codec;
    this.zone = zone;
  }

  /**
   * One number.
   *
   * @param meter what tells it from all others.
   * @param name what the user called it then; null without a name.
   * @param at when it was that.
   * @param unit null if unknown.
   * @param source where it is from.
   */
  public record Point(
      String meter,
      @Nullable String name,
      Instant at,
      BigDecimal number,
      @Nullable String unit,
      Source source) {}

  /**
   * Takes the numbers of meters, one meter after the other, each by time.
   *
   * @param wanted whether a meter is asked for.
   * @param key of the record.
   * @param from the first moment; null for all until {@code to}.
   * @param to the moment after the last one; null for all since.
   */
  public void each(
      Predicate<ArchiveEntry.Source> wanted,
      String key,
      @Nullable Instant from,
      @Nullable Instant to,
      Consumer<Point> each) {
    Map<String, List<ArchiveEntry.Source>> meters = new LinkedHashMap<>();
    archive.sources().stream()
        .filter(wanted)
        .forEach(
            source ->
                meters.computeIfAbsent(source.meter(), meter -> new ArrayList<>()).add(source));
    meters.values().forEach(sources -> new OfMeter(key, from, to).points(sources).forEach(each));
  }

  /** An entry, and what it says. */
  private record Found(MeterReading reading, ArchiveEntry entry) {}

  /** Of one meter, by whatever names and addresses it was read. */
  private final class OfMeter {
    private final String key;
    private final @Nullable Instant from;
    private final @Nullable Instant to;
    private final TreeMap<Instant, Point> read = new TreeMap<>();
    private final TreeMap<Instant, Point> stored = new TreeMap<>();
    private @Nullable Instant before;

    OfMeter(String key, @Nullable Instant from, @Nullable Instant to) {
      this.key = key;
      this.from = from;
      this.to = to;
    }

    Iterable<Point> points(List<ArchiveEntry.Source> sources) {
      sources.forEach(this::read);
      TreeMap<Instant, Point> all = new TreeMap<>(read);
      stored.forEach(
          (at, point) -> {
            if (!isNear(at, read.floorKey(at)) && !isNear(at, read.ceilingKey(at))) {
              all.put(at, point);
            }
          });
      return all.values();
    }

    private boolean isNear(Instant at, @Nullable Instant other) {
      return other != null && Duration.between(at, other).abs().compareTo(NEAR) <= 0;
    }

    private void read(ArchiveEntry.Source source) {
      before = null;
      InParallel<Found> readings = new InParallel<>(this::found, this::take);
      archive.entries(source, from, to, archived -> add(archived.entry(), readings));
      readings.end();
      if (to != null) {
        toldLater(source, to);
      }
    }

    private void add(ArchiveEntry entry, InParallel<Found> readings) {
      if (entry.isReading()) {
        boolean afterGap = entry.isLive() && !isNear(entry.readAt(), before);
        if (afterGap) {
          Found first = withStored(entry);
          take(first);
          addStored(first);
        } else {
          readings.add(entry);
        }
        before = entry.readAt();
      }
    }

    /** The first reading after the end says what the meter has stored before that. */
    private void toldLater(ArchiveEntry.Source source, Instant end) {
      if (isNear(end, before)) {
        return;
      }
      boolean[] told = {false};
      archive.entries(
          source,
          end,
          end.plus(TOLD_LATER),
          archived -> {
            if (!told[0] && archived.entry().isLive()) {
              told[0] = true;
              addStored(withStored(archived.entry()));
            }
          });
    }

    private Found found(ArchiveEntry entry) {
      return new Found(codec.reading(entry, key::equals), entry);
    }

    private Found withStored(ArchiveEntry entry) {
      return new Found(codec.reading(entry, one -> one.equals(key) || Sample.mayUse(one)), entry);
    }

    private void take(Found found) {
      Source source = found.entry().isLog() ? Source.LOG : Source.POLL;
      for (MeterReading.Record record : found.reading().records()) {
        if (record.key().equals(key) && record.number() != null) {
          Instant at = found.entry().readAt();
          read.put(at, point(found.entry(), at, record.number(), record.unit(), source));
        }
      }
    }

    private void addStored(Found found) {
      for (Sample.Stored value :
          Sample.of(found.reading(), found.entry().readAt(), zone).stored()) {
        if (value.key().equals(key) && isAskedFor(value.at())) {
          Sample.Count count = value.count();
          stored.put(
              value.at(),
              point(found.entry(), value.at(), count.number(), count.unit(), Source.METER));
        }
      }
    }

    private boolean isAskedFor(Instant at) {
      return (from == null || !at.isBefore(from)) && (to == null || at.isBefore(to));
    }

    private Point point(
        ArchiveEntry entry, Instant at, BigDecimal number, @Nullable String unit, Source source) {
      return new Point(entry.source().meter(), entry.source().name(), at, number, unit, source);
    }
  }
}
