package io.github.camelmbus.example.report;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How much one counter of a meter counted in a period.
 *
 * @param meter its identity; after an exchange that of the last meter.
 * @param name its name in the inventory; null without one.
 * @param key the key of the record.
 * @param unit the unit of all values; null if unknown.
 * @param period the period.
 * @param start the first value; null if there is none.
 * @param end the last value; null if there is none.
 * @param used the amount counted between start and end; null without two values.
 * @param complete the part of the period that lies between start and end, from 0 to 1.
 * @param remarks what makes the amount incomplete or doubtful.
 */
public record Consumption(
    String meter,
    @Nullable String name,
    String key,
    @Nullable String unit,
    Period period,
    @Nullable Value start,
    @Nullable Value end,
    @Nullable BigDecimal used,
    double complete,
    List<String> remarks) {

  public Consumption {
    remarks = List.copyOf(remarks);
  }

  /**
   * A value of a counter.
   *
   * @param number the exact number.
   * @param at when the counter had it.
   * @param source where it comes from.
   */
  public record Value(BigDecimal number, Instant at, Source source) {}

  /** Where a value comes from. */
  public enum Source {
    /** A poll at that time. */
    POLL,
    /** An entry of the meter's log, made at that time by the clock of the meter. */
    LOG,
    /** A value that the meter has stored at a due date. */
    METER,
    /** Linear interpolation between two values. */
    INTERPOLATED;

    /** The source as it is printed. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  Consumption with(List<String> more) {
    List<String> all = new ArrayList<>(remarks);
    all.addAll(more);
    return new Consumption(meter, name, key, unit, period, start, end, used, complete, all);
  }
}
