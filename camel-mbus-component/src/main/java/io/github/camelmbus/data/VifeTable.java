package io.github.camelmbus.data;

import java.util.List;
import java.util.function.IntFunction;

/**
 * The combinable VIFEs of EN 13757-3, 6.4.7: a row says what a range of codes does to the VIF
 * before it, n being the number of the code in its range. Codes below 10h are errors where a meter
 * sends them, and actions where a master does.
 *
 * <p>"a" is the event that the record is about. As in {@link VifTable}, each of the 128 codes has
 * one row.
 */
final class VifeTable {
  /** Without extension bit: the next VIFE is one of {@link #EXTENSION}. */
  static final int EXTENSION_VIFE = 0x7C;

  /** Without extension bit: all VIFEs that follow are those of the manufacturer. */
  static final int MANUFACTURER_VIFE = 0x7F;

  private static final Unit[] LADDER = {Unit.SECOND, Unit.MINUTE, Unit.HOUR, Unit.DAY};

  /** Combinable VIFE codes, as a meter sends them. */
  static final VifeTable COMBINABLE = new VifeTable().recordErrors().combinable();

  /** Combinable VIFE codes, as a master sends them. */
  static final VifeTable REQUEST = new VifeTable().objectActions().combinable();

  /** Codes after VIFE FCh. */
  static final VifeTable EXTENSION = extension();

  private final VifeEffect[] effects = new VifeEffect[CodePattern.CODES];

  private VifeTable() {}

  /**
   * What a code does.
   *
   * @param code VIFE; its extension bit does not count.
   */
  VifeEffect effect(int code) {
    return effects[code & 0x7F];
  }

  private VifeTable recordErrors() {
    return row("E000 0000", n -> meaning -> {})
        .row("E000 0001", n -> error(Quality.RECORD_ERROR))
        .row("E000 001n", n -> error(Quality.RECORD_ERROR))
        .row("E000 01nn", n -> error(Quality.RECORD_ERROR))
        .row("E000 1nnn", n -> error(Quality.RECORD_ERROR));
  }

  private VifeTable objectActions() {
    return row("E000 0000", n -> qualifier("write"))
        .row("E000 0001", n -> qualifier("add-value"))
        .row("E000 0010", n -> qualifier("subtract-value"))
        .row("E000 0011", n -> qualifier("or"))
        .row("E000 0100", n -> qualifier("and"))
        .row("E000 0101", n -> qualifier("xor"))
        .row("E000 0110", n -> qualifier("and-not"))
        .row("E000 0111", n -> qualifier("clear"))
        .row("E000 1000", n -> qualifier("add-entry"))
        .row("E000 1001", n -> qualifier("delete-entry"))
        .row("E000 1010", n -> qualifier("delayed-action"))
        .row("E000 1011", n -> qualifier("freeze-data"))
        .row("E000 1100", n -> qualifier("add-to-readout-list"))
        .row("E000 1101", n -> qualifier("delete-from-readout-list"))
        .row("E000 111n", n -> reserved(0x0E + n));
  }

