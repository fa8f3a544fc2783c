package io.github.camelmbus.example.report;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How much one counter of a meter counted in a period.
 *
 * @param meter what tells it from all others; of an exchanged one the last.
 * @param name what the user calls it; null without a name.
 * @param key of the record.
 * @param unit of all values; null if unknown.
 * @param period which one.
 * @param start the first value; null if there is none.
 * @param end the last value; null if there is none.
 * @param used what was counted between; null without two values.
 * @param complete how much of the period lies between the two values, from 0 to 1.
 * @param remarks what a reader should know.
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
   * @param number exact.
   * @param at when it was that.
   * @param source where it is from.
   */
  public record Value(BigDecimal number, Instant at, Source source) {}

  /** Where a value is from. */
  public enum Source {
    /** The meter was read then. */
    POLL,
    /** The meter has made an entry of its log then, by its own clock. */
    LOG,
    /** The meter has stored it itself, as the value of a due date. */
    METER,
    /** On the line between two values. */
    INTERPOLATED
  }

  Consumption with(List<String> more) {
    List<String> all = new java.util.ArrayList<>(remarks);
    all.addAll(more);
    return new Consumption(meter, name, key, unit, period, start, end, used, complete, all);
  }
}
