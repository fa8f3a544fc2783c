package io.github.camelmbus.example.report;

import io.github.camelmbus.example.report.Consumption.Source;
import io.github.camelmbus.example.report.Consumption.Value;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects the remarks on one consumption: what makes it incomplete or doubtful. */
final class Remarks {
  private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(5);
  private static final int FEW_INTERVALS = 10;
  private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm");

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

  void otherUnit(String meter, @Nullable String unit) {
    add("what %s counted in %s is not in it".formatted(meter, unit));
  }

  void exchanged(Instant at, String old, String current) {
    add("exchanged before %s: %s by %s".formatted(time(at), old, current));
  }

  void wentBack(Value before, Value after) {
    add(
        "went back from %s to %s by %s"
            .formatted(
                before.number().toPlainString(), after.number().toPlainString(), time(after.at())));
  }

  /** Notes an interval with more than half of the amount, if there are many similar ones. */
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
                    more.toPlainString(), time(values.get(i - 1).at()), time(values.get(i).at())));
      }
    }
  }

  /** Notes the status and the clock in the samples of the period. */
  void device(MeterHistory.Device device, Period period) {
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
          "the clock of the meter is %s %s"
              .formatted(roughly(clock.abs()), clock.isNegative() ? "late" : "ahead"));
    }
  }

  /** A time in the unit that people would take for it. */
  static String roughly(Duration time) {
    if (time.toDays() > 1) {
      return time.toDays() + " days";
    }
    return time.toHours() > 1 ? time.toHours() + " hours" : time.toMinutes() + " minutes";
  }

  /** Whether the value has the time at which it was measured, not that of the wanted moment. */
  private static boolean isMeasured(Value value) {
    return value.source() == Source.POLL || value.source() == Source.LOG;
  }

  void gaps(Value start, Value end, Period period) {
    Duration tolerance = period.tolerance();
    if (isMeasured(start) && Duration.between(period.from(), start.at()).compareTo(tolerance) > 0) {
      add("no value before " + time(start.at()));
    }
    if (isMeasured(end) && Duration.between(end.at(), period.to()).compareTo(tolerance) > 0) {
      add("no value after " + time(end.at()));
    }
  }
}
