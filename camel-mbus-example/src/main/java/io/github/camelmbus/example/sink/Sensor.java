package io.github.camelmbus.example.sink;

import io.github.camelmbus.data.FunctionField;
import io.github.camelmbus.reading.MeterReading;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How Home Assistant shows a record. It refuses a unit that does not belong to the device class,
 * and a state class that does not fit it.
 *
 * @param unit as Home Assistant spells it; null for text and for plain numbers.
 * @param deviceClass null where none of its classes fits: a difference of temperatures is no
 *     temperature, and would be shown in degrees Fahrenheit as one.
 * @param stateClass what statistics it keeps; null for none.
 * @param exponent the unit is this power of ten times that of the record.
 * @param diagnostic whether it is about the meter itself, and not what the meter measures.
 * @param enabled whether it is shown before a user enables it.
 */
record Sensor(
    @Nullable String unit,
    @Nullable String deviceClass,
    @Nullable String stateClass,
    int exponent,
    boolean diagnostic,
    boolean enabled) {
  private static final String COUNTER = "total_increasing";
  private static final String GAUGE = "measurement";

  /** The longest text that Home Assistant takes as a state. */
  private static final int MAX_STATE = 255;

  private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

  /** By {@link MeterReading.Record#unit()}; the unit of any other is shown as it is. */
  private static final Map<String, Sensor> ALL =
      Map.ofEntries(
          Map.entry("W.h", counter("kWh", 3, "energy")),
          Map.entry("J", counter("GJ", 9, "energy")),
          Map.entry("cal", counter("Mcal", 6, "energy")),
          Map.entry("[Btu_IT]", counter("BTU", 0, null)),
          Map.entry("V.A.h", counter("kVAh", 3, null)),
          Map.entry("m3", counter("m³", 0, "volume")),
          Map.entry("[cft_i]", counter("ft³", 0, "volume")),
          Map.entry("[gal_us]", counter("gal", 0, "volume")),
          Map.entry("kg", counter("kg", 0, "weight")),
          Map.entry("W", gauge("W", "power")),
          Map.entry("J/h", gauge("J/h", null)),
          Map.entry("[Btu_IT]/s", gauge("BTU/s", null)),
          Map.entry("V.A", gauge("VA", "apparent_power")),
          Map.entry("m3/h", gauge("m³/h", "volume_flow_rate")),
          Map.entry("[gal_us]/min", gauge("gal/min", "volume_flow_rate")),
          Map.entry("[gal_us]/h", gauge("gal/h", null)),
          Map.entry("kg/h", gauge("kg/h", null)),
          Map.entry("Cel", gauge("°C", "temperature")),
          Map.entry("[degF]", gauge("°F", "temperature")),
          Map.entry("K", gauge("K", null)),
          Map.entry("bar", gauge("bar", "pressure")),
          Map.entry("V", gauge("V", "voltage")),
          Map.entry("A", gauge("A", "current")),
          Map.entry("Hz", gauge("Hz", "frequency")),
          Map.entry("%", gauge("%", null)),
          Map.entry("deg", gauge("°", null)),
          Map.entry("s", diagnostic("s", "duration")),
          Map.entry("mo", diagnostic("months", null)),
          Map.entry("a", diagnostic("years", null)),
          Map.entry("Bd", diagnostic("Bd", null)),
          Map.entry("{bit_time}", diagnostic("bit times", null)),
          Map.entry("dB{mW}", diagnostic("dBm", "signal_strength")));

  /** By quantity and unit, if both together say more than the unit. */
  private static final Map<String, Sensor> PRECISE =
      Map.of(
          "reactive-energy V.A.h",
          counter("kvarh", 3, null),
          "reactive-power V.A",
          gauge("var", "reactive_power"),
          "relative-humidity %",
          gauge("%", "humidity"),
          "on-time s",
          new Sensor("s", "duration", COUNTER, 0, true, true),
          "operating-time s",
          new Sensor("s", "duration", COUNTER, 0, true, true),
          "battery-operating-time s",
          new Sensor("s", "duration", COUNTER, 0, true, true),
          "cumulated-max-power W",
          new Sensor("W", "power", null, 0, false, true),
          "temperature-limit Cel",
          diagnostic("°C", "temperature"));

  /** Numbers without a unit that a meter measures; only those of an allocator are a counter. */
  private static final Map<String, Sensor> COUNTS_OF_METERS =
      Map.of(
          "hca",
          counter(null, 0, null),
          "dimensionless",
          new Sensor(null, null, null, 0, false, true));

  private static final Sensor OTHER = new Sensor(null, null, null, 0, true, true);
  private static final Sensor DAY = new Sensor(null, "date", null, 0, true, true);

  private static final Set<String> WATER =
      Set.of(
          "water", "warm-water", "hot-water", "cold-water", "hot-cold-water", "irrigation-water");
  private static final Set<String> GAS = Set.of("gas", "gas-converter");

  /** Qualifiers of a counter that only rises; with any other one it is no counter. */
  private static final Set<String> COUNTS =
      Set.of("positive-accumulation", "negative-accumulation", "phase-L1", "phase-L2", "phase-L3");

  private static final Set<String> SECRETS = Set.of("password", "access-code", "security-key");

  /** Only the manufacturer knows what they are. */
  private static final Set<String> UNEXPLAINED = Set.of("manufacturer-specific", "reserved");

  private static Sensor counter(@Nullable String unit, int exponent, @Nullable String deviceClass) {
    return new Sensor(unit, deviceClass, COUNTER, exponent, false, true);
  }

  private static Sensor gauge(String unit, @Nullable String deviceClass) {
    return new Sensor(unit, deviceClass, GAUGE, 0, false, true);
  }

  private static Sensor diagnostic(String unit, @Nullable String deviceClass) {
    return new Sensor(unit, deviceClass, null, 0, true, true);
  }

  /**
   * The sensor of a record.
   *
   * @param deviceType of the meter; null if it is not known.
   * @return null for a secret.
   */
  static @Nullable Sensor of(MeterReading.Record record, @Nullable String deviceType) {
    if (SECRETS.contains(record.quantity())) {
      return null;
    }
    Sensor general = general(record);
    String changed = changedUnit(record.qualifiers());
    boolean plain = changed.isEmpty();
    return new Sensor(
        general.unit == null ? null : general.unit + changed,
        plain ? general.deviceClass(String.valueOf(deviceType)) : null,
        plain ? general.stateClass(record) : null,
        general.exponent,
        general.diagnostic,
        record.storage() <= 1 && !UNEXPLAINED.contains(record.quantity()));
  }

  private static Sensor general(MeterReading.Record record) {
    if (record.text() != null || record.unit() == null) {
      boolean day = "date".equals(record.quantity()) && isDay(record.text());
      return day ? DAY : COUNTS_OF_METERS.getOrDefault(record.quantity(), OTHER);
    }
    Sensor precise = PRECISE.get(record.quantity() + " " + record.unit());
    Sensor unknown = diagnostic(record.unit(), null);
    return precise != null ? precise : ALL.getOrDefault(record.unit(), unknown);
  }

  private static boolean isDay(@Nullable String text) {
    return text == null || DATE.matcher(text).matches();
  }

  /** What "per hour" and "times second" make of a unit. */
  private static String changedUnit(List<String> qualifiers) {
    StringBuilder words = new StringBuilder();
    for (String qualifier : qualifiers) {
      if (qualifier.startsWith("per-") || qualifier.startsWith("times-")) {
        words.append(' ').append(qualifier.replace('-', ' '));
      }
    }
    return words.toString();
  }

  /** The energy dashboard takes water and gas only with these classes. */
  private @Nullable String deviceClass(String deviceType) {
    if (!"volume".equals(deviceClass)) {
      return deviceClass;
    } else if (WATER.contains(deviceType)) {
      return "water";
    }
    return GAS.contains(deviceType) && !"gal".equals(unit) ? "gas" : deviceClass;
  }

  /** A stored value does not change until the next due date, so it has no statistics. */
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

  /**
   * The value in {@link #unit()}, exact; a text that is too long for Home Assistant is cut.
   *
   * @return null if there is none.
   */
  @Nullable String state(MeterReading.Record record) {
    BigDecimal number = record.number();
    if (number != null) {
      return number.scaleByPowerOfTen(-exponent).toPlainString();
    }
    String text = record.text();
    return text == null || text.length() <= MAX_STATE ? text : text.substring(0, MAX_STATE);
  }
}
