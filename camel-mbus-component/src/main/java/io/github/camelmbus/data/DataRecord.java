package io.github.camelmbus.data;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One data record (EN 13757-3, 6.2): what it says and its octets.
 *
 * @param octets DIB, VIB, LVAR and data as on the wire.
 * @param value in the unit beside it; {@link Value#NONE} where the quality says so.
 * @param unit UCUM code; null for texts, dates and where none is known.
 */
public record DataRecord(
    Dib dib, Vib vib, byte[] octets, Value value, @Nullable String unit, Quality quality) {

  public DataRecord {
    octets = octets.clone();
  }

  @Override
  public byte[] octets() {
    return octets.clone();
  }

  /** What is measured, in kebab-case. */
  public String quantity() {
    return vib.quantity();
  }

  /** What changes the meaning of the quantity, in kebab-case. */
  public List<String> qualifiers() {
    return vib.qualifiers();
  }

  /** Whether it says when the values of its storage number were stored, and nothing else. */
  boolean isStorageTime() {
    boolean isTime = value instanceof Value.Date || value instanceof Value.DateTime;
    boolean isPlain =
        quantity().equals(Quantity.DATE.text()) || quantity().equals(Quantity.DATE_TIME.text());
    return isTime
        && isPlain
        && qualifiers().isEmpty()
        && dib.function() == FunctionField.INSTANTANEOUS;
  }

  /** The same record with other qualifiers. */
  public DataRecord withQualifiers(List<String> qualifiers) {
    Vib other = new Vib(vib.quantity(), vib.unit(), qualifiers, vib.octets());
    return new DataRecord(dib, other, octets, value, unit, quality);
  }

  /**
   * A record with a VIF of the manufacturer, whose meaning is known: integers, BCD digits and real
   * numbers are numbers as sent, without a unit.
   *
   * @param name the quantity, in kebab-case.
   */
  public DataRecord ofManufacturer(String name) {
    Vib other = new Vib(name, null, List.of(), vib.octets());
    int from = dib.octets().length + vib.octets().length;
    Lvar lvar = null;
    if (dib.dataField() == DataField.VARIABLE) {
      lvar = Lvar.of(octets[from] & 0xFF);
      from++;
    }
    DataOctets data = new DataOctets(octets, from, octets.length - from);
    Reading reading = ValueDecoder.decode(dib, number(other), lvar, data);
    return new DataRecord(dib, other, octets, reading.value(), null, reading.quality());
  }

  /**
   * A number in a data block of the manufacturer, which has neither DIB nor VIB.
   *
   * @param name the quantity, in kebab-case.
   * @param coding an integer, BCD or real field.
   * @param octets as many as it has.
   */
  public static DataRecord ofBlock(String name, DataField coding, byte[] octets) {
    Dib dib = Dib.implied(coding, 0);
    Vib vib = new Vib(name, null, List.of(), new byte[0]);
    DataOctets data = new DataOctets(octets, 0, coding.length());
    Reading reading = ValueDecoder.decode(dib, number(vib), null, data);
    return new DataRecord(dib, vib, octets, reading.value(), null, reading.quality());
  }

  private static Meaning number(Vib vib) {
    return new Meaning(vib, DataType.NUMBER, null, 0, null, null);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DataRecord that
        && dib.equals(that.dib)
        && vib.equals(that.vib)
        && value.equals(that.value)
        && quality == that.quality
        && Arrays.equals(octets, that.octets);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(octets);
  }

  @Override
  public String toString() {
    return "DataRecord[%s %s = %s %s, %s, %s]"
        .formatted(
            vib.quantity(),
            vib.qualifiers(),
            value.plain(),
            unit,
            quality.text(),
            OctetReader.HEX.formatHex(octets));
  }
}
