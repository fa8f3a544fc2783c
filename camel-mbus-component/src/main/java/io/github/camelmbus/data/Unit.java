package io.github.camelmbus.data;

/**
 * The units of the VIF tables, and the UCUM units of the values: without prefix, and one for each
 * kind of quantity if the conversion is exact in decimal.
 */
enum Unit {
  ONE("1"),
  WATT_HOUR("W.h"),
  JOULE("J"),
  CALORIE("cal"),
  BTU("[Btu_IT]"),
  CUBIC_METRE("m3"),
  CUBIC_FOOT("[cft_i]"),
  US_GALLON("[gal_us]"),
  KILOGRAM("kg"),
  WATT("W"),
  JOULE_PER_HOUR("J/h"),
  BTU_PER_SECOND("[Btu_IT]/s"),
  VOLT_AMPERE("V.A"),
  VOLT_AMPERE_HOUR("V.A.h"),
  CUBIC_METRE_PER_HOUR("m3/h"),
  CUBIC_METRE_PER_MINUTE("m3/h", 60),
  CUBIC_METRE_PER_SECOND("m3/h", 3600),
  US_GALLON_PER_MINUTE("[gal_us]/min"),
  US_GALLON_PER_HOUR("[gal_us]/h"),
  KILOGRAM_PER_HOUR("kg/h"),
  DEGREE_CELSIUS("Cel"),
  KELVIN("K"),
  DEGREE_FAHRENHEIT("[degF]"),
  BAR("bar"),
  SECOND("s"),
  MINUTE("s", 60),
  HOUR("s", 3600),
  DAY("s", 86400),
  MONTH("mo"),
  YEAR("a"),
  PERCENT("%"),
  DEGREE("deg"),
  HERTZ("Hz"),
  VOLT("V"),
  AMPERE("A"),
  BAUD("Bd"),
  BIT_TIME("{bit_time}"),
  DECIBEL_MILLIWATT("dB{mW}");

  private final String ucum;
  private final int multiplier;

  Unit(String ucum) {
    this(ucum, 1);
  }

  Unit(String ucum, int multiplier) {
    this.ucum = ucum;
    this.multiplier = multiplier;
  }

  /** The UCUM code of values. */
  String ucum() {
    return ucum;
  }

  /** What a number in this unit is multiplied by to be in {@link #ucum()}. */
  int multiplier() {
    return multiplier;
  }
}
