package io.github.camelmbus.data;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;

/**
 * The time between values that a meter stores at regular times.
 *
 * @param count 1 or more.
 */
record TimeStep(Unit unit, int count) {
  private static final int SECOND_HALF = 16;

  /** What is counted. */
  enum Unit {
    SECONDS,
    MINUTES,
    HOURS,
    DAYS,
    /** The first and the sixteenth of each month. */
    HALF_MONTHS,
    /** The last day of a month leads to the last day of another one. */
    MONTHS
  }

  TimeStep {
    if (count < 1) {
      throw new IllegalArgumentException("a step counts 1 or more, not %d".formatted(count));
    }
  }

  /**
   * Whether a value is exact enough to start from: a date without a time is not for parts of a day.
   */
  boolean canStepFrom(Value base) {
    boolean exact = base instanceof Value.DateTime || base instanceof Value.Date && !isPartOfDay();
    return exact && (unit != Unit.HALF_MONTHS || isHalf(date(base)));
  }

  private boolean isPartOfDay() {
    return switch (unit) {
      case SECONDS, MINUTES, HOURS -> true;
      case DAYS, HALF_MONTHS, MONTHS -> false;
    };
  }

  /** The date of a date or date and time. */
  static LocalDate date(Value base) {
    return base instanceof Value.DateTime time
        ? time.value().toLocalDate()
        : ((Value.Date) base).value();
  }

  private static boolean isHalf(LocalDate date) {
    return date.getDayOfMonth() == 1 || date.getDayOfMonth() == SECOND_HALF;
  }

  /**
   * The time that is some steps away.
   *
   * @param base accepted by {@link #canStepFrom}.
   * @param steps negative for earlier ones.
   */
  Value from(Value base, int steps) {
    if (base instanceof Value.Date date) {
      return new Value.Date(step(date.value().atStartOfDay(), steps).toLocalDate());
    } else if (base instanceof Value.DateTime time) {
      return new Value.DateTime(step(time.value(), steps), time.seconds() || unit == Unit.SECONDS);
    }
    throw new IllegalArgumentException("a step starts from a date or a date and time, not " + base);
  }

  private LocalDateTime step(LocalDateTime base, int steps) {
    long all = (long) steps * count;
    return switch (unit) {
      case SECONDS -> base.plusSeconds(all);
      case MINUTES -> base.plusMinutes(all);
      case HOURS -> base.plusHours(all);
      case DAYS -> base.plusDays(all);
      case HALF_MONTHS -> halfMonths(base, all);
      case MONTHS -> months(base, all);
    };
  }

  private static LocalDateTime halfMonths(LocalDateTime base, long steps) {
    long halves = steps + (base.getDayOfMonth() == 1 ? 0 : 1);
    int day = Math.floorMod(halves, 2) == 0 ? 1 : SECOND_HALF;
    return base.withDayOfMonth(1).plusMonths(Math.floorDiv(halves, 2)).withDayOfMonth(day);
  }

  private static LocalDateTime months(LocalDateTime base, long months) {
    LocalDateTime same = base.plusMonths(months);
    boolean last = base.getDayOfMonth() == YearMonth.from(base).lengthOfMonth();
    return last ? same.withDayOfMonth(YearMonth.from(same).lengthOfMonth()) : same;
  }
}
