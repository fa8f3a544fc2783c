package io.github.camelmbus.data;

import java.util.Locale;

/** What a VIF says is measured. */
enum Quantity {
  ENERGY,
  REACTIVE_ENERGY,
  APPARENT_ENERGY,
  VOLUME,
  MASS,
  ON_TIME,
  OPERATING_TIME,
  POWER,
  REACTIVE_POWER,
  APPARENT_POWER,
  VOLUME_FLOW,
  MASS_FLOW,
  FLOW_TEMPERATURE,
  RETURN_TEMPERATURE,
  TEMPERATURE_DIFFERENCE,
  EXTERNAL_TEMPERATURE,
  /** Of the fixed data structure, which does not say where it is measured. */
  TEMPERATURE,
  TEMPERATURE_LIMIT,
  RELATIVE_HUMIDITY,
  PRESSURE,
  DATE,
  DATE_TIME,
  /** Units of a heat cost allocator. */
  HCA,
  HCA_FACTOR,
  AVERAGING_DURATION,
  ACTUALITY_DURATION,
  FABRICATION_NUMBER,
  IDENTIFICATION,
  PRIMARY_ADDRESS,
  PHASE_ANGLE_UU,
  PHASE_ANGLE_UI,
  FREQUENCY,
  CUMULATED_MAX_POWER,
  CREDIT,
  DEBIT,
  ACCESS_NUMBER,
  DEVICE_TYPE,
  MANUFACTURER,
  PARAMETER_SET,
  MODEL_VERSION,
  HARDWARE_VERSION,
  FIRMWARE_VERSION,
  SOFTWARE_VERSION,
  CUSTOMER_LOCATION,
  CUSTOMER,
  ACCESS_CODE,
  PASSWORD,
  ERROR_FLAGS,
  ERROR_MASK,
  SECURITY_KEY,
  DIGITAL_OUTPUT,
  DIGITAL_INPUT,
  BAUD_RATE,
  RESPONSE_DELAY,
  RETRY,
  REMOTE_CONTROL,
  STORAGE_FIRST,
  STORAGE_LAST,
  STORAGE_SIZE,
  TARIFF_SUBUNIT_DESCRIPTOR,
  STORAGE_INTERVAL,
  OPERATOR_DATA,
  /** The second of a time point that another record gives to the minute. */
  TIME_POINT_SECOND("second"),
  SINCE_READOUT,
  TARIFF_START,
  TARIFF_DURATION,
  TARIFF_PERIOD,
  DIMENSIONLESS,
  WMBUS_CONTAINER,
  TRANSMISSION_PERIOD,
  VOLTAGE,
  CURRENT,
  RESET_COUNTER,
  CUMULATION_COUNTER,
  CONTROL_SIGNAL,
  DAY_OF_WEEK,
  WEEK_NUMBER,
  DAY_CHANGE_TIME,
  PARAMETER_ACTIVATION,
  SUPPLIER_INFO,
  SINCE_CUMULATION,
  BATTERY_OPERATING_TIME,
  BATTERY_CHANGE,
  RF_LEVEL,
  DST_RULE,
  LISTENING_WINDOW,
  BATTERY_REMAINING,
  STOP_COUNT,
  MFCT_CONTAINER,
  SELECTED_APPLICATION,
  /** Time as h, m, s of the fixed data structure. */
  TIME,
  /** The bits of an alarm telegram. */
  ALARM_STATUS,
  /** A plain-text VIF; its text takes the place of this name where it has one. */
  PLAIN_TEXT,
  /** VIF FEh of a request: whatever the meter has. */
  ANY_VIF,
  MANUFACTURER_SPECIFIC,
  RESERVED;

  private final String text;

  Quantity() {
    this.text = name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  Quantity(String text) {
    this.text = text;
  }

  /** Whether its numbers count time that has passed; other durations are settings. */
  boolean isTimeCounter() {
    return switch (this) {
      case ON_TIME, OPERATING_TIME, BATTERY_OPERATING_TIME -> true;
      default -> false;
    };
  }

  /** In kebab-case, {@code flow-temperature} for example. */
  String text() {
    return text;
  }
}
