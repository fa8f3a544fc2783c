package io.github.camelmbus.data;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The value of a data record. Immutable; equal to one of the same class with the same {@link
 * #plain}.
 *
 * <p>A class and no interface: every record is asked for its value, and a method of a class is
 * found faster.
 */
public abstract sealed class Value {

  /** The one value that does not exist. */
  public static final None NONE = new None();

  private Value() {}

  /** A {@link BigDecimal}, a text (ISO for dates and times), or null where there is no value. */
  public abstract @Nullable Object plain();

  @Override
  public final boolean equals(@Nullable Object other) {
    return other instanceof Value that
        && getClass() == that.getClass()
        && Objects.equals(plain(), that.plain());
  }

  @Override
  public final int hashCode() {
    return Objects.hashCode(plain());
  }

  @Override
  public final String toString() {
    return "%s[%s]".formatted(getClass().getSimpleName(), plain());
  }

  /**
   * A number in the unit of its record: exact, with the decimals that were sent. Its scale is never
   * negative, so that it prints without an exponent.
   */
  public static final class Number extends Value {
    private final BigDecimal value;

    /**
     * @param value of any scale.
     */
    public Number(BigDecimal value) {
      this(withoutExponent(value), true);
    }

    private Number(BigDecimal value, boolean checked) {
      this.value = value;
    }

    /**
     * As the constructor, which is slower.
     *
     * @param value with a scale that is not negative.
     */
    static Number of(BigDecimal value) {
      return new Number(value, true);
    }

    /** The same number with a scale that is not negative. */
    static BigDecimal withoutExponent(BigDecimal value) {
      return value.scale() < 0 ? value.setScale(0) : value;
    }

    public BigDecimal value() {
      return value;
    }

    @Override
    public BigDecimal plain() {
      return value;
    }
  }

  /** Text, or octets in hexadecimal where nothing better is known. */
  public static final class Text extends Value {
    private final String value;

    public Text(String value) {
      this.value = value;
    }

    public String value() {
      return value;
    }

    @Override
    public String plain() {
      return value;
    }
  }

  /** Local date (type G). */
  public static final class Date extends Value {
    private final LocalDate value;

    public Date(LocalDate value) {
      this.value = value;
    }

    public LocalDate value() {
      return value;
    }

    @Override
    public String plain() {
      return IsoText.of(value);
    }
  }

  /** Local date and time (types F and I), without a zone. */
  public static final class DateTime extends Value {
    /** Hundred-year bits end with 2299. */
    private static final int MAX_CENTURIES = 3;

    private final LocalDateTime value;
    private final boolean seconds;
    private final int sentYear;

    /**
     * @param seconds whether seconds were sent (type I); they are printed only then.
     */
    public DateTime(LocalDateTime value, boolean seconds) {
      this(value, seconds, value.getYear());
    }

    private DateTime(LocalDateTime value, boolean seconds, int sentYear) {
      this.value = value;
      this.seconds = seconds;
      this.sentYear = sentYear;
    }

    /** The same time where the octets name the same year of another century. */
    DateTime ofSentYear(int year) {
      return new DateTime(value, seconds, year);
    }

    /**
     * The same time in the century in which it is closest to a day, but not before 1981. Where the
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

    public LocalDateTime value() {
      return value;
    }

    /** Whether seconds were sent. */
    public boolean seconds() {
      return seconds;
    }

    /**
     * The year that the octets name: another one than that of {@link #value} where hundred-year
     * bits put the clock of a meter into a century that has not begun.
     */
    public int sentYear() {
      return sentYear;
    }

    @Override
    public String plain() {
      return IsoText.of(value.toLocalDate(), value.toLocalTime(), seconds);
    }
  }

  /** Local time of day with seconds (type J). */
  public static final class Time extends Value {
    private final LocalTime value;

    public Time(LocalTime value) {
      this.value = value;
    }

    public LocalTime value() {
      return value;
    }

    @Override
    public String plain() {
      return IsoText.of(value);
    }
  }

  /** No value; the quality of the record says why. */
  public static final class None extends Value {
    private None() {}

    @Override
    public @Nullable Object plain() {
      return null;
    }
  }
}