  private VifeTable combinable() {
    return row("E001 000n", n -> reserved(0x10 + n))
        .row("E001 0010", n -> qualifier("average"))
        .row("E001 0011", n -> profile("inverse-compact-profile"))
        .row("E001 0100", n -> qualifier("relative-deviation"))
        .row("E001 0101", n -> error(Quality.MISSING))
        .row("E001 0110", n -> error(Quality.OVERFLOW))
        .row("E001 0111", n -> error(Quality.UNDERFLOW))
        .row("E001 10nn", n -> error(Quality.RECORD_ERROR))
        .row("E001 1100", n -> error(Quality.RECORD_ERROR))
        .row("E001 1101", n -> qualifier("standard-conform"))
        .row("E001 1110", n -> profile("compact-profile-with-registers"))
        .row("E001 1111", n -> profile("compact-profile"))
        // Per, times, accumulation.
        .row("E010 0000", n -> qualifier("per-second"))
        .row("E010 0001", n -> qualifier("per-minute"))
        .row("E010 0010", n -> qualifier("per-hour"))
        .row("E010 0011", n -> qualifier("per-day"))
        .row("E010 0100", n -> qualifier("per-week"))
        .row("E010 0101", n -> qualifier("per-month"))
        .row("E010 0110", n -> qualifier("per-year"))
        .row("E010 0111", n -> qualifier("per-revolution"))
        .row("E010 100n", n -> qualifier("per-input-pulse-" + n))
        .row("E010 101n", n -> qualifier("per-output-pulse-" + n))
        .row("E010 1100", n -> qualifier("per-litre"))
        .row("E010 1101", n -> qualifier("per-cubic-metre"))
        .row("E010 1110", n -> qualifier("per-kilogram"))
        .row("E010 1111", n -> qualifier("per-kelvin"))
        .row("E011 0000", n -> qualifier("per-kilowatt-hour"))
        .row("E011 0001", n -> qualifier("per-gigajoule"))
        .row("E011 0010", n -> qualifier("per-kilowatt"))
        .row("E011 0011", n -> qualifier("per-kelvin-litre"))
        .row("E011 0100", n -> qualifier("per-volt"))
        .row("E011 0101", n -> qualifier("per-ampere"))
        .row("E011 0110", n -> qualifier("times-second"))
        .row("E011 0111", n -> qualifier("times-second-per-volt"))
        .row("E011 1000", n -> qualifier("times-second-per-ampere"))
        .row("E011 1001", n -> timePoint("start-date"))
        .row("E011 1010", n -> qualifier("uncorrected"))
        .row("E011 1011", n -> qualifier("positive-accumulation"))
        .row("E011 1100", n -> qualifier("negative-accumulation"))
        .row("E011 1101", n -> Meaning.Builder::nonMetric)
        .row("E011 1110", n -> qualifier("base-conditions"))
        .row("E011 1111", n -> code("obis-declaration"))
        // Limits: E100 u000 value, u001 count, u f1b date; u = upper, f = last, b = end.
        .row("E100 0000", n -> qualifier("lower-limit"))
        .row("E100 0001", n -> count("number-of-lower-limit-exceeds"))
        .row("E100 0010", n -> timePoint("begin-of-first-lower-limit-exceed"))
        .row("E100 0011", n -> timePoint("end-of-first-lower-limit-exceed"))
        .row("E100 010n", n -> reserved(0x44 + n))
        .row("E100 0110", n -> timePoint("begin-of-last-lower-limit-exceed"))
        .row("E100 0111", n -> timePoint("end-of-last-lower-limit-exceed"))
        .row("E100 1000", n -> qualifier("upper-limit"))
        .row("E100 1001", n -> count("number-of-upper-limit-exceeds"))
        .row("E100 1010", n -> timePoint("begin-of-first-upper-limit-exceed"))
        .row("E100 1011", n -> timePoint("end-of-first-upper-limit-exceed"))
        .row("E100 110n", n -> reserved(0x4C + n))
        .row("E100 1110", n -> timePoint("begin-of-last-upper-limit-exceed"))
        .row("E100 1111", n -> timePoint("end-of-last-upper-limit-exceed"))
        // Durations of s, min, h, d.
        .row("E101 00nn", n -> duration("duration-of-first-lower-limit-exceed", n))
        .row("E101 01nn", n -> duration("duration-of-last-lower-limit-exceed", n))
        .row("E101 10nn", n -> duration("duration-of-first-upper-limit-exceed", n))
        .row("E101 11nn", n -> duration("duration-of-last-upper-limit-exceed", n))
        .row("E110 00nn", n -> duration("duration-of-first", n))
        .row("E110 01nn", n -> duration("duration-of-last", n))
        .row("E110 1000", n -> qualifier("during-lower-limit-exceed"))
        .row("E110 1001", n -> qualifier("leakage"))
        .row("E110 1010", n -> timePoint("begin-of-first"))
        .row("E110 1011", n -> timePoint("end-of-first"))
        .row("E110 1100", n -> qualifier("during-upper-limit-exceed"))
        .row("E110 1101", n -> qualifier("overflow"))
        .row("E110 1110", n -> timePoint("begin-of-last"))
        .row("E110 1111", n -> timePoint("end-of-last"))
        // Corrections: factors 10^(n-6) and 10^3, offsets 10^(n-3).
        .row("E111 0nnn", n -> meaning -> meaning.multiply(n - 6))
        .row("E111 10nn", n -> meaning -> meaning.add(n - 3))
        // FCh selects a table; without the extension bit there is none to select.
        .row("E111 1100", n -> reserved(0x7C))
        .row("E111 1101", n -> meaning -> meaning.multiply(3))
        .row("E111 1110", n -> qualifier("future"))
        // The octets after it become the qualifier.
        .row("E111 1111", n -> meaning -> {})
        .complete();
  }

