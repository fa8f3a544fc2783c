package io.github.camelmbus.example.report;

import io.github.camelmbus.example.archive.Archive;
import io.github.camelmbus.example.archive.ArchiveEntry;
import io.github.camelmbus.example.archive.EntryCodec;
import io.github.camelmbus.example.report.Consumption.Value;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Computes how much was used in periods.
 *
 * <p>A period begins and ends with a value near that moment: that of a poll, of an entry of the
 * meter's log, or one that the meter has stored at that moment. If there is none, the period begins
 * with its first poll or ends with its last one, and the result states the part that is covered.
 * Values are interpolated only on request.
 */
public final class ConsumptionReport {
  /** How long before a period values are searched for, as a period may begin with one of them. */
  private static final Duration MARGIN = Duration.ofDays(2);

  /** The same, to interpolate from them. */
  private static final Duration INTERPOLATION_MARGIN = Duration.ofDays(400);

  private final Archive archive;
  private final EntryCodec codec;
  private final Gaps gaps;

  /** What is done about a beginning or an end without a value. */
  public enum Gaps {
    /** A remark is added. */
    OPEN,
    /** A value is interpolated from those before and after. */
    INTERPOLATED
  }

  /**
   * @param codec decodes the entries of the archive.
   */
  public ConsumptionReport(Archive archive, EntryCodec codec, Gaps gaps) {
    this.archive = archive;
    this.codec = codec;
    this.gaps = gaps;
  }

  /**
   * The consumption of meters, one after the other, each counter in all periods.
   *
   * @param whole contains all periods.
   * @param step the length of each period.
   * @param wanted selects meters.
   */
  public List<Consumption> of(
      Period whole, Period.Step step, Predicate<ArchiveEntry.Source> wanted) {
    List<Period> periods = whole.by(step);
    Duration margin = gaps == Gaps.INTERPOLATED ? INTERPOLATION_MARGIN : MARGIN;
    List<Consumption> all = new ArrayList<>();
    new HistoryReader(archive, codec)
        .each(
            wanted,
            whole,
            margin,
            history -> {
              for (String key : history.keys()) {
                List<Part> parts = parts(history, key);
                periods.forEach(period -> all.add(consumption(history, key, parts, period)));
              }
            });
    return withStandstill(all);
  }

  /** A counter of one of the meters of a history. */
  private record Part(MeterHistory.Device device, Counter counter) {}

  private static List<Part> parts(MeterHistory history, String key) {
    List<Part> parts = new ArrayList<>();
    for (MeterHistory.Device device : history.devices()) {
      Counter counter = new Counter(key, device.samples());
      if (!counter.isEmpty()) {
        parts.add(new Part(device, counter));
      }
    }
    return parts;
  }

  private Consumption consumption(
      MeterHistory history, String key, List<Part> parts, Period period) {
    Total total = new Total(period);
    for (int i = 0; i < parts.size(); i++) {
      Part part = parts.get(i);
      total.useUnit(part.counter());
      Value first = start(part.counter(), period, i == 0);
      Value last = end(part.counter(), period, i == parts.size() - 1);
      if (first != null && last != null && !last.at().isBefore(first.at())) {
        total.add(part, first, last);
      }
    }
    total.end();
    return new Consumption(
        history.meter(),
        history.name(),
        key,
        total.unit,
        period,
        total.start,
        total.end,
        total.used,
        complete(total.covered, period),
        total.remarks.all());
  }

  /** What the counters of one history have counted in one period. */
  private static final class Total {
    private final Period period;
    private final Remarks remarks;
    private @Nullable String unit;
    private @Nullable Value start;
    private @Nullable Value end;
    private @Nullable BigDecimal used;
    private Duration covered = Duration.ZERO;
    private @Nullable Part previous;

    Total(Period period) {
      this.period = period;
      this.remarks = new Remarks(period.zone());
    }

    /** Begins again if the unit is not that of the previous counter. */
    void useUnit(Counter counter) {
      if (previous != null && !Objects.equals(unit, counter.unit())) {
        remarks.otherUnit(previous.device().meter(), previous.counter().unit());
        used = null;
        start = null;
        covered = Duration.ZERO;
      }
      unit = counter.unit();
      remarks.unit(counter);
    }

    void add(Part part, Value first, Value last) {
      if (previous != null) {
        remarks.exchanged(first.at(), previous.device().meter(), part.device().meter());
      }
      List<Value> values = part.counter().through(first, last);
      BigDecimal counted = counted(values, remarks);
      if (!last.at().equals(first.at())) {
        remarks.jump(values, counted);
      }
      used = used == null ? counted : used.add(counted);
      start = start == null ? first : start;
      end = last;
      covered = covered.plus(Duration.between(first.at(), last.at()));
      previous = part;
      remarks.device(part.device(), period);
    }

    void end() {
      if (start == null || end == null || start.at().equals(end.at())) {
        used = null;
        remarks.add(start == null ? "no value in this time" : "only one value in this time");
      } else {
        remarks.gaps(start, end, period);
      }
    }
  }

  private @Nullable Value start(Counter counter, Period period, boolean isFirst) {
    Value value = isFirst ? counter.at(period.from(), period.tolerance()) : null;
    if (value == null && isFirst && gaps == Gaps.INTERPOLATED) {
      value = counter.interpolated(period.from());
    }
    if (value == null && !isFirst && counter.first().isBefore(period.from())) {
      value = counter.at(period.from(), period.tolerance());
    }
    return value == null ? counter.firstIn(period.from(), period.to()) : value;
  }

  private @Nullable Value end(Counter counter, Period period, boolean isLast) {
    Value value = isLast ? counter.at(period.to(), period.tolerance()) : null;
    if (value == null && isLast && gaps == Gaps.INTERPOLATED) {
      value = counter.interpolated(period.to());
    }
    return value == null ? counter.lastIn(period.from(), period.to()) : value;
  }

  /** The amount counted, without the intervals in which the counter went back. */
  private static BigDecimal counted(List<Value> values, Remarks remarks) {
    BigDecimal counted = BigDecimal.ZERO;
    for (int i = 1; i < values.size(); i++) {
      BigDecimal more = values.get(i).number().subtract(values.get(i - 1).number());
      if (more.signum() < 0) {
        remarks.wentBack(values.get(i - 1), values.get(i));
      } else {
        counted = counted.add(more);
      }
    }
    return counted;
  }

  private static double complete(Duration covered, Period period) {
    double share =
        (double) covered.toMillis() / Duration.between(period.from(), period.to()).toMillis();
    return Math.min(1, Math.round(share * 1000) / 1000.0);
  }

  /** Adds a remark to counters that stood still while others with the same key moved. */
  private static List<Consumption> withStandstill(List<Consumption> all) {
    Set<String> moved = new HashSet<>();
    for (Consumption one : all) {
      if (one.used() != null && one.used().signum() > 0) {
        moved.add(kind(one));
      }
    }
    return all.stream()
        .map(
            one ->
                one.used() != null
                        && one.used().signum() == 0
                        && !one.key().contains("_")
                        && moved.contains(kind(one))
                    ? one.with(List.of("stood still while others moved"))
                    : one)
        .toList();
  }

  private static String kind(Consumption one) {
    return one.key() + " " + one.period().first();
  }
}
