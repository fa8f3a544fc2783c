package io.github.camelmbus.example.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** Moments as people write them. */
final class Moments {
  private Moments() {}

  /**
   * Refuses a time in which nothing lies.
   *
   * @param fromText as the user has written it.
   * @param toText as the user has written it.
   */
  static void requireOrder(
      @Nullable Instant from,
      @Nullable Instant to,
      @Nullable String fromText,
      @Nullable String toText) {
    if (from != null && to != null && !from.isBefore(to)) {
      throw new IllegalArgumentException(
          "--from %s is not before --to %s; nothing lies between".formatted(fromText, toText));
    }
  }

  /**
   * A moment.
   *
   * @param text a day, a month, a local time, or a time with its zone; null gives null.
   * @param option that has it.
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
          "%s is a day such as 2026-11-01, or a time such as 2026-11-01T06:00 or 2026-11-01T05:00Z;"
                  .formatted(option)
              + " it is '"
              + text
              + "'",
          e);
    }
  }
}
