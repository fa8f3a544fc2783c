package io.github.camelmbus.example.report;

import io.github.camelmbus.example.archive.Archive;
import io.github.camelmbus.example.archive.ArchiveEntry;
import io.github.camelmbus.example.archive.EntryCodec;
import io.github.camelmbus.example.report.Consumption.Source;
import io.github.camelmbus.example.report.Consumption.Value;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * How much was used in periods.
 *
 * <p>A period begins and ends with a value near that moment: a poll, an entry of the meter's own
 * log, or what the meter has stored of it. Where there is neither, it begins with its first poll
 * and ends with its last, and says how much of it lies between. Nothing is made up, unless it is
 * asked for.
 */
public final class ConsumptionReport {
  /** Until when meters tell their values of due dates, unless they are away. */
  private static final Duration TOLD_LATER = Duration.ofDays(14);

  /** Between two values a moment is interpolated from. */
  private static final Duration LONGEST_LINE = Duration.ofDays(400);

  private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(5);
  private static final int FEW_INTERVALS = 10;
  private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm");

  private final Archive archive;
  private final EntryCodec codec;
  private final Gaps gaps;

  /** What becomes of a beginning or an end without a value. */
  public enum Gaps {
    /** It is told. */
    TOLD,
    /** It lies on the line between the values before and after. */
    INTERPOLATED
  }

  /**
   * @param codec makes readings of what the archive has.
   */
  public ConsumptionReport(Archive archive, EntryCodec codec, Gaps gaps) {
    this.archive = archive;
    this.codec = codec;
    this.gaps = gaps;
  }

  /**
   * The consumption of meters, one after the other, each counter in all periods.
   *
   * @param whole what lies around all periods.
   * @param wanted whether a meter is asked for.
   */
  public List<Consumption> of(
      Period whole, Period.Step step, Predicate<ArchiveEntry.Source> wanted) {
    List<Period> periods = whole.by(step);
    Duration margin = gaps == Gaps.INTERPOLATED ? LONGEST_LINE : Duration.ofDays(2);
    List<Consumption> all = new ArrayList<>();
    MeterHistory.each(
        archive,
        codec,
        wanted,
        whole.from().minus(margin),
        whole.to(),
        whole.to().plus(TOLD_LATER),
        whole.zone(),
        history -> {
          for (String key : history.keys()) {
            List<Part> parts = parts(history, key);
            periods.forEach(period -> all.add(consumption(history, key, parts, period)));
          }
        });
    return withStandstill(all);
  }

  /** The counter of one of the meters of a history. */
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
    Remarks remarks = new Remarks(period.zone());
    Value start = null;
    Value end = null;
    BigDecimal used = null;
    Duration covered = Duration.ZERO;
    String unit = null;
    Part before = null;
    for (int i = 0; i < parts.size(); i++) {
      Part part = parts.get(i);
      if (before != null && !Objects.equals(unit, part.counter().unit())) {
        remarks.add(
            "what %s counted in %s is not in it"
                .formatted(before.device().meter(), before.counter().unit()));
        used = null;
        start = null;
        covered = Duration.ZERO;
      }
      unit = part.counter().unit();
      remarks.unit(part.counter());
      Value first = start(part.counter(), period, i == 0);
      Value last = end(part.counter(), period, i == parts.size() - 1);
      if (first == null || last == null || last.at().isBefore(first.at())) {
        continue;
      }
      if (before != null) {
        remarks.exchanged(first.at(), before.device().meter(), part.device().meter());
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
      before = part;
      remarks.of(part.device(), period);
    }
    if (start == null || end == null || start.at().equals(end.at())) {
      used = null;
      remarks.add(start == null ? "no value in this time" : "only one value in this time");
    } else {
      remarks.gaps(start, end, period);
    }
    return new Consumption(
        history.meter(),
        history.name(),
        key,
        unit,
        period,
        start,
        end,
        used,
        complete(covered, period),
        remarks.all());
  }

