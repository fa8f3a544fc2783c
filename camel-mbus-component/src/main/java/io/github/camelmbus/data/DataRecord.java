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
