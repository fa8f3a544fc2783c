package io.github.camelmbus.example.report;

import io.github.camelmbus.data.FunctionField;
import io.github.camelmbus.data.Quality;
import io.github.camelmbus.example.report.Consumption.Source;
import io.github.camelmbus.reading.MeterReading;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The counters in a reading.
 *
 * @param at when the meter was read, or when it made the entry of its log.
 * @param source a poll or a log.
 * @param counters current values by key.
 * @param stored values that the meter has stored at due dates.
 * @param flags the flags of the meter's status.
 * @param clock how far the clock of the meter is ahead; null if the reading does not have it.
 */
record Sample(
    Instant at,
    Source source,
    Map<String, Count> counters,
    List<Stored> stored,
    List<String> flags,
    @Nullable Duration clock) {
  /** A value that is at most this far from a moment counts as its value. */
  static final Duration NEAR = Duration.ofHours(1);

  /**
   * How long after a period readings are searched for values that the meter has stored in it. Most
   * meters send the value of a due date in all readings until the next due date.
   */
  static final Duration STORED_SENT_FOR = Duration.ofDays(14);

  private static final Set<String> COUNTED =
      Set.of("energy", "volume", "mass", "reactive-energy", "apparent-energy", "hca");

  /** Quantities, with which keys begin, of the records that a sample is made from. */
  private static final Set<String> USED =
      Set.of(
          "energy",
          "volume",
          "mass",
          "reactiveEnergy",
          "apparentEnergy",
          "hca",
          "date",
          "dateTime");

  /** Qualifiers of counters; a record with any other one is no counter. */
  private static final Set<String> OF_COUNTERS =
      Set.of("positive-accumulation", "negative-accumulation", "phase-L1", "phase-L2", "phase-L3");

  /** Some meters send the end of a day as 23:59. */
  private static final Duration LAST_MINUTE = Duration.ofMinutes(1);

  /** A value of a counter. */
  record Count(BigDecimal number, @Nullable String unit) {}

  /** A value of a counter at a due date. */
  record Stored(String key, Instant at, Count count) {}

  /** Whether {@link #of} may use a record with this key. */
  static boolean mayUse(String key) {
    int end = key.indexOf('_');
    return USED.contains(end < 0 ? key : key.substring(0, end));
  }

  static Sample of(MeterReading reading, Instant at, ZoneId zone) {
    Map<String, Count> counters = new LinkedHashMap<>();
    Map<Long, Instant> dueDates = new HashMap<>();
    Duration clock = null;
    for (MeterReading.Record record : reading.records()) {
      if (isCounter(record) && record.storage() == 0) {
        counters.put(record.key(), count(record));
      } else if (isTime(record)) {
        LocalDateTime time = time(record);
        if (time != null && record.storage() > 0) {
          dueDates.putIfAbsent(record.storage(), dueDate(record, time, zone));
        } else if (time != null && record.quantity().equals("date-time")) {
          clock = Duration.between(at, time.atZone(zone).toInstant());
        }
      }
    }
    MeterReading.Status status = reading.status();
    List<String> flags = status == null ? List.of() : status.flags();
    Source source = reading.log() == null ? Source.POLL : Source.LOG;
    return new Sample(at, source, counters, stored(reading, dueDates), flags, clock);
  }

  /** The same with these stored values: a meter repeats them in each reading. */
  Sample withStored(List<Stored> other) {
    return new Sample(at, source, counters, other, flags, clock);
  }

  private static List<Stored> stored(MeterReading reading, Map<Long, Instant> dueDates) {
    if (dueDates.isEmpty()) {
      return List.of();
    }
    List<Stored> stored = new ArrayList<>();
    for (MeterReading.Record record : reading.records()) {
      Instant date = record.storage() == 0 ? null : dueDates.get(record.storage());
      if (date != null && isCounter(record)) {
        String key = record.key().replace("_storage" + record.storage(), "");
        stored.add(new Stored(key, date, count(record)));
      }
    }
    return stored;
  }

  private static Count count(MeterReading.Record record) {
    return new Count(Objects.requireNonNull(record.number()), record.unit());
  }

  private static boolean isCounter(MeterReading.Record record) {
    return COUNTED.contains(record.quantity())
        && record.function() == FunctionField.INSTANTANEOUS
        && record.quality() == Quality.GOOD
        && record.number() != null
        && OF_COUNTERS.containsAll(record.qualifiers());
  }

  private static boolean isTime(MeterReading.Record record) {
    return (record.quantity().equals("date") || record.quantity().equals("date-time"))
        && record.function() == FunctionField.INSTANTANEOUS
        && record.quality() == Quality.GOOD
        && record.qualifiers().isEmpty()
        && record.text() != null;
  }

  private static @Nullable LocalDateTime time(MeterReading.Record record) {
    String text = Objects.requireNonNull(record.text());
    try {
      return text.length() == 10 ? LocalDate.parse(text).atStartOfDay() : LocalDateTime.parse(text);
    } catch (DateTimeException notOne) {
      return null;
    }
  }

  /** A date means the end of that day, but the first of a month means its beginning. */
  private static Instant dueDate(MeterReading.Record record, LocalDateTime time, ZoneId zone) {
    boolean isDate = Objects.requireNonNull(record.text()).length() == 10;
    LocalDateTime due = time;
    if (isDate && time.getDayOfMonth() != 1) {
      due = time.plusDays(1);
    } else if (!isDate) {
      LocalDateTime midnight = time.toLocalDate().plusDays(1).atStartOfDay();
      due = Duration.between(time, midnight).compareTo(LAST_MINUTE) <= 0 ? midnight : time;
    }
    return due.atZone(zone).toInstant();
  }
}
