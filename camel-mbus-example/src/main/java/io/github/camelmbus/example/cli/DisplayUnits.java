package io.github.camelmbus.example.cli;

import io.github.camelmbus.reading.MeterReading;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Converts the base units of a reading to those that people write: {@code W.h} to {@code kWh} or
 * {@code MWh}, {@code Cel} to {@code °C}. Only the decimal point moves, so every conversion is
 * exact.
 */
final class DisplayUnits {
  /** By base unit the units that replace it, the smallest first. */
  private static final Map<String, List<Shown>> UNITS =
      Map.ofEntries(
          Map.entry("W.h", List.of(new Shown("kWh", 3, 0), new Shown("MWh", 6, 7))),
          Map.entry("J", List.of(new Shown("MJ", 6, 0), new Shown("GJ", 9, 10))),
          Map.entry("V.A.h", List.of(new Shown("kVAh", 3, 0))),
          Map.entry("cal", List.of(new Shown("kcal", 3, 0), new Shown("Mcal", 6, 7))),
          Map.entry("W", List.of(new Shown("W", 0, 0), new Shown("kW", 3, 3))),
          Map.entry("V.A", List.of(new Shown("VA", 0, 0), new Shown("kVA", 3, 3))),
          Map.entry("J/h", List.of(new Shown("kJ/h", 3, 0), new Shown("MJ/h", 6, 7))),
          Map.entry("m3", List.of(new Shown("m³", 0, 0))),
          Map.entry("m3/h", List.of(new Shown("m³/h", 0, 0))),
          Map.entry("Cel", List.of(new Shown("°C", 0, 0))),
          Map.entry("[degF]", List.of(new Shown("°F", 0, 0))),
          Map.entry("[cft_i]", List.of(new Shown("ft³", 0, 0))),
          Map.entry("[gal_us]", List.of(new Shown("gal", 0, 0))),
          Map.entry("mo", List.of(new Shown("months", 0, 0))),
          Map.entry("a", List.of(new Shown("years", 0, 0))));

  /**
   * A unit that replaces a base unit.
   *
   * @param power the power of ten of the base unit that it is.
   * @param from the power of ten of the base unit from which on it is used.
   */
  private record Shown(String unit, int power, int from) {}

  private DisplayUnits() {}

  /** Converts the numbers and units of all records; those with another unit stay the same. */
  static MeterReading of(MeterReading reading) {
    return reading instanceof MeterReading.Success good
        ? good.withRecords(good.records().stream().map(DisplayUnits::of).toList())
        : reading;
  }

  private static MeterReading.Record of(MeterReading.Record record) {
    List<Shown> units = record.unit() == null ? null : UNITS.get(record.unit());
    if (units == null) {
      return record;
    }
    Object value = record.value();
    BigDecimal number = value instanceof BigDecimal exact ? exact : null;
    Shown shown = shown(units, number);
    return new MeterReading.Record(
        record.key(),
        record.quantity(),
        number == null ? value : number.movePointLeft(shown.power()),
        shown.unit(),
        record.function(),
        record.storage(),
        record.tariff(),
        record.subunit(),
        record.qualifiers(),
        record.quality(),
        record.raw());
  }

  private static Shown shown(List<Shown> units, @Nullable BigDecimal number) {
    Shown shown = units.get(0);
    for (Shown larger : units) {
      if (number != null
          && number.abs().compareTo(BigDecimal.ONE.movePointRight(larger.from())) >= 0) {
        shown = larger;
      }
    }
    return shown;
  }
}
