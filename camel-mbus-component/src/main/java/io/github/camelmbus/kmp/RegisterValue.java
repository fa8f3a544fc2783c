package io.github.camelmbus.kmp;

import io.github.camelmbus.OctetString;
import io.github.camelmbus.data.Quality;
import io.github.camelmbus.kmp.KmpFormatException.Fault;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * The value of a register, as a meter sends it.
 *
 * <pre>
 *   id high  id low  unit  length  signExp  value, high octet first
 *   signExp: bit 7 value negative, bit 6 exponent negative, bits 5..0 exponent
 * </pre>
 *
 * @param register number of the register, 0..65535.
 * @param unitCode 0..255.
 * @param signExponent sign and exponent as they were sent, 0..255.
 * @param octets 0 to 64 octets of the value.
 */
public record RegisterValue(int register, int unitCode, int signExponent, OctetString octets) {
  /** The most octets of a value. */
  public static final int MAX_LENGTH = 64;

  private static final int NEGATIVE = 0x80;
  private static final int NEGATIVE_EXPONENT = 0x40;
  private static final int EXPONENT = 0x3F;
  private static final int TWO_DIGITS = 100;

  /** Offset, year, month, day, hour, minute, second. */
  private static final int DATE_TIME_OCTETS = 7;

  private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("HH:mm:ss");
  private static final DateTimeFormatter DATE_SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss");

  /**
   * @throws IllegalArgumentException if one of them is out of its range.
   */
  public RegisterValue {
    Range.check("register", register, Range.TWO_OCTETS);
    Range.check("unit", unitCode, Range.OCTET);
    Range.check("sign and exponent", signExponent, Range.OCTET);
    Range.check("length", octets.length(), MAX_LENGTH);
  }

  /** The value that octets of an answer are, from the id on. */
  static RegisterValue decode(OctetReader reader) {
    int register = reader.number(2);
    int unit = reader.octet();
    int length = reader.octet();
    int signExponent = reader.octet();
    if (length > MAX_LENGTH) {
      throw new KmpFormatException(
          Fault.LENGTH,
          "a value has at most %d octets, register %d has %d"
              .formatted(MAX_LENGTH, register, length));
    }
    return new RegisterValue(register, unit, signExponent, reader.octets(length));
  }

  void encode(OctetWriter to) {
    to.number(register, 2);
    to.number(unitCode, 1);
    to.number(octets.length(), 1);
    to.number(signExponent, 1);
    to.octets(octets);
  }

  /** All octets in hexadecimal, from the id on. */
  public String raw() {
    OctetWriter all = new OctetWriter();
    encode(all);
    return all.octets().toString();
  }

  /** The unit; null if the code is not known. */
  public @Nullable KmpUnit unit() {
    return KmpUnit.of(unitCode);
  }

  /** The number in the unit that was sent, exact, with the decimals that were sent. */
  public BigDecimal number() {
    BigInteger magnitude = new BigInteger(1, octets.toArray());
    int exponent = signExponent & EXPONENT;
    int scale = (signExponent & NEGATIVE_EXPONENT) == 0 ? -exponent : exponent;
    return new BigDecimal(isNegative() ? magnitude.negate() : magnitude, scale);
  }

  private boolean isNegative() {
    return (signExponent & NEGATIVE) != 0;
  }

  /**
   * What the value means.
   *
   * @param value a {@link BigDecimal} in {@link KmpUnit#ucum()}, a text, or null without a value. A
   *     number with a unit that is not known stays as it was sent.
   * @param quality good, or why there is no value.
   */
  public record Meaning(@Nullable Object value, Quality quality) {
    private static final Meaning MISSING = new Meaning(null, Quality.MISSING);
    private static final Meaning INVALID = new Meaning(null, Quality.INVALID);

    private static Meaning good(Object value) {
      return new Meaning(value, Quality.GOOD);
    }
  }

  /** What the octets mean by their unit. */
  public Meaning meaning() {
    KmpUnit unit = unit();
    if (octets.length() == 0) {
      return Meaning.MISSING;
    }
    if (unit == null) {
      return new Meaning(withoutExponent(number()), Quality.UNSUPPORTED);
    }
    try {
      return meaning(unit);
    } catch (DateTimeException | ArithmeticException impossible) {
      return Meaning.INVALID;
    }
  }

  private static BigDecimal withoutExponent(BigDecimal value) {
    return value.scale() < 0 ? value.setScale(0) : value;
  }

  private Meaning meaning(KmpUnit unit) {
    return switch (unit.form()) {
      case NUMBER -> Meaning.good(unit.convert(number()));
      case TEXT -> Meaning.good(text());
      case OCTETS -> Meaning.good(octets.toString());
      case DATE_TIME -> dateTime();
      case CLOCK -> Meaning.good(SECONDS.format(clock(digits())));
      case DATE -> date(Range.CENTURY);
      case LONG_DATE -> date(0);
      case MONTH_DAY -> monthDay();
    };
  }

  /** Octets as characters of ISO 8859-1, without the 00h at their end. */
  private String text() {
    return new String(octets.toArray(), StandardCharsets.ISO_8859_1).replaceAll("\0+$", "").strip();
  }

  /** The whole number whose decimal digits are parts of a date or time. */
  private int digits() {
    return number().intValueExact();
  }

  private static LocalTime clock(int digits) {
    return LocalTime.of(
        digits / TWO_DIGITS / TWO_DIGITS, digits / TWO_DIGITS % TWO_DIGITS, digits % TWO_DIGITS);
  }

  private Meaning date(int century) {
    int digits = digits();
    if (digits == 0) {
      return Meaning.MISSING;
    }
    LocalDate date =
        LocalDate.of(
            century + digits / TWO_DIGITS / TWO_DIGITS,
            digits / TWO_DIGITS % TWO_DIGITS,
            digits % TWO_DIGITS);
    return Meaning.good(date.toString());
  }

  /** A day of each year, in the form of XML Schema. */
  private Meaning monthDay() {
    int digits = digits();
    if (digits == 0) {
      return Meaning.MISSING;
    }
    MonthDay day = MonthDay.of(digits / TWO_DIGITS, digits % TWO_DIGITS);
    return new Meaning(day.toString(), Quality.RECURRING);
  }

  private Meaning dateTime() {
    if (octets.length() != DATE_TIME_OCTETS) {
      return Meaning.INVALID;
    }
    if (number().signum() == 0) {
      return Meaning.MISSING;
    }
    int at = 1;
    LocalDateTime time =
        LocalDateTime.of(
            Range.CENTURY + octets.at(at++),
            octets.at(at++),
            octets.at(at++),
            octets.at(at++),
            octets.at(at++),
            octets.at(at));
    return Meaning.good(DATE_SECONDS.format(time));
  }
}
