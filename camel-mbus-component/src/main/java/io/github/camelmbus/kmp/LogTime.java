package io.github.camelmbus.kmp;

import io.github.camelmbus.data.Quality;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * When an entry of a log was made, by the clock of the meter. Only registers of the entry contain
 * it. It does not follow from the id, as the meter may have been without power.
 *
 * @param date day of the entry.
 * @param time time of day; null where the log keeps the day alone.
 */
public record LogTime(LocalDate date, @Nullable LocalTime time) {
  /** Date and time in one register. */
  public static final int DATE_TIME = 348;

  /** The date alone. */
  public static final int DATE = 1003;

  /** The time of day. */
  public static final int CLOCK = 1002;

  /**
   * The registers to read for the time of an entry.
   *
   * @param logged registers that a log keeps.
   * @return none where the log does not keep the time.
   */
  public static List<Integer> registers(List<Integer> logged) {
    if (logged.contains(DATE_TIME)) {
      return List.of(DATE_TIME);
    }
    if (logged.contains(DATE)) {
      return logged.contains(CLOCK) ? List.of(DATE, CLOCK) : List.of(DATE);
    }
    return List.of();
  }

  /** The time in the values of an entry; null if they do not contain it. */
  public static @Nullable LogTime of(List<RegisterValue> values) {
    String both = text(values, DATE_TIME, KmpUnit.Form.DATE_TIME);
    if (both != null) {
      LocalDateTime at = LocalDateTime.parse(both);
      return new LogTime(at.toLocalDate(), at.toLocalTime());
    }
    String date = text(values, DATE, KmpUnit.Form.DATE);
    if (date == null) {
      return null;
    }
    String clock = text(values, CLOCK, KmpUnit.Form.CLOCK);
    return new LogTime(LocalDate.parse(date), clock == null ? null : LocalTime.parse(clock));
  }

  private static @Nullable String text(
      List<RegisterValue> values, int register, KmpUnit.Form form) {
    for (RegisterValue value : values) {
      KmpUnit unit = value.unit();
      if (value.register() == register && unit != null && unit.form() == form) {
        RegisterValue.Meaning meaning = value.meaning();
        if (meaning.quality() == Quality.GOOD && meaning.value() instanceof String text) {
          return text;
        }
      }
    }
    return null;
  }

  /**
   * When entries of a log were made. The hour that the clock of a meter shows twice in autumn is
   * resolved by ids, which grow with time: an entry with no later clock time than the entry before
   * it is of the second pass. If ids prove nothing, the first pass is assumed.
   *
   * @param log its name, {@code hour} for example. In the info log several entries may have the
   *     same time.
   * @param times by id.
   * @param zone of the clock of the meter.
   */
  public static Map<Long, Instant> instants(
      String log, SortedMap<Long, LogTime> times, ZoneId zone) {
    boolean mayBeEqual = log.equals(KmpLog.INFO.word());
    Map<Long, Instant> instants = new HashMap<>();
    LocalDateTime before = null;
    boolean again = false;
    for (Map.Entry<Long, LogTime> entry : times.entrySet()) {
      LocalDateTime start = entry.getValue().start();
      boolean isTwice = zone.getRules().getValidOffsets(start).size() > 1;
      boolean goesOn =
          before == null || start.isAfter(before) || mayBeEqual && start.isEqual(before);
      again = isTwice && (again || !goesOn);
      ZonedDateTime made = start.atZone(zone);
      instants.put(entry.getKey(), (again ? made.withLaterOffsetAtOverlap() : made).toInstant());
      before = isTwice ? start : null;
    }
    return instants;
  }

  /** The time; where the log keeps the day alone, its start. */
  public LocalDateTime start() {
    return time == null ? date.atStartOfDay() : date.atTime(time);
  }

  /** The time; where the log keeps the day alone, the last moment of it. */
  private LocalDateTime end() {
    return time == null ? date.atTime(LocalTime.MAX) : date.atTime(time);
  }

  /** Whether it is before a time, for the whole day where the log keeps the day alone. */
  public boolean isBefore(LocalDateTime other) {
    return end().isBefore(other);
  }

  /** Whether it is after a time, for the whole day where the log keeps the day alone. */
  public boolean isAfter(LocalDateTime other) {
    return start().isAfter(other);
  }
}
