package io.github.camelmbus.data;

import io.github.camelmbus.OctetString;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Value information block: what the VIF and its VIFEs say (EN 13757-3, 6.4).
 *
 * @param quantity what is measured, in kebab-case, {@code flow-temperature} for example; the text
 *     of a plain-text VIF in this form.
 * @param unit UCUM code of a number; null if numbers have no known unit.
 * @param qualifiers in kebab-case, one for each VIFE that changes the meaning, in their order;
 *     without factors and offsets, which are in the value.
 * @param encoded VIF, plain text and VIFEs as on the wire.
 */
public record Vib(
    String quantity, @Nullable String unit, List<String> qualifiers, OctetString encoded) {
  public Vib {
    qualifiers = List.copyOf(qualifiers);
  }

  /**
   * As the other constructor.
   *
   * @param octets copied.
   */
  public Vib(String quantity, @Nullable String unit, List<String> qualifiers, byte[] octets) {
    this(quantity, unit, qualifiers, OctetString.of(octets));
  }

  /** VIF, plain text and VIFEs as on the wire. */
  public byte[] octets() {
    return encoded.toArray();
  }

  /** Whether the VIF is one of the manufacturer (7Fh or FFh). */
  public boolean isOfManufacturer() {
    return encoded.length() > 0 && (encoded.at(0) & 0x7F) == VifTable.MANUFACTURER_VIF;
  }

  /** How many octets it has. */
  int length() {
    return encoded.length();
  }

  /** Whether these octets start at an index. No VIB is the start of another one. */
  boolean isAt(OctetReader in, int from) {
    if (from + length() > in.length()) {
      return false;
    }
    for (int i = 0; i < length(); i++) {
      if (in.at(from + i) != encoded.at(i)) {
        return false;
      }
    }
    return true;
  }
}
