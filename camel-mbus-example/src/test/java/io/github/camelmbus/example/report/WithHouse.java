package io.github.camelmbus.example.report;

import io.github.camelmbus.example.archive.ArchiveEntry;
import io.github.camelmbus.example.archive.WithArchive;
import io.github.camelmbus.frame.LongFrame;
import io.github.camelmbus.reading.MeterReading;
import io.github.camelmbus.reading.ReadingDecoder;
import io.github.camelmbus.simulator.House;
import io.github.camelmbus.simulator.MeterDefinition;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Tests with an archive of meters of the simulated house, which are read every hour. */
abstract class WithHouse extends WithArchive {
  static final LocalDateTime NOVEMBER = LocalDate.of(2026, 11, 1).atStartOfDay();

  /** Stores its energy at the ends of months, but not its volume. */
  static final MeterDefinition HEAT = House.named("house").meters().get(0);

  static final Predicate<LocalDateTime> ALWAYS = time -> true;

  /**
   * Archives the readings of a meter.
   *
   * @param when which of the hours it is read at.
   * @param back how much less the meter has counted, as time.
   */
  void poll(
      MeterDefinition meter,
      @Nullable String name,
      LocalDateTime from,
      LocalDateTime to,
      Predicate<LocalDateTime> when,
      Duration back) {
    List<ArchiveEntry> entries = new ArrayList<>();
    for (LocalDateTime time = from; time.isBefore(to); time = time.plusHours(1)) {
      if (when.test(time)) {
        entries.add(entry(meter, name, time, time.minus(back)));
      }
    }
    archive.append(entries);
  }

  ArchiveEntry entry(
      MeterDefinition meter, @Nullable String name, LocalDateTime readAt, LocalDateTime shown) {
    Instant at = readAt.toInstant(ZoneOffset.UTC);
    return codec.entry(
        reading(meter, name, at, shown), meter.addresses().secondary(), null, null, at);
  }

  private static MeterReading reading(
      MeterDefinition meter, @Nullable String name, Instant at, LocalDateTime shown) {
    List<byte[]> telegrams =
        meter.telegrams().telegrams(shown).stream().map(LongFrame::encode).toList();
    return ReadingDecoder.ofTelegrams(telegrams, "sim:house", at, name);
  }

  /** The value of the meter's value model. */
  static BigDecimal value(MeterDefinition meter, String key, LocalDateTime time) {
    return reading(meter, null, time.toInstant(ZoneOffset.UTC), time).records().stream()
        .filter(record -> record.key().equals(key))
        .findFirst()
        .orElseThrow()
        .number();
  }
}
