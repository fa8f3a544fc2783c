package io.github.camelmbus.camel.head;

import io.github.camelmbus.kmp.KmpLog;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A request for entries of a log.
 *
 * @param log {@code info}, {@code year}, {@code month}, {@code day} or {@code hour}; or {@code
 *     module-1} for the first log of a module.
 * @param from the oldest entry, by the clock of the meter; null for the oldest that the meter has.
 * @param to the newest entry; null for the newest that the meter has.
 * @param registers numbers; empty for all registers of the log whose meaning is known.
 */
public record LogRange(
    String log, @Nullable LocalDateTime from, @Nullable LocalDateTime to, List<Integer> registers) {
  private static final Pattern MODULE = Pattern.compile("(?i)module-(\\d{1,3})");
  private static final LocalTime END_OF_DAY = LocalTime.of(23, 59, 59);

  public LogRange {
    registers = List.copyOf(registers);
  }

  /**
   * Parses options.
   *
   * @param log as above; null if not given.
   * @param from a day, which means its start, or a day and a time.
   * @param to the same; a day means its end.
   * @param registers as for {@link HeadReader#registers}; null for those of the log.
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
    return new LogRange(
        log,
        time("from", from, LocalTime.MIN),
        time("to", to, END_OF_DAY),
        registers == null ? List.of() : HeadReader.registers(registers));
  }

  private static @Nullable LocalDateTime time(String name, @Nullable String text, LocalTime ofDay) {
    if (text == null) {
      return null;
    }
    try {
      return text.contains("T")
          ? LocalDateTime.parse(text.strip())
          : LocalDate.parse(text.strip()).atTime(ofDay);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "%s is a day or a time by the clock of the meter, 2026-11-01 or 2026-11-01T06:00, not '%s'"
              .formatted(name, text),
          e);
    }
  }

  /** Number of the log in a module; null for a log of the meter itself. */
  @Nullable Integer moduleLog() {
    Matcher module = MODULE.matcher(log);
    return module.matches() ? Integer.valueOf(module.group(1)) : null;
  }
}
