package io.github.camelmbus.example.sink;

import io.github.camelmbus.data.FunctionField;
import io.github.camelmbus.reading.MeterReading;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How Home Assistant shows a record. It refuses a unit that does not belong to the device class,
 * and a state class that does not fit it.
 *
 * @param unit as Home Assistant spells it.
 * @param deviceClass null where none of its classes fits: a difference of temperatures is no
 *     temperature, and would be shown in degrees Fahrenheit as one.
 * @param stateClass what statistics it keeps; null for none.
 */
record Sensor(String unit, @Nullable String deviceClass, @Nullable String stateClass) {
  private static final String COUNTER = "total_increasing";
  private static final String GAUGE = "measurement";

  /** By {@link MeterReading.Record#unit()}. */
  private static final Map<String, Sensor> ALL =
      Map.ofEntries(
          Map.entry("W.h", new Sensor("Wh", "energy", COUNTER)),
          Map.entry("J", new Sensor("J", "energy", COUNTER)),
          Map.entry("cal", new Sensor("cal", "energy", COUNTER)),
          Map.entry("V.A.h", new Sensor("VAh", null, COUNTER)),
          Map.entry("m3", new Sensor("m³", "volume", COUNTER)),
          Map.entry("[cft_i]", new Sensor("ft³", "volume", COUNTER)),
          Map.entry("[gal_us]", new Sensor("gal", "volume", COUNTER)),
          Map.entry("kg", new Sensor("kg", null, COUNTER)),
          Map.entry("W", new Sensor("W", "power", GAUGE)),
          Map.entry("J/h", new Sensor("J/h", null, GAUGE)),
          Map.entry("V.A", new Sensor("VA", "apparent_power", GAUGE)),
          Map.entry("m3/h", new Sensor("m³/h", "volume_flow_rate", GAUGE)),
          Map.entry("kg/h", new Sensor("kg/h", null, GAUGE)),
          Map.entry("Cel", new Sensor("°C", "temperature", GAUGE)),
          Map.entry("[degF]", new Sensor("°F", "temperature", GAUGE)),
          Map.entry("K", new Sensor("K", null, GAUGE)),
          Map.entry("bar", new Sensor("bar", "pressure", GAUGE)),
          Map.entry("V", new Sensor("V", "voltage", GAUGE)),
          Map.entry("A", new Sensor("A", "current", GAUGE)),
          Map.entry("Hz", new Sensor("Hz", "frequency", GAUGE)),
          Map.entry("%", new Sensor("%", null, GAUGE)),
          Map.entry("s", new Sensor("s", "duration", GAUGE)));

  private static final Set<String> WATER =
      Set.of(
          "water", "warm-water", "hot-water", "cold-water", "hot-cold-water", "irrigation-water");
  private static final Set<String> GAS = Set.of("gas", "gas-converter");

  /** What still counts up for ever; all other qualifiers make something else of a count. */
  private static final Set<String> COUNTS =
      Set.of("positive-accumulation", "negative-accumulation", "phase-L1", "phase-L2", "phase-L3");

  /**
   * The sensor of a record.
   *
   * @param deviceType of the meter; null where it is not known.
   * @return null for a unit that Home Assistant has no word for.
   */
  static @Nullable Sensor of(MeterReading.Record record, @Nullable String deviceType) {
    Sensor known = record.unit() == null ? null : ALL.get(record.unit());
    return known == null
        ? null
        : new Sensor(
            known.unit, known.deviceClass(String.valueOf(deviceType)), known.stateClass(record));
  }

  /** The dashboard of energy takes water and gas by these classes alone. */
  private @Nullable String deviceClass(String deviceType) {
    if (!"volume".equals(deviceClass)) {
      return deviceClass;
    } else if (WATER.contains(deviceType)) {
      return "water";
    }
    return GAS.contains(deviceType) && !unit.equals("gal") ? "gas" : deviceClass;
  }

  /** A value of an earlier day stands still until the next due date: nothing to keep. */
  private @Nullable String stateClass(MeterReading.Record record) {
    if (record.storage() != 0) {
      return null;
    } else if (!COUNTER.equals(stateClass)) {
      return stateClass;
    }
    boolean counts =
        record.function() == FunctionField.INSTANTANEOUS && COUNTS.containsAll(record.qualifiers());
    return counts ? COUNTER : null;
  }
}
