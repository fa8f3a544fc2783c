package io.github.camelmbus.example.report;

import io.github.camelmbus.example.report.Consumption.Source;
import io.github.camelmbus.example.report.Consumption.Value;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The values of one counter of one meter, in the unit of the last value. A meter can be set to
 * another unit: values in other units are left out.
 */
final class Counter {
  /** Values of polls and of entries of a log, by their times. */
  private final TreeMap<Instant, Value> polled = new TreeMap<>();

  /** Values that the meter has stored, by due dates. */
  private final TreeMap<Instant, Value> stored = new TreeMap<>();

  private final @Nullable String unit;
  private @Nullable String otherUnit;

  Counter(String key, List<Sample> samples) {
    String last = null;
    for (Sample sample : samples) {
      Sample.Count count = sample.counters().get(key);
      last = count == null ? last : count.unit();
    }
    unit = last;
    for (Sample sample : samples) {
      put(polled, sample.at(), sample.counters().get(key), sample.source());
      for (Sample.Stored value : sample.stored()) {
        if (value.key().equals(key)) {
          put(stored, value.at(), value.count(), Source.METER);
        }
      }
    }
  }

  private void put(
      TreeMap<Instant, Value> values, Instant at, Sample.@Nullable Count count, Source source) {
    if (count != null && Objects.equals(count.unit(), unit)) {
      values.put(at, new Value(count.number(), at, source));
    } else if (count != null) {
      otherUnit = String.valueOf(count.unit());
    }
  }

  /** The unit of values that are left out; null if there are none. */
  @Nullable String otherUnit() {
    return otherUnit;
  }

  @Nullable String unit() {
    return unit;
  }

  boolean isEmpty() {
    return polled.isEmpty();
  }

  Instant first() {
    return polled.firstKey();
  }

  /**
   * The value at a moment: that of a poll within an hour, else the one that the meter has stored at
   * that moment, else that of a poll within the tolerance.
   *
   * @return null if there is none.
   */
  @Nullable Value at(Instant moment, Duration tolerance) {
    Value poll = nearest(moment);
    Duration away = poll == null ? null : Duration.between(moment, poll.at()).abs();
    if (away != null && away.compareTo(Sample.NEAR) <= 0) {
      return poll;
    }
    Value own = stored.get(moment);
    if (own != null) {
      return own;
    }
    return away != null && away.compareTo(tolerance) <= 0 ? poll : null;
  }

  private @Nullable Value nearest(Instant moment) {
    Value before = value(polled.floorEntry(moment));
    Value after = value(polled.higherEntry(moment));
    if (before == null || after == null) {
      return before == null ? after : before;
    }
    Duration sinceBefore = Duration.between(before.at(), moment);
    Duration untilAfter = Duration.between(moment, after.at());
    return sinceBefore.compareTo(untilAfter) <= 0 ? before : after;
  }

  private static @Nullable Value value(Map.@Nullable Entry<Instant, Value> entry) {
    return entry == null ? null : entry.getValue();
  }

  /** The first polled value in a range; null if there is none. */
  @Nullable Value firstIn(Instant from, Instant to) {
    Value first = value(polled.ceilingEntry(from));
    return first == null || !first.at().isBefore(to) ? null : first;
  }

  /** The last polled value in a range; null if there is none. */
  @Nullable Value lastIn(Instant from, Instant to) {
    Value last = value(polled.lowerEntry(to));
    return last == null || last.at().isBefore(from) ? null : last;
  }

  /** The value interpolated from those before and after a moment; null if one is missing. */
  @Nullable Value interpolated(Instant moment) {
    TreeMap<Instant, Value> all = new TreeMap<>(stored);
    all.putAll(polled);
    Value before = value(all.floorEntry(moment));
    Value after = value(all.higherEntry(moment));
    if (before == null || after == null) {
      return null;
    }
    BigDecimal whole = seconds(before.at(), after.at());
    BigDecimal part = seconds(before.at(), moment);
    BigDecimal more =
        after
            .number()
            .subtract(before.number())
            .multiply(part)
            .divide(whole, MathContext.DECIMAL64);
    int scale = Math.max(before.number().scale(), after.number().scale());
    BigDecimal number = before.number().add(more).setScale(scale, RoundingMode.HALF_EVEN);
    return new Value(number, moment, Source.INTERPOLATED);
  }

  private static BigDecimal seconds(Instant from, Instant to) {
    return BigDecimal.valueOf(Math.max(1, Duration.between(from, to).toMillis()), 3);
  }

  /** The two values, with all polled values between them, in order. */
  List<Value> through(Value start, Value end) {
    List<Value> values = new ArrayList<>();
    values.add(start);
    values.addAll(polled.subMap(start.at(), false, end.at(), false).values());
    values.add(end);
    return values;
  }
}
