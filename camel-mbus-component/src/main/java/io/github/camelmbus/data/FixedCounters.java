package io.github.camelmbus.data;

import static io.github.camelmbus.data.Quantity.*;
import static io.github.camelmbus.data.Unit.*;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The two counters of the fixed data structure, and how a meter codes them (The M-Bus: A
 * Documentation, 6.2).
 *
 * <pre>
 *   octets   medium and unit 1   medium and unit 2   counter 1 x 4   counter 2 x 4
 *   bits     7..6     5..0       7..6     5..0
 * </pre>
 *
 * <p>A unit is a code of six bits. Code 3Eh means the unit of the other counter, and that this one
 * is a historic value of it: it gets storage number 1, as does a value stored at a fixed date.
 *
 * @param binary whether the counters are signed integers (type B) and not BCD (type A).
 * @param stored whether both are values of a fixed date and not the current ones.
 * @param highOctetFirst whether the counters come with their high octet first (mode 2); medium and
 *     units never do.
 */
public record FixedCounters(boolean binary, boolean stored, boolean highOctetFirst) {
  /** Medium and units, then two counters. */
  public static final int OCTETS = 10;

  private static final int UNIT = 0x3F;
  private static final int HISTORIC = 0x3E;
  private static final int COUNTERS_OFFSET = 2;
  private static final int COUNTER_OCTETS = 4;

  private record Row(int first, int last, VifRow row) {
    VifRow at(int code) {
      return new VifRow(row.quantity(), row.type(), row.unit(), row.exponent() + code - first);
    }
  }

  /** The exponent of a row is that of its first code; it grows by one with each code. */
  private static final List<Row> UNITS =
      List.of(
          // Digits of h, m, s and D, M, Y: neither a number of seconds nor a date of annex A.
          unknown(0x00, TIME),
          unknown(0x01, DATE),
          row(0x02, 0x0A, ENERGY, WATT_HOUR, 0),
          row(0x0B, 0x13, ENERGY, JOULE, 3),
          row(0x14, 0x1C, POWER, WATT, 0),
          row(0x1D, 0x25, POWER, JOULE_PER_HOUR, 3),
          row(0x26, 0x2E, VOLUME, CUBIC_METRE, -6),
          row(0x2F, 0x37, VOLUME_FLOW, CUBIC_METRE_PER_HOUR, -6),
          row(0x38, 0x38, TEMPERATURE, DEGREE_CELSIUS, -3),
          row(0x39, 0x39, HCA, ONE, 0),
          unknown(0x3A, RESERVED),
          unknown(0x3B, RESERVED),
          unknown(0x3C, RESERVED),
          unknown(0x3D, RESERVED),
          // Two counters that refer to each other have no unit.
          unknown(HISTORIC, RESERVED),
          row(0x3F, 0x3F, DIMENSIONLESS, ONE, 0));

  private static Row row(int first, int last, Quantity quantity, Unit unit, int exponent) {
    return new Row(first, last, new VifRow(quantity, DataType.NUMBER, unit, exponent));
  }

  private static Row unknown(int code, Quantity quantity) {
    return new Row(code, code, new VifRow(quantity, DataType.RESERVED, null, 0));
  }

  /**
   * The medium, of which each unit octet has two bits.
   *
   * @param octets {@link #OCTETS} of them.
   * @return 0 to 15.
   */
  public static int medium(byte[] octets) {
    return (octets[1] & 0xFF) >> 6 << 2 | (octets[0] & 0xFF) >> 6;
  }

  List<DataRecord> decode(byte[] octets) {
    if (octets.length != OCTETS) {
      throw new IllegalArgumentException(
          "units and two counters are %d octets, not %d".formatted(OCTETS, octets.length));
    }
    int first = octets[0] & UNIT;
    int second = octets[1] & UNIT;
    return List.of(record(octets, 0, first, second), record(octets, 1, second, first));
  }

  private DataRecord record(byte[] octets, int index, int unit, int otherUnit) {
    boolean historic = unit == HISTORIC;
    VifRow row = unitRow(historic ? otherUnit : unit);
    int from = COUNTERS_OFFSET + COUNTER_OCTETS * index;
    byte[] counter = Arrays.copyOfRange(octets, from, from + COUNTER_OCTETS);
    DataOctets data = new DataOctets(counter, 0, COUNTER_OCTETS);
    Dib dib = Dib.implied(binary ? DataField.INT32 : DataField.BCD8, stored || historic ? 1 : 0);
    Vib vib = new Vib(row.quantity().text(), ucum(row.unit()), List.of(), new byte[0]);
    Meaning meaning = new Meaning(vib, row.type(), row.unit(), row.exponent(), null, null);
    Reading reading =
        ValueDecoder.decode(dib, meaning, null, highOctetFirst ? data.reversed() : data);
    return new DataRecord(dib, vib, counter, reading.value(), reading.quality());
  }

  private static VifRow unitRow(int code) {
    return UNITS.stream()
        .filter(row -> row.first() <= code && code <= row.last())
        .findFirst()
        .orElseThrow()
        .at(code);
  }

  private static @Nullable String ucum(@Nullable Unit unit) {
    return unit == null ? null : unit.ucum();
  }
}