  private static VifeTable extension() {
    return new VifeTable()
        .row("E000 0000", n -> reservedExtension(n))
        .row("E000 0001", n -> qualifier("phase-L1"))
        .row("E000 0010", n -> qualifier("phase-L2"))
        .row("E000 0011", n -> qualifier("phase-L3"))
        .row("E000 0100", n -> qualifier("neutral"))
        .row("E000 0101", n -> qualifier("phase-L1-L2"))
        .row("E000 0110", n -> qualifier("phase-L2-L3"))
        .row("E000 0111", n -> qualifier("phase-L3-L1"))
        .row("E000 10nn", n -> qualifier("quadrant-" + (n + 1)))
        .row("E000 1100", n -> qualifier("import-export-difference"))
        .row("E000 1101", n -> reservedExtension(0x0D))
        .row("E000 111n", n -> reservedExtension(0x0E + n))
        .row("E001 0000", n -> qualifier("absolute-accumulation"))
        .row("E001 0001", n -> Meaning.Builder::presentUnsigned)
        .row("E001 0010", n -> Meaning.Builder::presentBits)
        .row("E001 0011", n -> reservedExtension(0x13))
        .row("E001 0100", n -> qualifier("direction-to-meter"))
        .row("E001 0101", n -> qualifier("direction-from-meter"))
        .row("E001 011n", n -> reservedExtension(0x16 + n))
        .row("E001 1nnn", n -> reservedExtension(0x18 + n))
        .row("E01n nnnn", n -> reservedExtension(0x20 + n))
        .row("E1nn nnnn", n -> reservedExtension(0x40 + n))
        .complete();
  }

  private static VifeEffect qualifier(String text) {
    List<String> qualifiers = List.of(text);
    return meaning -> meaning.qualify(qualifiers);
  }

  private static VifeEffect error(Quality quality) {
    return meaning -> meaning.fail(quality);
  }

  private static VifeEffect count(String qualifier) {
    return meaning -> {
      meaning.qualify(qualifier);
      meaning.count();
    };
  }

  /** The data is a code and no longer in the unit of the VIF. */
  private static VifeEffect code(String qualifier) {
    return meaning -> {
      meaning.qualify(qualifier);
      meaning.read(DataType.UNSIGNED);
    };
  }

  private static VifeEffect duration(String qualifier, int step) {
    return meaning -> {
      meaning.qualify(qualifier);
      meaning.measureTimeIn(LADDER[step]);
    };
  }

  private static VifeEffect timePoint(String qualifier) {
    return meaning -> {
      meaning.qualify(qualifier);
      meaning.read(DataType.TIME_POINT);
    };
  }

  private static VifeEffect profile(String qualifier) {
    return meaning -> {
      meaning.qualify(qualifier);
      meaning.read(DataType.PROFILE);
    };
  }

  private static VifeEffect reserved(int code) {
    return qualifier("reserved-%02X".formatted(code));
  }

  private static VifeEffect reservedExtension(int code) {
    return qualifier("reserved-FC%02X".formatted(code));
  }

  private VifeTable row(String codes, IntFunction<VifeEffect> effect) {
    CodePattern pattern = CodePattern.parse(codes);
    for (int n = 0; n < pattern.count(); n++) {
      int code = pattern.first() + n;
      if (effects[code] != null) {
        throw new IllegalStateException("two rows for VIFE %02Xh".formatted(code));
      }
      effects[code] = effect.apply(n);
    }
    return this;
  }

  private VifeTable complete() {
    for (int code = 0; code < effects.length; code++) {
      if (effects[code] == null) {
        throw new IllegalStateException("no row for VIFE %02Xh".formatted(code));
      }
    }
    return this;
  }
}
