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
 * What a reading says of the counters of a meter.
 *
 * @param at when it was read, or made as an entry of a log.
 * @param source which of both.
 * @param counters by key.
 * @param stored values that the meter has kept of due dates.
 * @param flags of its status.
 * @param clock how far its clock is ahead; null without one.
 */
record Sample(
    Instant at,
    Source source,
    Map<String, Count> counters,
    List<Stored> stored,
    List<String> flags,
    @Nullable Duration clock) {
  private static final Set<String> COUNTED =
      Set.of("energy", "volume", "mass", "reactive-energy", "apparent-energy", "hca");

  /** How keys of the records begin that a sample is made of: by their quantity. */
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

  /** What still counts up for ever; all other qualifiers make something else of a count. */
  private static final Set<String> COUNTS =
      Set.of("positive-accumulation", "negative-accumulation", "phase-L1", "phase-L2", "phase-L3");

  /** Meters write the end of a day as its last minute, too. */
  private static final Duration LAST_MINUTE = Duration.ofMinutes(1);

  /** A value of a counter. */
  record Count(BigDecimal number, @Nullable String unit) {}

  /** A value of a counter at a due date. */
  record Stored(String key, Instant at, Count count) {}

  /** Whether a record with this key may be used by {@link #of}. */
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

  /** The same with fewer stored values: a meter repeats them in each reading. */
  Sample withStored(List<Stored> some) {
    return new Sample(at, source, counters, some, flags, clock);
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
        && COUNTS.containsAll(record.qualifiers());
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

  /** A date is the end of that day, but the first of a month its beginning. */
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
