package io.github.camelmbus.kmp;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The units of the protocol, and the UCUM units that their numbers are given in: without prefix, as
 * those of M-Bus records. The unit of an energy is a setting of the meter, so each value is sent
 * with its unit.
 */
public enum KmpUnit {
  NONE(0x00, null, 1, 0),
  WATT_HOUR(0x01, "W.h", 1, 0),
  KILOWATT_HOUR(0x02, "W.h", 1, 3),
  MEGAWATT_HOUR(0x03, "W.h", 1, 6),
  GIGAWATT_HOUR(0x04, "W.h", 1, 9),
  JOULE(0x05, "J", 1, 0),
  KILOJOULE(0x06, "J", 1, 3),
  MEGAJOULE(0x07, "J", 1, 6),
  GIGAJOULE(0x08, "J", 1, 9),
  CALORIE(0x09, "cal", 1, 0),
  KILOCALORIE(0x0A, "cal", 1, 3),
  MEGACALORIE(0x0B, "cal", 1, 6),
  GIGACALORIE(0x0C, "cal", 1, 9),
  VAR_HOUR(0x0D, "V.A.h", 1, 0),
  KILOVAR_HOUR(0x0E, "V.A.h", 1, 3),
  MEGAVAR_HOUR(0x0F, "V.A.h", 1, 6),
  GIGAVAR_HOUR(0x10, "V.A.h", 1, 9),
  VOLT_AMPERE_HOUR(0x11, "V.A.h", 1, 0),
  KILOVOLT_AMPERE_HOUR(0x12, "V.A.h", 1, 3),
  MEGAVOLT_AMPERE_HOUR(0x13, "V.A.h", 1, 6),
  GIGAVOLT_AMPERE_HOUR(0x14, "V.A.h", 1, 9),
  /** Older tools print kW; a document of the manufacturer says W. */
  WATT(0x15, "W", 1, 0),
  KILOWATT(0x16, "W", 1, 3),
  MEGAWATT(0x17, "W", 1, 6),
  GIGAWATT(0x18, "W", 1, 9),
  VAR(0x19, "V.A", 1, 0),
  KILOVAR(0x1A, "V.A", 1, 3),
  MEGAVAR(0x1B, "V.A", 1, 6),
  GIGAVAR(0x1C, "V.A", 1, 9),
  VOLT_AMPERE(0x1D, "V.A", 1, 0),
  KILOVOLT_AMPERE(0x1E, "V.A", 1, 3),
  MEGAVOLT_AMPERE(0x1F, "V.A", 1, 6),
  GIGAVOLT_AMPERE(0x20, "V.A", 1, 9),
  VOLT(0x21, "V", 1, 0),
  AMPERE(0x22, "A", 1, 0),
  KILOVOLT(0x23, "V", 1, 3),
  KILOAMPERE(0x24, "A", 1, 3),
  DEGREE_CELSIUS(0x25, "Cel", 1, 0),
  KELVIN(0x26, "K", 1, 0),
  LITRE(0x27, "m3", 1, -3),
  CUBIC_METRE(0x28, "m3", 1, 0),
  LITRE_PER_HOUR(0x29, "m3/h", 1, -3),
  CUBIC_METRE_PER_HOUR(0x2A, "m3/h", 1, 0),
  CUBIC_METRE_DEGREE_CELSIUS(0x2B, "m3.Cel", 1, 0),
  TONNE(0x2C, "kg", 1, 3),
  TONNE_PER_HOUR(0x2D, "kg/h", 1, 3),
  HOUR(0x2E, "s", 3600, 0),
  /** The decimal digits are hhmmss. */
  CLOCK(0x2F, Form.CLOCK),
  /** The decimal digits are YYMMDD. */
  DATE(0x30, Form.DATE),
  /** The decimal digits are YYYYMMDD. */
  LONG_DATE(0x31, Form.LONG_DATE),
  /** The decimal digits are MMDD. */
  MONTH_DAY(0x32, Form.MONTH_DAY),
  NUMBER(0x33, null, 1, 0),
  BAR(0x34, "bar", 1, 0),
  RTC(0x35, Form.OCTETS),
  TEXT(0x36, Form.TEXT),
  TEN_CUBIC_METRES(0x37, "m3", 1, 1),
  TEN_TONNES(0x38, "kg", 1, 4),
  TEN_GIGAJOULES(0x39, "J", 1, 10),
  MINUTE(0x3A, "s", 60, 0),
  BITS(0x3B, null, 1, 0),
  SECOND(0x3C, "s", 1, 0),
  MILLISECOND(0x3D, "s", 1, -3),
  DAY(0x3E, "s", 86400, 0),
  RTC_QUALITY(0x3F, Form.OCTETS),
  DATE_TIME(0x40, Form.OCTETS),
  PULSES_PER_LITRE(0x41, "{pulse}/L", 1, 0),
  LITRES_PER_PULSE(0x42, "L/{pulse}", 1, 0),
  /** An octet each for offset, YY, MM, DD, hh, mm, ss. */
  DATE_TIME_OFFSET(0x4F, Form.DATE_TIME),
  RELATIVE_HUMIDITY(0x55, "%", 1, 0),
  OXYGEN(0x56, "%", 1, 0),
  METRE_PER_SECOND(0x57, "m/s", 1, 0),
  KILOJOULE_PER_KILOGRAM(0x58, "J/kg", 1, 3),
  PH(0x59, "[pH]", 1, 0),
  GRAM_PER_KILOGRAM(0x5A, "g/kg", 1, 0);

  /** How the octets of a value are read. */
  enum Form {
    NUMBER,
    CLOCK,
    DATE,
    LONG_DATE,
    MONTH_DAY,
    DATE_TIME,
    TEXT,
    OCTETS
  }

  private static final Map<Integer, KmpUnit> BY_CODE = byCode();

  private final int code;
  private final Form form;
  private final @Nullable String ucum;
  private final BigDecimal multiplier;
  private final int powerOfTen;

  KmpUnit(int code, @Nullable String ucum, int multiplier, int powerOfTen) {
    this(code, Form.NUMBER, ucum, multiplier, powerOfTen);
  }

  KmpUnit(int code, Form form) {
    this(code, form, null, 1, 0);
  }

  KmpUnit(int code, Form form, @Nullable String ucum, int multiplier, int powerOfTen) {
    this.code = code;
    this.form = form;
    this.ucum = ucum;
    this.multiplier = BigDecimal.valueOf(multiplier);
    this.powerOfTen = powerOfTen;
  }

  private static Map<Integer, KmpUnit> byCode() {
    Map<Integer, KmpUnit> units = new HashMap<>();
    for (KmpUnit unit : values()) {
      units.put(unit.code, unit);
    }
    return Map.copyOf(units);
  }

  /** The unit with this code; null if it is not known. */
  public static @Nullable KmpUnit of(int code) {
    return BY_CODE.get(code);
  }

  /** 0..255. */
  public int code() {
    return code;
  }

  /** The UCUM code of {@link #convert}'s numbers; null where there is none. */
  public @Nullable String ucum() {
    return ucum;
  }

  Form form() {
    return form;
  }

  /** A number in this unit as one in {@link #ucum()}: exact, of a scale that is not negative. */
  BigDecimal convert(BigDecimal sent) {
    BigDecimal converted = sent.multiply(multiplier).scaleByPowerOfTen(powerOfTen);
    return converted.scale() < 0 ? converted.setScale(0) : converted;
  }
}
