package io.github.camelmbus.kmp;

import static io.github.camelmbus.kmp.KmpRegister.row;

import io.github.camelmbus.kmp.KmpRegister.Family;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The registers with a known meaning: of heat, cooling, water and electricity meters. Numbers are
 * decimal, as in the documents of the manufacturer. A register without a row is kept with its
 * octets and its unit.
 */
public final class KmpRegisters {
  /** What most heat and cooling meters have, in one request. */
  public static final List<Integer> DEFAULT = List.of(60, 68, 74, 80, 86, 87, 99, 1004);

  /**
   * What a meter of any kind is asked for by default: {@link #DEFAULT}, more of heat, cooling and
   * water meters, and electricity. Registers that a meter leaves out are not asked for again.
   */
  public static final List<Integer> AUTO =
      List.of(
          60, 68, 74, 80, 86, 87, 99, 1004, // heat and cooling
          63, 97, 110, 89, 72, 69, 88, 369, // cooling, more sensors, info of newer meters
          1, 2, 1023, 1024, 122, 91, 92, 175); // electricity, pressure, time in error

  /** What identifies a meter: software, type, customer number, addresses on an M-Bus. */
  public static final List<Integer> IDENTITY = List.of(1005, 404, 640, 1010, 112, 347, 184, 185);

  /** The serial number of the meter. */
  public static final int SERIAL_NUMBER = 1001;

  // Which meters have been seen with a register, or are in a list of the manufacturer with it.

  private static final String M601 = "601, 801";
  private static final String M601_403 = "403, 601, 801";
  private static final String M601_602 = "601, 602, 801; not 403";
  private static final String M801 = "801";
  private static final String M303 = "303";
  private static final String M303_603 = "303, 603";

  /** Most heat and cooling meters. */
  private static final String MOST = "303, 40x, 60x, 801";

  private static final String WATER = "21, KWM2231 (one source)";
  private static final String M382 = "382";

