package io.github.camelmbus.example.report;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;

/**
 * Days of the calendar.
 *
 * @param first the first day.
 * @param end the day after the last one.
 * @param zone whose days they are.
 */
public record Period(LocalDate first, LocalDate end, ZoneId zone) {

  /** What a period is divided into. */
  public enum Step {
    /** Nothing smaller. */
    WHOLE,
    DAY,
    MONTH,
    YEAR
  }

  /** When it begins. */
  public Instant from() {
    return first.atStartOfDay(zone).toInstant();
  }

  /** When it has ended. */
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

  /** How far a polled value may be from the beginning or the end to stand for it. */
  Duration tolerance() {
    return first.plusDays(1).equals(end) ? Duration.ofHours(1) : Duration.ofDays(1);
  }
}
