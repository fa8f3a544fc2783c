package io.github.camelmbus.data;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Value information block: what the VIF and its VIFEs say (EN 13757-3, 6.4).
 *
 * <p>Immutable; no record class, because what is read from a telegram is copied once already.
 */
public final class Vib {
  private final String quantity;
  private final @Nullable String unit;
  private final List<String> qualifiers;
  private final byte[] octets;

  /**
   * @param quantity as {@link #quantity()} gives it.
   * @param unit as {@link #unit()} gives it.
   * @param qualifiers as {@link #qualifiers()} gives them; copied.
   * @param octets as {@link #octets()} gives them; copied.
   */
  public Vib(String quantity, @Nullable String unit, List<String> qualifiers, byte[] octets) {
    this(octets.clone(), quantity, unit, List.copyOf(qualifiers));
  }

  private Vib(byte[] octets, String quantity, @Nullable String unit, List<String> qualifiers) {
    this.quantity = quantity;
    this.unit = unit;
    this.qualifiers = qualifiers;
    this.octets = octets;
  }

  /** As the constructor, of parts that nobody changes any more. */
  static Vib read(String quantity, @Nullable String unit, List<String> qualifiers, byte[] octets) {
    return new Vib(octets, quantity, unit, qualifiers);
  }

  /**
   * The VIB that says this, from the tables that decode it: {@code of("energy", "W.h", new
   * BigDecimal(1000))} for energy in kWh.
   *
   * @param quantity as {@link #quantity()} gives it; of a plain-text VIF there is none.
   * @param unit as {@link #unit()} gives it; null for dates, codes and texts.
   * @param resolution what one step of the number as sent is worth in this unit: 3600 for hours,
   *     which are given in s; 1 where there is no unit.
   * @param qualifiers as {@link #qualifiers()} gives them, or the actions of a master: {@code
   *     add-value} for example.
   * @throws IllegalArgumentException if no row of the tables says this.
   */
  public static Vib of(
      String quantity, @Nullable String unit, BigDecimal resolution, String... qualifiers) {
    return new VibEncoder(quantity, unit, resolution, List.of(qualifiers)).find();
  }

  /**
   * What is measured, in kebab-case, {@code flow-temperature} for example; for a plain-text VIF its
   * text in this form.
   */
  public String quantity() {
    return quantity;
  }

  /** UCUM code of a number; null where numbers have no unit that is known. */
  public @Nullable String unit() {
    return unit;
  }

  /**
   * In kebab-case, one for each VIFE that changes the meaning, in their order. Factors and offsets
   * are none: they are in the value.
   */
  public List<String> qualifiers() {
    return qualifiers;
  }

  /** VIF, plain text and VIFEs as on the wire. */
  public byte[] octets() {
    return octets.clone();
  }

  /** Whether the VIF is one of the manufacturer (7Fh or FFh). */
  public boolean isOfManufacturer() {
    return octets.length > 0 && (octets[0] & 0x7F) == VifTable.MANUFACTURER_VIF;
  }

  /** How many octets it has. */
  int length() {
    return octets.length;
  }

  /** Whether a VIB with these octets starts at a place. No VIB is the start of another one. */
  boolean isAt(OctetReader in, int from) {
    int index = in.indexOf(from);
    return from + octets.length <= in.length()
        && Arrays.equals(octets, 0, octets.length, in.octets(), index, index + octets.length);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Vib that
        && quantity.equals(that.quantity)
        && qualifiers.equals(that.qualifiers)
        && Arrays.equals(octets, that.octets);
  }

  @Override
  public int hashCode() {
    return 31 * quantity.hashCode() + Arrays.hashCode(octets);
  }

  @Override
  public String toString() {
    return "Vib[%s, %s, %s, %s]"
        .formatted(quantity, unit, qualifiers, OctetReader.HEX.formatHex(octets));
  }
}
