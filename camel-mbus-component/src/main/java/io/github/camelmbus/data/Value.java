package io.github.camelmbus.data;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The value of a data record. */
public sealed interface Value {

  /** No value. */
  None NONE = new None();

  /** A {@link BigDecimal}, a text (ISO 8601 for dates and times), or null if there is no value. */
  @Nullable Object plain();

  /**
   * A number in the unit of its record: exact, with the decimals that were sent.
   *
   * @param value its scale is never negative, so that it prints without an exponent.
   */
  record Number(BigDecimal value) implements Value {
    public Number {
      value = withoutExponent(value);
    }

    /** The same number with a scale that is not negative. */
    static BigDecimal withoutExponent(BigDecimal value) {
      return value.scale() < 0 ? value.setScale(0) : value;
    }

    @Override
    public BigDecimal plain() {
      return value;
    }
  }

  /** Text, or octets in hexadecimal if their meaning is not known. */
  record Text(String value) implements Value {
    @Override
    public String plain() {
      return value;
    }
  }

  /** Local date (type G). */
  record Date(LocalDate value) implements Value {
    @Override
    public String plain() {
      return IsoText.of(value);
    }
  }

  /**
   * Local date and time (types F and I), without a zone.
   *
   * @param seconds whether seconds were sent (type I); they are printed only then.
   * @param sentYear the year that the octets name: it differs from that of {@link #value} if the
   *     hundred-year bits name a century that has not begun.
   */
  record DateTime(LocalDateTime value, boolean seconds, int sentYear) implements Value {
    /** Hundred-year bits end with 2299. */
    private static final int MAX_CENTURIES = 3;

    /** A time in the year that the octets name. */
    public DateTime(LocalDateTime value, boolean seconds) {
      this(value, seconds, value.getYear());
    }

    /** The same time, for octets that name the same year of another century. */
    DateTime ofSentYear(int year) {
      return new DateTime(value, seconds, year);
    }

    /**
     * The same time in the century in which it is closest to a day, but not before 1981. If the
     * octets name the year of {@link #value}, it stays as it is.
     */
    DateTime closestTo(LocalDate day) {
      if (sentYear == value.getYear()) {
        return this;
      }
      LocalDateTime closest =
          IntStream.rangeClosed(-1, MAX_CENTURIES)
              .mapToObj(centuries -> value.plusYears(100L * centuries))
              .filter(time -> time.getYear() >= DateParts.FIRST_YEAR)
              .min(Comparator.comparingLong(time -> daysBetween(time, day)))
              .orElse(value);
      return new DateTime(closest, seconds, sentYear);
    }

    private static long daysBetween(LocalDateTime time, LocalDate day) {
      return Math.abs(ChronoUnit.DAYS.between(time.toLocalDate(), day));
    }

    @Override
    public String plain() {
      return IsoText.of(value.toLocalDate(), value.toLocalTime(), seconds);
    }
  }

  /** Local time of day with seconds (type J). */
  record Time(LocalTime value) implements Value {
    @Override
    public String plain() {
      return IsoText.of(value);
    }
  }

  /** No value; the quality of the record says why. */
  record None() implements Value {
    @Override
    public @Nullable Object plain() {
      return null;
    }
  }
}
