package io.github.camelmbus.application;

import io.github.camelmbus.data.DataField;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What is known of some meters beyond the standard: names for records with a VIF of the
 * manufacturer, for VIFEs of the manufacturer, and for what is in the data block after DIF 0Fh or
 * 1Fh. It is data: no decoder depends on a manufacturer.
 *
 * <p>To add another meter, write a class with a public constructor without parameters and name it
 * in {@code META-INF/services/io.github.camelmbus.application.MeterKnowledge}. {@link
 * KamstrupHeatMeters} is an example. The first one that covers a meter and has a name for something
 * is used; a record without a name is unchanged. Names are in kebab-case, {@code info-code} for
 * example: they become the quantity of a record, and in camelCase its key.
 *
 * <p>Implementations are used by several threads at once, and have no state.
 */
public interface MeterKnowledge {

  /** Whether this knowledge is about a meter. */
  boolean covers(SecondaryAddress meter);

  /**
   * Names of records whose VIF is FFh, by VIF and VIFEs in upper case hexadecimal: {@code FF07} to
   * {@code energy-e8}. Their values are numbers as sent, without a unit, and texts.
   */
  default Map<String, String> records() {
    return Map.of();
  }

  /**
   * Qualifiers for the VIFEs from FFh on after a VIF of the standard, by these VIFEs in upper case
   * hexadecimal: {@code FF01} to {@code phase-L1}.
   */
  default Map<String, String> qualifiers() {
    return Map.of();
  }

  /**
   * What is in the data block after DIF 0Fh or 1Fh. Each field becomes a record after the others;
   * the block itself is kept as it came.
   *
   * @param octets the block.
   * @return empty if its layout is not known.
   */
  default List<BlockField> block(byte[] octets) {
    return List.of();
  }

  /**
   * A number in a data block.
   *
   * @param name in kebab-case.
   * @param offset of its first octet in the block.
   * @param coding an integer, BCD or real field.
   */
  record BlockField(String name, int offset, DataField coding) {
    private static final Pattern KEBAB_CASE = Pattern.compile("[a-z][A-Za-z0-9]*(-[A-Za-z0-9]+)*");

    public BlockField {
      if (!KEBAB_CASE.matcher(name).matches()) {
        throw new IllegalArgumentException(
            "a name is in kebab-case such as info-code, not '" + name + "'");
      }
      if (offset < 0 || coding.length() == 0) {
        throw new IllegalArgumentException(
            "a field has an offset from 0 and a coding with a length, not %d and %s"
                .formatted(offset, coding));
      }
    }
  }
}
