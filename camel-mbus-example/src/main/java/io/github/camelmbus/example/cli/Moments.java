package io.github.camelmbus.example.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** Moments as they are given to options. */
final class Moments {
  private Moments() {}

  /**
   * Parses a moment.
   *
   * @param text a day, a month, a local time, or a UTC time that ends with Z; null gives null.
   * @param option the option that it was given to.
   * @throws IllegalArgumentException if it has another form.
   */
  static @Nullable Instant parse(@Nullable String text, String option, ZoneId zone) {
    if (text == null) {
      return null;
    }
    try {
      if (text.length() == 7) {
        return YearMonth.parse(text).atDay(1).atStartOfDay(zone).toInstant();
      } else if (text.length() == 10) {
        return LocalDate.parse(text).atStartOfDay(zone).toInstant();
      } else if (text.endsWith("Z")) {
        return Instant.parse(text);
      }
      return LocalDateTime.parse(text).atZone(zone).toInstant();
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          ("%s is a day such as 2026-11-01, or a time such as 2026-11-01T06:00 or"
                  + " 2026-11-01T05:00Z; it is '%s'")
              .formatted(option, text),
          e);
    }
  }
}