  private static final List<KmpRegister> ROWS =
      List.of(
          // Energy counters.
          row(60, Family.ENERGY, "energy", "E1, heat energy", MOST),
          row(94, Family.ENERGY, "energy control", "E2, control energy", M601),
          row(63, Family.ENERGY, "energy cooling", "E3, cooling energy", M601),
          row(61, Family.ENERGY, "energy inlet", "E4, energy of the inlet", M601),
          row(62, Family.ENERGY, "energy outlet", "E5, energy of the outlet", M601),
          row(95, Family.ENERGY, "energy tap-water", "E6, energy of tap water", M601),
          row(96, Family.ENERGY, "energy e7", "E7", M601),
          row(97, Family.ANY, "energy-e8", "E8, volume times flow temperature", M601),
          row(110, Family.ANY, "energy-e9", "E9, volume times return temperature", M601),
          row(473, Family.ANY, "energy-e10", "E10", M303_603),
          row(474, Family.ANY, "energy-e11", "E11", M303_603),
          row(364, Family.ENERGY, "energy discount", "A1, energy with a discount", M303_603),
          row(365, Family.ENERGY, "energy surcharge", "A2, energy with a surcharge", M303_603),
          row(178, Family.ENERGY, "energy differential", "dE, differential energy", M601),
          row(179, Family.ENERGY, "energy differential-control", "cE, control of dE", M601),
          row(266, Family.ENERGY, "energy high-resolution", "E1, with more digits", M601),
          row(
              267,
              Family.ENERGY,
              "energy cooling high-resolution",
              "E3, with more digits",
              M303_603),
          row(155, Family.ENERGY, "energy test", "E1, with more digits, for tests", M601_602),
          row(64, Family.ENERGY, "energy tariff2", "TA2, energy of tariff 2", M601),
          row(65, Family.ENERGY, "energy tariff3", "TA3, energy of tariff 3", M601),
          row(362, Family.ENERGY, "energy tariff4", "TA4, energy of tariff 4", M303_603),
          row(66, Family.ANY, "tariff-limit tariff2", "TL2, limit of tariff 2", M601),
          row(67, Family.ANY, "tariff-limit tariff3", "TL3, limit of tariff 3", M601),
          row(366, Family.ANY, "tariff-limit tariff5", "limit of tariff 5", M303_603),
          // Volume, mass, pulse inputs.
          row(68, Family.VOLUME, "volume", "V1, volume", MOST),
          row(69, Family.VOLUME, "volume v2", "V2, volume of the second flow sensor", M601),
          row(239, Family.VOLUME, "volume high-resolution", "V1, with more digits", M303_603),
          row(72, Family.MASS, "mass", "M1, mass", M601),
          row(73, Family.MASS, "mass v2", "M2, mass of the second flow sensor", M601),
          row(180, Family.VOLUME, "volume differential", "dV, differential volume", M601),
          row(181, Family.VOLUME, "volume differential-control", "cV, control of dV", M601),
          row(84, Family.ANY, "input a1", "A1, counter of pulse input A", M601),
          row(85, Family.ANY, "input b1", "B1, counter of pulse input B", M601),
          row(224, Family.ANY, "input a2", "A2, second counter of pulse input A", M303_603),
          row(225, Family.ANY, "input b2", "B2, second counter of pulse input B", M303_603),
          row(234, Family.ANY, "pulse-value a", "litres of a pulse at input A", M601),
          row(235, Family.ANY, "pulse-value b", "litres of a pulse at input B", M601),
          row(372, Family.POWER, "power b1", "power at input B1", M303_603),
          // Values of now.
          row(74, Family.VOLUME_FLOW, "volume-flow", "flow V1", MOST),
          row(75, Family.VOLUME_FLOW, "volume-flow v2", "flow V2", M601),
          row(80, Family.POWER, "power", "power", MOST),
          row(86, Family.TEMPERATURE, "flow-temperature", "T1, flow temperature", MOST),
          row(87, Family.TEMPERATURE, "return-temperature", "T2, return temperature", MOST),
          row(88, Family.TEMPERATURE, "temperature t3", "T3", M601),
          row(122, Family.TEMPERATURE, "temperature t4", "T4", M601),
          row(89, Family.TEMPERATURE, "temperature-difference", "T1 - T2", M601_403),
          row(91, Family.PRESSURE, "pressure p1", "P1, pressure in the flow pipe", M601),
          row(92, Family.PRESSURE, "pressure p2", "P2, pressure in the return pipe", M601),
          row(
              398,
              Family.TEMPERATURE,
              "flow-temperature one-decimal",
              "T1, with one decimal",
              M303_603),
          row(
              399,
              Family.TEMPERATURE,
              "return-temperature one-decimal",
              "T2, with one decimal",
              M303_603),
          row(
              400,
              Family.TEMPERATURE,
              "temperature-difference one-decimal",
              "T1 - T2, with one decimal",
              M303_603),
          row(371, Family.PLAIN, "coefficient-of-performance", "COP of now", M303_603),
          row(367, Family.PLAIN, "coefficient-of-performance month", "COP of the month", M303_603),
          row(355, Family.PLAIN, "coefficient-of-performance year", "COP of the year", M303_603),
          // Extremes and means.
          row(
              123,
              Family.DATE,
              "date volume-flow year max",
              "day of the highest flow of the year",
              M601),
          row(124, Family.VOLUME_FLOW, "volume-flow year max", "highest flow of the year", M601),
          row(
              125,
              Family.DATE,
              "date volume-flow year min",
              "day of the lowest flow of the year",
              M601),
          row(126, Family.VOLUME_FLOW, "volume-flow year min", "lowest flow of the year", M601),
          row(
              127,
              Family.DATE,
              "date power year max",
              "day of the highest power of the year",
              M601),
          row(128, Family.POWER, "power year max", "highest power of the year", M601),
          row(129, Family.DATE, "date power year min", "day of the lowest power of the year", M601),
          row(130, Family.POWER, "power year min", "lowest power of the year", M601),
          row(
              138,
              Family.DATE,
              "date volume-flow month max",
              "day of the highest flow of a month",
              M601),
          row(139, Family.VOLUME_FLOW, "volume-flow month max", "highest flow of the month", M601),
          row(
              140,
              Family.DATE,
              "date volume-flow month min",
              "day of the lowest flow of a month",
              M601),
          row(141, Family.VOLUME_FLOW, "volume-flow month min", "lowest flow of the month", M601),
          row(
              142,
              Family.DATE,
              "date power month max",
              "day of the highest power of the month",
              M601),
          row(143, Family.POWER, "power month max", "highest power of the month", M601),
          row(
              144,
              Family.DATE,
              "date power month min",
              "day of the lowest power of the month",
              M601),
          row(145, Family.POWER, "power month min", "lowest power of the month", M601),
          row(
              146,
              Family.TEMPERATURE,
              "flow-temperature year mean",
              "mean of T1 of the year",
              M601),
          row(
              147,
              Family.TEMPERATURE,
              "return-temperature year mean",
              "mean of T2 of the year",
              M601),
          row(
              229,
              Family.TEMPERATURE,
              "flow-temperature auto-integration mean",
              "mean of T1 of an integration",
              M601),
          row(
              230,
              Family.TEMPERATURE,
              "return-temperature auto-integration mean",
              "mean of T2 of an integration",
              M601),
          row(
              149,
              Family.TEMPERATURE,
              "flow-temperature month mean",
              "mean of T1 of the month",
              M601),
          row(
              150,
              Family.TEMPERATURE,
              "return-temperature month mean",
              "mean of T2 of the month",
              M601),
          row(
              379,
              Family.TEMPERATURE,
              "flow-temperature day mean",
              "mean of T1 of the day",
              M303_603),
          row(
              380,
              Family.TEMPERATURE,
              "return-temperature day mean",
              "mean of T2 of the day",
              M303_603),
          row(
              381,
              Family.TEMPERATURE,
              "flow-temperature hour mean",
              "mean of T1 of the hour",
              M303_603),
          row(
              382,
              Family.TEMPERATURE,
              "return-temperature hour mean",
              "mean of T2 of the hour",
              M303_603),
          row(241, Family.VOLUME_FLOW, "volume-flow day max", "highest flow of the day", WATER),
          row(242, Family.VOLUME_FLOW, "volume-flow day min", "lowest flow of the day", WATER),
          // State.
          row(99, Family.PLAIN, "info-code", "info code", MOST),
          row(113, Family.PLAIN, "info-events", "how often the info code has changed", M601),
          row(369, Family.PLAIN, "info-bits", "info bits", M303_603),
          row(338, Family.PLAIN, "data-quality", "data quality", M303_603),
          row(175, Family.DURATION, "operating-time error", "time in error", M601),
          row(1004, Family.DURATION, "operating-time", "operating time", MOST),
          row(409, Family.DURATION, "info-time", "time with an info code", WATER),
          row(222, Family.PLAIN, "configuration-changes", "how often it was configured", M303_603),
          row(1032, Family.PLAIN, "operation-mode", "operation mode", M303_603),
          row(582, Family.ANY, "battery-remaining", "remaining battery; one source only", M303_603),
          // Clock.
          row(1002, Family.CLOCK, "time", "clock of the meter", M601),
          row(1003, Family.DATE, "date", "date of the meter", M601),
          row(348, Family.DATE_TIME, "date-time", "date and time of the meter", M303_603),
          row(98, Family.DATE, "target-date", "target date", M601),
          row(327, Family.DATE, "target-date first", "first target date", M303_603),
          row(328, Family.DATE, "target-date second", "second target date", M303_603),
          // Which meter it is.
          row(SERIAL_NUMBER, Family.PLAIN, "serial-number", "serial number", M601),
          row(1010, Family.PLAIN, "customer-number low", "customer number, low 8 digits", M601),
          row(112, Family.PLAIN, "customer-number high", "customer number, high 8 digits", M601),
          row(347, Family.PLAIN, "customer-number", "customer number", M303_603),
          row(114, Family.PLAIN, "input-meter-number a", "number of the meter at input A", M601),
          row(104, Family.PLAIN, "input-meter-number b", "number of the meter at input B", M601),
          row(152, Family.PLAIN, "program-number", "program number", M601),
          row(153, Family.PLAIN, "configuration c1", "configuration 1", M601),
          row(168, Family.PLAIN, "configuration c2", "configuration 2", M601),
          row(228, Family.PLAIN, "configuration c3", "configuration 3", M303_603),
          row(368, Family.PLAIN, "configuration c4", "configuration 4", M303_603),
          row(1005, Family.PLAIN, "software-version", "software", M601),
          row(154, Family.PLAIN, "software-checksum", "checksum of the software", M601),
          row(404, Family.PLAIN, "meter-type", "type of the meter", M303_603),
          row(254, Family.PLAIN, "type-number", "type number", M303_603),
          row(640, Family.TEXT, "meter-type text", "type of the meter, as text", WATER),
          row(279, Family.PLAIN, "din-id", "identification by DIN 43863-5", M303_603),
          row(346, Family.PLAIN, "module-software", "software of the module", M303_603),
          row(157, Family.PLAIN, "module-id m1", "module 1", M601),
          row(158, Family.PLAIN, "module-id m2", "module 2", M601),
          row(184, Family.PLAIN, "primary-address m1", "primary M-Bus address of module 1", M601),
          row(
              185,
              Family.PLAIN,
              "secondary-address m1",
              "secondary M-Bus address of module 1",
              M601),
          row(218, Family.PLAIN, "primary-address m2", "primary M-Bus address of module 2", M601),
          row(
              219,
              Family.PLAIN,
              "secondary-address m2",
              "secondary M-Bus address of module 2",
              M601),
          row(
              220,
              Family.PLAIN,
              "primary-address external",
              "primary address, external module",
              M801),
          row(221, Family.PLAIN, "secondary-address external", "secondary address, external", M801),
          row(259, Family.VOLUME_FLOW, "nominal-flow", "nominal flow", M303_603),
          row(260, Family.VOLUME_FLOW, "nominal-flow second", "nominal flow, second one", M303_603),
          row(675, Family.ANY, "radio-interval", "how often the radio sends", M303),
          // Electricity.
          row(1, Family.ENERGY, "energy import", "energy taken from the grid", M382),
          row(2, Family.ENERGY, "energy export", "energy given to the grid", M382),
          row(
              13,
              Family.ENERGY,
              "energy import high-resolution",
              "energy in, with more digits",
              M382),
          row(
              14,
              Family.ENERGY,
              "energy export high-resolution",
              "energy out, with more digits",
              M382),
          row(1023, Family.POWER, "power import", "power taken from the grid", M382),
          row(1024, Family.POWER, "power export", "power given to the grid", M382),
          row(1054, Family.VOLTAGE, "voltage l1", "voltage of phase 1", M382),
          row(1055, Family.VOLTAGE, "voltage l2", "voltage of phase 2", M382),
          row(1056, Family.VOLTAGE, "voltage l3", "voltage of phase 3", M382),
          row(1076, Family.CURRENT, "current l1", "current of phase 1", M382),
          row(1077, Family.CURRENT, "current l2", "current of phase 2", M382),
          row(1078, Family.CURRENT, "current l3", "current of phase 3", M382),
          row(1080, Family.POWER, "power import l1", "power taken by phase 1", M382),
          row(1081, Family.POWER, "power import l2", "power taken by phase 2", M382),
          row(1082, Family.POWER, "power import l3", "power taken by phase 3", M382),
          row(1344, Family.POWER, "power export l1", "power given by phase 1", M382),
          row(1345, Family.POWER, "power export l2", "power given by phase 2", M382),
          row(1346, Family.POWER, "power export l3", "power given by phase 3", M382));

