package io.github.camelmbus.camel.operation;

import io.github.camelmbus.application.Subcode;
import io.github.camelmbus.master.write.WriteRecords;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.TemporalAccessor;
import java.util.Collection;
import java.util.Date;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The value of an operation: the header {@link Request#VALUE}, or else the option value, or else
 * the body.
 */
public final class OperationValue {
  private static final String NOW = "now";
  private static final String CI_SYNCHRONISE = "5C";
  private static final String CI_SYNCHRONISE_OF_OLD_METERS = "54";

  private final String operation;
  private final @Nullable Object value;
  private final Clock wallClock;

  private OperationValue(String operation, @Nullable Object value, Clock wallClock) {
    this.operation = operation;
    this.value = value;
    this.wallClock = wallClock;
  }

  static OperationValue of(Request request) {
    Object value = request.value();
    boolean blank = value instanceof CharSequence text && text.toString().isBlank();
    return new OperationValue(request.operation(), blank ? null : value, request.wallClock());
  }

  /**
   * A whole number.
   *
   * @param what describes the expected value, for the message.
   * @throws IllegalArgumentException if it is none.
   */
  public int integer(String what) {
    try {
      if (value instanceof Integer || value instanceof Long || value instanceof Short) {
        return Math.toIntExact(((Number) value).longValue());
      } else if (value instanceof CharSequence text) {
        return Integer.parseInt(text.toString().strip());
      }
    } catch (NumberFormatException | ArithmeticException none) {
      throw wrong(what, none);
    }
    throw wrong(what, null);
  }

  /**
   * Text, or a number in 8 digits.
   *
   * @param what describes the expected value, for the message.
   * @throws IllegalArgumentException if it is something else.
   */
  public String text(String what) {
    if (value instanceof CharSequence text) {
      return text.toString().strip();
    } else if (value instanceof Integer || value instanceof Long) {
      return "%08d".formatted(((Number) value).longValue());
    }
    throw wrong(what, null);
  }

  /**
   * Several texts: a collection, or text separated by commas.
   *
   * @param what describes the expected value, for the message.
   * @throws IllegalArgumentException if it is something else.
   */
  public List<String> texts(String what) {
    return value instanceof Collection<?> several
        ? several.stream().map(String::valueOf).toList()
        : List.of(text(what).split(","));
  }

  /**
   * A subcode of an application reset; null if none is given.
   *
   * @throws IllegalArgumentException if it is something else.
   */
  public @Nullable Subcode subcode() {
    if (value == null) {
      return null;
    }
    return value instanceof Number
        ? new Subcode(integer("a subcode"))
        : Subcode.parse(text("the name of an application"));
  }

  /**
   * Whether to synchronise by the CI field 54 of old meters, which must be given, instead of 5C.
   *
   * @throws IllegalArgumentException if it is something else.
   */
  public boolean isOldSynchronisation() {
    String ci = value == null ? CI_SYNCHRONISE : value.toString().strip().toUpperCase(Locale.ROOT);
    if (!ci.equals(CI_SYNCHRONISE) && !ci.equals(CI_SYNCHRONISE_OF_OLD_METERS)) {
      throw wrong("nothing, or the CI field 5C or 54 of the meter", null);
    }
    return ci.equals(CI_SYNCHRONISE_OF_OLD_METERS);
  }

  /**
   * A local time: a date and time as a Java type or ISO text; for {@code now}, or if nothing is
   * given, the time of this machine. A time with a zone is converted to the zone of this machine.
   *
   * @throws IllegalArgumentException if it is something else.
   */
  public Supplier<LocalDateTime> time() {
    if (value == null || value.toString().strip().equalsIgnoreCase(NOW)) {
      return () -> LocalDateTime.now(wallClock);
    }
    LocalDateTime time = timeOf(value);
    return () -> time;
  }

  private LocalDateTime timeOf(Object given) {
    if (given instanceof LocalDateTime local) {
      return local;
    } else if (given instanceof ZonedDateTime zoned) {
      return LocalDateTime.ofInstant(zoned.toInstant(), wallClock.getZone());
    } else if (given instanceof OffsetDateTime offset) {
      return LocalDateTime.ofInstant(offset.toInstant(), wallClock.getZone());
    } else if (given instanceof Instant instant) {
      return LocalDateTime.ofInstant(instant, wallClock.getZone());
    } else if (given instanceof Date date) {
      return LocalDateTime.ofInstant(date.toInstant(), wallClock.getZone());
    }
    String what = "a date and time such as 2026-11-25T21:00, or now";
    try {
      TemporalAccessor parsed =
          DateTimeFormatter.ISO_DATE_TIME.parseBest(
              text(what), ZonedDateTime::from, LocalDateTime::from);
      return timeOf(parsed);
    } catch (DateTimeParseException none) {
      throw wrong(what, none);
    }
  }

  /**
   * Records: a map of keys to values, text such as {@code energy=0,volume=0}, or octets, binary or
   * in hexadecimal.
   *
   * @throws IllegalArgumentException if it is something else.
   */
  public WriteRecords records() {
    String what = "records: a map of keys to values, key=value, or octets in hexadecimal";
    if (value instanceof Map<?, ?> map) {
      Map<String, String> values = new LinkedHashMap<>();
      map.forEach((key, one) -> values.put(String.valueOf(key), plain(one)));
      return WriteRecords.ofValues(values);
    } else if (value instanceof byte[] octets) {
      return WriteRecords.ofOctets(octets);
    }
    String text = text(what);
    if (text.contains("=")) {
      return WriteRecords.ofValues(assignments(text, what));
    }
    try {
      return WriteRecords.ofOctets(HexFormat.of().parseHex(text.replaceAll("\\s", "")));
    } catch (NumberFormatException none) {
      throw wrong(what, none);
    }
  }

  private Map<String, String> assignments(String text, String what) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String assignment : text.split(",")) {
      int equals = assignment.indexOf('=');
      if (equals <= 0) {
        throw wrong(what, null);
      }
      values.put(assignment.substring(0, equals).strip(), assignment.substring(equals + 1).strip());
    }
    return values;
  }

  private static String plain(@Nullable Object one) {
    return one instanceof BigDecimal number ? number.toPlainString() : String.valueOf(one);
  }

  private IllegalArgumentException wrong(String wanted, @Nullable Exception cause) {
    return new IllegalArgumentException(
        "%s writes %s, from the header %s, the option value or the body, not %s"
            .formatted(operation, wanted, Request.VALUE, described()),
        cause);
  }

  private String described() {
    if (value == null) {
      return "nothing";
    }
    boolean plain = value instanceof CharSequence || value instanceof Number;
    return plain ? "'" + value + "'" : "a " + value.getClass().getSimpleName();
  }

  /** The value as text, for the audit log; null if there is none. */
  @Nullable String text() {
    if (value instanceof byte[] octets) {
      return HexFormat.of().withUpperCase().formatHex(octets);
    }
    return value == null ? null : value.toString();
  }
}
