package io.github.camelmbus.data;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import org.jspecify.annotations.Nullable;

/** The value of a data record. */
public sealed interface Value {

  /** The one value that does not exist. */
  None NONE = new None();

  /** A {@link BigDecimal}, a text (ISO for dates and times), or null where there is no value. */
  @Nullable Object plain();

  /**
   * A number in the unit of its record: exact, with the decimals that were sent. Its scale is never
   * negative, so that it prints without an exponent.
   *
   * <p>No record class: of the many numbers of a telegram nearly all are made with a scale that is
   * known to be right.
   */
  final class Number implements Value {
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

    /** As the constructor, which is slower. */
    static Number of(BigDecimal value) {
      BigDecimal plain = withoutExponent(value);
      return new Number(plain, true);
    }

    private static BigDecimal withoutExponent(BigDecimal value) {
      return value.scale() < 0 ? value.setScale(0) : value;
    }

    public BigDecimal value() {
      return value;
    }

    @Override
    public BigDecimal plain() {
      return value;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Number that && value.equals(that.value);
    }

    @Override
    public int hashCode() {
      return value.hashCode();
    }

    @Override
    public String toString() {
      return "Number[value=" + value + "]";
    }
  }

  /** Text, or octets in hexadecimal where nothing better is known. */
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
   */
  record DateTime(LocalDateTime value, boolean seconds) implements Value {
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