  private static final Map<Integer, KmpRegister> BY_NUMBER =
      ROWS.stream().collect(Collectors.toUnmodifiableMap(KmpRegister::number, row -> row));

  private static final Map<String, KmpRegister> BY_KEY =
      ROWS.stream().collect(Collectors.toUnmodifiableMap(KmpRegister::key, Function.identity()));

  private KmpRegisters() {}

  /** All rows. */
  public static List<KmpRegister> all() {
    return ROWS;
  }

  /** The row of a register; null if its meaning is not known. */
  public static @Nullable KmpRegister of(int number) {
    return BY_NUMBER.get(number);
  }

  /**
   * Registers as users write them: numbers in decimal, and keys of rows, separated by commas.
   *
   * @param text {@code 60,volume,1004} for example.
   * @throws IllegalArgumentException that quotes what is neither a number nor a key.
   */
  public static List<Integer> parse(String text) {
    return Arrays.stream(text.split(",", -1)).map(String::strip).map(KmpRegisters::number).toList();
  }

  /** Names that contain the start of a word, as a hint. */
  private static String like(String word) {
    String begin = word.substring(0, Math.min(4, word.length())).toLowerCase(Locale.ROOT);
    List<String> names =
        BY_KEY.keySet().stream()
            .filter(key -> begin.length() > 2 && key.toLowerCase(Locale.ROOT).contains(begin))
            .sorted(Comparator.comparingInt(String::length).thenComparing(name -> name))
            .limit(8)
            .toList();
    return names.isEmpty() ? "" : "; similar names: " + String.join(", ", names);
  }

  private static int number(String word) {
    KmpRegister named = BY_KEY.get(word);
    if (named != null) {
      return named.number();
    }
    if (word.matches("\\d{1,5}") && Integer.parseInt(word) <= 0xFFFF) {
      return Integer.parseInt(word);
    }
    throw new IllegalArgumentException(
        "a register is a number from 0 to 65535 or a name such as energy or volume, not '%s'%s"
            .formatted(word, like(word)));
  }
}