  private @Nullable Value start(Counter counter, Period period, boolean isFirst) {
    Value value = isFirst ? counter.at(period.from(), period.tolerance()) : null;
    if (value == null && isFirst && gaps == Gaps.INTERPOLATED) {
      value = counter.between(period.from());
    }
    if (value == null && !isFirst && counter.first().isBefore(period.from())) {
      value = counter.at(period.from(), period.tolerance());
    }
    return value == null ? counter.firstIn(period.from(), period.to()) : value;
  }

  private @Nullable Value end(Counter counter, Period period, boolean isLast) {
    Value value = isLast ? counter.at(period.to(), period.tolerance()) : null;
    if (value == null && isLast && gaps == Gaps.INTERPOLATED) {
      value = counter.between(period.to());
    }
    return value == null ? counter.lastIn(period.from(), period.to()) : value;
  }

  /** What was counted, also where the counter went back: before and after that. */
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

  /** Tells what stood still while other counters of its kind moved. */
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

  /** What a reader should know of one consumption. */
  private static final class Remarks {
    private final Set<String> all = new LinkedHashSet<>();
    private final ZoneId zone;

    Remarks(ZoneId zone) {
      this.zone = zone;
    }

    List<String> all() {
      return List.copyOf(all);
    }

    void add(String remark) {
      all.add(remark);
    }

    private String time(Instant at) {
      return MINUTE.format(at.atZone(zone));
    }

    void unit(Counter counter) {
      if (counter.otherUnit() != null) {
        add("values in %s are left out".formatted(counter.otherUnit()));
      }
    }

    void exchanged(Instant at, String old, String current) {
      add("exchanged before %s: %s by %s".formatted(time(at), old, current));
    }

    void wentBack(Value before, Value after) {
      add(
          "went back from %s to %s by %s"
              .formatted(
                  before.number().toPlainString(),
                  after.number().toPlainString(),
                  time(after.at())));
    }

    /** Half of it in one of many intervals of about the same length. */
    void jump(List<Value> values, BigDecimal counted) {
      int intervals = values.size() - 1;
      if (intervals < FEW_INTERVALS || counted.signum() <= 0) {
        return;
      }
      Duration most =
          Duration.between(values.get(0).at(), values.get(intervals).at()).dividedBy(FEW_INTERVALS);
      for (int i = 1; i < values.size(); i++) {
        BigDecimal more = values.get(i).number().subtract(values.get(i - 1).number());
        Duration interval = Duration.between(values.get(i - 1).at(), values.get(i).at());
        if (more.add(more).compareTo(counted) > 0 && interval.compareTo(most) < 0) {
          add(
              "jumped by %s between %s and %s"
                  .formatted(
                      more.toPlainString(),
                      time(values.get(i - 1).at()),
                      time(values.get(i).at())));
        }
      }
    }

    /** Of the samples in the period. */
    void of(MeterHistory.Device device, Period period) {
      Set<String> flags = new LinkedHashSet<>();
      Duration clock = null;
      for (Sample sample : device.samples(period.from(), period.to())) {
        flags.addAll(sample.flags());
        clock = sample.clock() == null ? clock : sample.clock();
      }
      if (!flags.isEmpty()) {
        add("status: " + String.join(", ", flags));
      }
      if (clock != null && clock.abs().compareTo(CLOCK_TOLERANCE) > 0) {
        add(
            "the clock of the meter is %d minutes %s"
                .formatted(clock.abs().toMinutes(), clock.isNegative() ? "late" : "ahead"));
      }
    }

    /** Of its own moment, and not of the one that was asked for. */
    private static boolean isMeasured(Value value) {
      return value.source() == Source.POLL || value.source() == Source.LOG;
    }

    void gaps(Value start, Value end, Period period) {
      Duration tolerance = period.tolerance();
      if (isMeasured(start)
          && Duration.between(period.from(), start.at()).compareTo(tolerance) > 0) {
        add("no value before " + time(start.at()));
      }
      if (isMeasured(end) && Duration.between(end.at(), period.to()).compareTo(tolerance) > 0) {
        add("no value after " + time(end.at()));
      }
    }
  }
}
