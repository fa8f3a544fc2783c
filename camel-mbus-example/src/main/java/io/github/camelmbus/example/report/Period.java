package io.github.camelmbus.example.report;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;

/**
 * A period of whole days.
 *
 * @param first the first day.
 * @param end the day after the last one.
 * @param zone the time zone of the days.
 */
public record Period(LocalDate first, LocalDate end, ZoneId zone) {

  /** What a period is divided into. */
  public enum Step {
    /** One part, the period itself. */
    WHOLE,
    DAY,
    MONTH,
    YEAR
  }

  /** The first moment. */
  public Instant from() {
    return first.atStartOfDay(zone).toInstant();
  }

  /** The moment after the last one. */
  public Instant to() {
    return end.atStartOfDay(zone).toInstant();
  }

  /** The days, months or years in it. */
  public List<Period> by(Step step) {
    return switch (step) {
      case WHOLE -> List.of(this);
      case DAY -> steps(java.time.Period.ofDays(1));
      case MONTH -> steps(java.time.Period.ofMonths(1));
      case YEAR -> steps(java.time.Period.ofYears(1));
    };
  }

  private List<Period> steps(java.time.Period step) {
    return Stream.iterate(first, day -> day.isBefore(end), day -> day.plus(step))
        .map(day -> new Period(day, earlier(day.plus(step), end), zone))
        .toList();
  }

  private static LocalDate earlier(LocalDate one, LocalDate other) {
    return one.isBefore(other) ? one : other;
  }

  /** How far from the beginning or the end a polled value may be to count as its value. */
  Duration tolerance() {
    return first.plusDays(1).equals(end) ? Duration.ofHours(1) : Duration.ofDays(1);
  }
}
