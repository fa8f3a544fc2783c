package io.github.camelmbus.data;

import static io.github.camelmbus.data.Quantity.*;
import static io.github.camelmbus.data.Unit.*;

import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The VIF tables of EN 13757-3, 6.4: a row says what a range of codes means. In {@code row("E000
 * 0nnn", ENERGY, WATT_HOUR, -3)} the exponent is that of n = 0 and grows with n. A prefix before
 * the unit is as printed in the standard: {@code MEGA, WATT_HOUR, -1} are 0.1 MWh.
 *
 * <p>Codes without a meaning are rows, too: if one of the 128 codes has no row, or two, the
 * initialisation of this class fails.
 */
final class VifTable {
  /** Selects {@link #FIRST_EXTENSION} by its first VIFE. */
  static final int FIRST_EXTENSION_VIF = 0xFB;

  /** Selects {@link #MAIN_EXTENSION}; as its own first VIFE {@link #SECOND_LEVEL}. */
  static final int MAIN_EXTENSION_VIF = 0xFD;

  /** Reserved for a third extension table. */
  static final int THIRD_EXTENSION_VIF = 0xEF;

  /** A VIF in plain text, without extension bit. */
  static final int PLAIN_TEXT_VIF = 0x7C;

  /** A VIF of the manufacturer, without extension bit. */
  static final int MANUFACTURER_VIF = 0x7F;

  private static final int KILO = 3;
  private static final int MEGA = 6;
  private static final int GIGA = 9;

  /** Primary VIF codes. */
  static final VifTable PRIMARY = primary();

  /** Codes after VIF FBh: those of the editions since 2004, and the retired ones they left. */
  static final VifTable FIRST_EXTENSION = firstExtension();

  /** Codes after VIF FDh. */
  static final VifTable MAIN_EXTENSION = mainExtension();

  /** Codes after FDh FDh. */
  static final VifTable SECOND_LEVEL = secondLevel();

  private final VifRow[] rows = new VifRow[CodePattern.CODES];
  private final @Nullable VifRow[] nonMetric = new @Nullable VifRow[CodePattern.CODES];

  private VifTable() {}

  /**
   * The row of a code.
   *
   * @param code VIF or VIFE; its extension bit does not count.
   */
  VifRow row(int code) {
    return rows[code & 0x7F];
  }

  /** The row of a code after which VIFE 3Dh (non-metric units) follows; null if there is none. */
  @Nullable VifRow nonMetricRow(int code) {
    return nonMetric[code & 0x7F];
  }

  private static VifTable primary() {
    return new VifTable()
        .row("E000 0nnn", ENERGY, WATT_HOUR, -3)
        .row("E000 1nnn", ENERGY, JOULE, 0)
        .row("E001 0nnn", VOLUME, CUBIC_METRE, -6)
        .row("E001 1nnn", MASS, KILOGRAM, -3)
        .ladder("E010 00nn", ON_TIME, SECOND, MINUTE, HOUR, DAY)
        .ladder("E010 01nn", OPERATING_TIME, SECOND, MINUTE, HOUR, DAY)
        .row("E010 1nnn", POWER, WATT, -3)
        .row("E011 0nnn", POWER, JOULE_PER_HOUR, 0)
        .row("E011 1nnn", VOLUME_FLOW, CUBIC_METRE_PER_HOUR, -6)
        .row("E100 0nnn", VOLUME_FLOW, CUBIC_METRE_PER_MINUTE, -7)
        .row("E100 1nnn", VOLUME_FLOW, CUBIC_METRE_PER_SECOND, -9)
        .row("E101 0nnn", MASS_FLOW, KILOGRAM_PER_HOUR, -3)
        .row("E101 10nn", FLOW_TEMPERATURE, DEGREE_CELSIUS, -3)
        .row("E101 11nn", RETURN_TEMPERATURE, DEGREE_CELSIUS, -3)
        .row("E110 00nn", TEMPERATURE_DIFFERENCE, KELVIN, -3)
        .row("E110 01nn", EXTERNAL_TEMPERATURE, DEGREE_CELSIUS, -3)
        .row("E110 10nn", PRESSURE, BAR, -3)
        .timePoint("E110 1100", DATE)
        .timePoint("E110 1101", DATE_TIME)
        .row("E110 1110", HCA, ONE, 0)
        .reserved("E110 1111")
        .ladder("E111 00nn", AVERAGING_DURATION, SECOND, MINUTE, HOUR, DAY)
        .ladder("E111 01nn", ACTUALITY_DURATION, SECOND, MINUTE, HOUR, DAY)
        .row("E111 1000", FABRICATION_NUMBER, DataType.IDENTIFICATION)
        .row("E111 1001", IDENTIFICATION, DataType.METER_IDENTIFICATION)
        .row("E111 1010", PRIMARY_ADDRESS, DataType.UNSIGNED)
        // FBh selects a table; without the extension bit there is none to select.
        .reserved("E111 1011")
        .row("E111 1100", PLAIN_TEXT, DataType.NUMBER)
        .reserved("E111 1101")
        .row("E111 1110", ANY_VIF, DataType.RESERVED)
        .row("E111 1111", MANUFACTURER_SPECIFIC, DataType.MANUFACTURER)
        // The non-metric units of annex C.
        .nonMetric("E000 0nnn", ENERGY, KILO, BTU, -3)
        .nonMetric("E001 0nnn", VOLUME, US_GALLON, -3)
        .nonMetric("E010 1nnn", POWER, BTU_PER_SECOND, -3)
        .nonMetric("E100 0nnn", VOLUME_FLOW, US_GALLON_PER_MINUTE, -3)
        .nonMetric("E101 10nn", FLOW_TEMPERATURE, DEGREE_FAHRENHEIT, -3)
        .nonMetric("E101 11nn", RETURN_TEMPERATURE, DEGREE_FAHRENHEIT, -3)
        .nonMetric("E110 00nn", TEMPERATURE_DIFFERENCE, DEGREE_FAHRENHEIT, -3)
        .complete();
  }

  private static VifTable firstExtension() {
    return new VifTable()
        .row("E000 000n", ENERGY, MEGA, WATT_HOUR, -1)
        .row("E000 001n", REACTIVE_ENERGY, KILO, VOLT_AMPERE_HOUR, 0)
        .row("E000 010n", APPARENT_ENERGY, KILO, VOLT_AMPERE_HOUR, 0)
        .reserved("E000 011n")
        .row("E000 100n", ENERGY, GIGA, JOULE, -1)
        .reserved("E000 101n")
        .row("E000 11nn", ENERGY, MEGA, CALORIE, -1)
        .row("E001 000n", VOLUME, CUBIC_METRE, 2)
        .reserved("E001 001n")
        .row("E001 01nn", REACTIVE_POWER, KILO, VOLT_AMPERE, -3)
        // Tonnes.
        .row("E001 100n", MASS, KILO, KILOGRAM, 2)
        .row("E001 101n", RELATIVE_HUMIDITY, PERCENT, -1)
        .reserved("E001 11nn")
        .row("E010 0000", VOLUME, CUBIC_FOOT, 0)
        .row("E010 0001", VOLUME, CUBIC_FOOT, -1)
        .row("E010 0010", VOLUME, US_GALLON, -1)
        .row("E010 0011", VOLUME, US_GALLON, 0)
        .row("E010 0100", VOLUME_FLOW, US_GALLON_PER_MINUTE, -3)
        .row("E010 0101", VOLUME_FLOW, US_GALLON_PER_MINUTE, 0)
        .row("E010 0110", VOLUME_FLOW, US_GALLON_PER_HOUR, 0)
        .reserved("E010 0111")
        .row("E010 100n", POWER, MEGA, WATT, -1)
        .row("E010 1010", PHASE_ANGLE_UU, DEGREE, -1)
        .row("E010 1011", PHASE_ANGLE_UI, DEGREE, -1)
        .row("E010 11nn", FREQUENCY, HERTZ, -3)
        .row("E011 000n", POWER, GIGA, JOULE_PER_HOUR, -1)
        .reserved("E011 001n")
        .row("E011 01nn", APPARENT_POWER, KILO, VOLT_AMPERE, -3)
        .reserved("E011 1nnn")
        .reserved("E100 nnnn")
        .reserved("E101 0nnn")
        .row("E101 10nn", FLOW_TEMPERATURE, DEGREE_FAHRENHEIT, -3)
        .row("E101 11nn", RETURN_TEMPERATURE, DEGREE_FAHRENHEIT, -3)
        .row("E110 00nn", TEMPERATURE_DIFFERENCE, DEGREE_FAHRENHEIT, -3)
        .row("E110 01nn", EXTERNAL_TEMPERATURE, DEGREE_FAHRENHEIT, -3)
        // Rating factors K, Kq, Kc, Kcr, Kch, Kt, KD of a heat cost allocator.
        .row("E110 1000", HCA_FACTOR, ONE, 0)
        .row("E110 1001", HCA_FACTOR, ONE, 0)
        .row("E110 1010", HCA_FACTOR, ONE, 0)
        .row("E110 1011", HCA_FACTOR, ONE, 0)
        .row("E110 1100", HCA_FACTOR, ONE, 0)
        .row("E110 1101", HCA_FACTOR, ONE, 0)
        .row("E110 1110", HCA_FACTOR, ONE, 0)
        .reserved("E110 1111")
        .row("E111 00nn", TEMPERATURE_LIMIT, DEGREE_FAHRENHEIT, -3)
        .row("E111 01nn", TEMPERATURE_LIMIT, DEGREE_CELSIUS, -3)
        .row("E111 1nnn", CUMULATED_MAX_POWER, WATT, -3)
        .nonMetric("E111 01nn", TEMPERATURE_LIMIT, DEGREE_FAHRENHEIT, -3)
        .complete();
  }

  private static VifTable mainExtension() {
    return new VifTable()
        .row("E000 00nn", CREDIT, ONE, -3)
        .row("E000 01nn", DEBIT, ONE, -3)
        .row("E000 1000", ACCESS_NUMBER, DataType.UNSIGNED)
        .row("E000 1001", DEVICE_TYPE, DataType.UNSIGNED)
        .row("E000 1010", MANUFACTURER, DataType.MANUFACTURER_CODE)
        .row("E000 1011", PARAMETER_SET, DataType.UNSIGNED)
        .row("E000 1100", MODEL_VERSION, DataType.UNSIGNED)
        .row("E000 1101", HARDWARE_VERSION, DataType.UNSIGNED)
        .row("E000 1110", FIRMWARE_VERSION, DataType.UNSIGNED)
        .row("E000 1111", SOFTWARE_VERSION, DataType.UNSIGNED)
        .row("E001 0000", CUSTOMER_LOCATION, DataType.UNSIGNED)
        .row("E001 0001", CUSTOMER, DataType.UNSIGNED)
        // Of the user, the operator, the system operator and the developer.
        .row("E001 0010", ACCESS_CODE, DataType.UNSIGNED)
        .row("E001 0011", ACCESS_CODE, DataType.UNSIGNED)
        .row("E001 0100", ACCESS_CODE, DataType.UNSIGNED)
        .row("E001 0101", ACCESS_CODE, DataType.UNSIGNED)
        .row("E001 0110", PASSWORD, DataType.UNSIGNED)
        .bits("E001 0111", ERROR_FLAGS)
        .bits("E001 1000", ERROR_MASK)
        .bits("E001 1001", SECURITY_KEY)
        .bits("E001 1010", DIGITAL_OUTPUT)
        .bits("E001 1011", DIGITAL_INPUT)
        .row("E001 1100", BAUD_RATE, BAUD, 0)
        .row("E001 1101", RESPONSE_DELAY, BIT_TIME, 0)
        .row("E001 1110", RETRY, ONE, 0)
        .row("E001 1111", REMOTE_CONTROL, DataType.UNSIGNED)
        .row("E010 0000", STORAGE_FIRST, ONE, 0)
        .row("E010 0001", STORAGE_LAST, ONE, 0)
        .row("E010 0010", STORAGE_SIZE, ONE, 0)
        .row("E010 0011", TARIFF_SUBUNIT_DESCRIPTOR, DataType.UNSIGNED)
        .ladder("E010 01nn", STORAGE_INTERVAL, SECOND, MINUTE, HOUR, DAY)
        .ladder("E010 100n", STORAGE_INTERVAL, MONTH, YEAR)
        .row("E010 1010", OPERATOR_DATA, DataType.UNSIGNED)
        .row("E010 1011", TIME_POINT_SECOND, SECOND, 0)
        .ladder("E010 11nn", SINCE_READOUT, SECOND, MINUTE, HOUR, DAY)
        .timePoint("E011 0000", TARIFF_START)
        .row("E011 0001", TARIFF_DURATION, MINUTE, 0)
        .ladder("E011 001n", TARIFF_DURATION, HOUR, DAY)
        .ladder("E011 01nn", TARIFF_PERIOD, SECOND, MINUTE, HOUR, DAY)
        .ladder("E011 100n", TARIFF_PERIOD, MONTH, YEAR)
        .row("E011 1010", DIMENSIONLESS, ONE, 0)
        .row("E011 1011", WMBUS_CONTAINER, DataType.OCTETS)
        .ladder("E011 11nn", TRANSMISSION_PERIOD, SECOND, MINUTE, HOUR, DAY)
        .row("E100 nnnn", VOLTAGE, VOLT, -9)
        .row("E101 nnnn", CURRENT, AMPERE, -12)
        .row("E110 0000", RESET_COUNTER, ONE, 0)
        .row("E110 0001", CUMULATION_COUNTER, ONE, 0)
        .row("E110 0010", CONTROL_SIGNAL, ONE, 0)
        .row("E110 0011", DAY_OF_WEEK, ONE, 0)
        .row("E110 0100", WEEK_NUMBER, ONE, 0)
        .row("E110 0101", DAY_CHANGE_TIME, ONE, 0)
        .row("E110 0110", PARAMETER_ACTIVATION, ONE, 0)
        .row("E110 0111", SUPPLIER_INFO, ONE, 0)
        .ladder("E110 10nn", SINCE_CUMULATION, HOUR, DAY, MONTH, YEAR)
        .ladder("E110 11nn", BATTERY_OPERATING_TIME, HOUR, DAY, MONTH, YEAR)
        .timePoint("E111 0000", BATTERY_CHANGE)
        .row("E111 0001", RF_LEVEL, DECIBEL_MILLIWATT, 0)
        .row("E111 0010", DST_RULE, DataType.OCTETS)
        .row("E111 0011", LISTENING_WINDOW, DataType.OCTETS)
        .row("E111 0100", BATTERY_REMAINING, DAY, 0)
        .row("E111 0101", STOP_COUNT, ONE, 0)
        .row("E111 0110", MFCT_CONTAINER, DataType.OCTETS)
        .reserved("E111 0111")
        .reserved("E111 1nnn")
        .complete();
  }

  private static VifTable secondLevel() {
    return new VifTable()
        .row("E000 0000", SELECTED_APPLICATION, DataType.UNSIGNED)
        .reserved("E000 0001")
        .ladder("E000 001n", BATTERY_REMAINING, MONTH, YEAR)
        .reserved("E000 01nn")
        .reserved("E000 1nnn")
        .reserved("E001 nnnn")
        .reserved("E01n nnnn")
        .reserved("E1nn nnnn")
        .complete();
  }

  private VifTable row(String codes, Quantity quantity, Unit unit, int exponent) {
    return row(codes, quantity, 0, unit, exponent);
  }

  private VifTable row(String codes, Quantity quantity, int prefix, Unit unit, int exponent) {
    return each(codes, n -> number(quantity, prefix, unit, exponent + n));
  }

  private static VifRow number(Quantity quantity, int prefix, Unit unit, int exponent) {
    return new VifRow(quantity, DataType.NUMBER, unit, prefix + exponent, prefix);
  }

  private VifTable row(String code, Quantity quantity, DataType type) {
    return same(code, new VifRow(quantity, type, null, 0));
  }

  private VifTable bits(String code, Quantity quantity) {
    return same(code, new VifRow(quantity, DataType.BITS, ONE, 0));
  }

  private VifTable timePoint(String code, Quantity quantity) {
    return row(code, quantity, DataType.TIME_POINT);
  }

  private VifTable ladder(String codes, Quantity quantity, Unit... units) {
    return each(codes, n -> new VifRow(quantity, DataType.NUMBER, units[n], 0));
  }

  private VifTable reserved(String codes) {
    return same(codes, new VifRow(RESERVED, DataType.RESERVED, null, 0));
  }

  private VifTable nonMetric(String codes, Quantity quantity, Unit unit, int exponent) {
    return nonMetric(codes, quantity, 0, unit, exponent);
  }

  private VifTable nonMetric(String codes, Quantity quantity, int prefix, Unit unit, int exponent) {
    CodePattern pattern = CodePattern.parse(codes);
    for (int n = 0; n < pattern.count(); n++) {
      nonMetric[pattern.first() + n] = number(quantity, prefix, unit, exponent + n);
    }
    return this;
  }

  private VifTable same(String codes, VifRow row) {
    return each(codes, n -> row);
  }

  private VifTable each(String codes, IntFunction<VifRow> row) {
    CodePattern pattern = CodePattern.parse(codes);
    for (int n = 0; n < pattern.count(); n++) {
      int code = pattern.first() + n;
      if (rows[code] != null) {
        throw new IllegalStateException("two rows for code %02Xh".formatted(code));
      }
      rows[code] = row.apply(n);
    }
    return this;
  }

  private VifTable complete() {
    for (int code = 0; code < rows.length; code++) {
      if (rows[code] == null) {
        throw new IllegalStateException("no row for code %02Xh".formatted(code));
      }
    }
    return this;
  }
}
