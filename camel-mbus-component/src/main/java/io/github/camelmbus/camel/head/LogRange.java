package io.github.camelmbus.camel.head;

import io.github.camelmbus.kmp.KmpLog;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Entries of a log, as users ask for them.
 *
 * @param log {@code info}, {@code year}, {@code month}, {@code day} or {@code hour}; or {@code
 *     module-1} for the first log of a module.
 * @param from the oldest entry, by the clock of the meter; null for all that the meter has kept.
 * @param to the newest entry; null up to the last one.
 * @param registers numbers; none for those that the log keeps and whose meaning is known.
 */
public record LogRange(
    String log, @Nullable LocalDateTime from, @Nullable LocalDateTime to, List<Integer> registers) {
  private static final Pattern MODULE = Pattern.compile("(?i)module-(\\d{1,3})");

  public LogRange {
    registers = List.copyOf(registers);
  }

  /**
   * Checks what users write.
   *
   * @param log as above; null if not given.
   * @param from a day, or a day and a time.
   * @param to the same; a day means its end.
   * @param registers as users write them; null for those of the log.
   * @throws IllegalArgumentException naming what is missing or wrong.
   */
  public static LogRange of(
      @Nullable String log,
      @Nullable String from,
      @Nullable String to,
      @Nullable String registers) {
    if (log == null) {
      throw new IllegalArgumentException(
          "getLog reads the log that is named: hour, day, month, year or info, or module-1");
    }
    if (!MODULE.matcher(log).matches()) {
      KmpLog.of(log);
    }
    LocalDateTime end = time("to", to, LocalDate::plusDays);
    return new LogRange(
        log,
        time("from", from, (day, one) -> day),
        to != null && end != null && isDay(to) ? end.minusSeconds(1) : end,
        registers == null ? List.of() : HeadReader.registers(registers));
  }

  private interface Day {
    LocalDate shifted(LocalDate day, long one);
  }

  private static boolean isDay(String text) {
    return !text.contains("T");
  }

  private static @Nullable LocalDateTime time(String name, @Nullable String text, Day day) {
    if (text == null) {
      return null;
    }
    try {
      return isDay(text)
          ? day.shifted(LocalDate.parse(text.strip()), 1).atStartOfDay()
          : LocalDateTime.parse(text.strip());
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "%s is a day or a time by the clock of the meter, 2026-11-01 or 2026-11-01T06:00, not"
                  .formatted(name)
              + " '"
              + text
              + "'",
          e);
    }
  }

  /** Number of the log in a module; null for a log of the meter itself. */
  @Nullable Integer moduleLog() {
    Matcher module = MODULE.matcher(log);
    return module.matches() ? Integer.valueOf(module.group(1)) : null;
  }
}
