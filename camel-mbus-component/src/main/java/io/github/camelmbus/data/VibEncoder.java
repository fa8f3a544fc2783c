package io.github.camelmbus.data;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Finds the VIF and the VIFEs of a quantity, unit and qualifiers: the tables in reverse. */
final class VibEncoder {
  private static final int EXTENSION = 0x80;
  private static final String MANUFACTURER = "manufacturer-";

  /** The tables, and the octets that select them. */
  private static final List<Source> SOURCES =
      List.of(
          new Source(VifTable.PRIMARY, new byte[0]),
          new Source(VifTable.FIRST_EXTENSION, octets(VifTable.FIRST_EXTENSION_VIF)),
          new Source(VifTable.MAIN_EXTENSION, octets(VifTable.MAIN_EXTENSION_VIF)),
          new Source(
              VifTable.SECOND_LEVEL,
              octets(VifTable.MAIN_EXTENSION_VIF, VifTable.MAIN_EXTENSION_VIF)));

  /**
   * The VIFEs of a qualifier, without extension bit at the end; a duration has one for each unit.
   */
  private static final Map<String, List<byte[]>> VIFES = Map.copyOf(allVifes());

  private record Source(VifTable table, byte[] prefix) {}

  private final String quantity;
  private final @Nullable String unit;
  private final BigDecimal resolution;
  private final List<String> qualifiers;

  VibEncoder(
      String quantity, @Nullable String unit, BigDecimal resolution, List<String> qualifiers) {
    this.quantity = quantity;
    this.unit = unit;
    this.resolution = resolution;
    this.qualifiers = qualifiers;
  }

  /**
   * @throws IllegalArgumentException if the tables have no such row.
   */
  Vib find() {
    for (Source source : SOURCES) {
      for (int code = 0; code < CodePattern.CODES; code++) {
        if (source.table().row(code).quantity().text().equals(quantity)) {
          byte[] vif = append(source.prefix(), code);
          Vib vib = find(vif, 0);
          if (vib != null) {
            return vib;
          }
        }
      }
    }
    throw new IllegalArgumentException(
        "no VIF and VIFEs mean %s %s in %s of %s"
            .formatted(quantity, qualifiers, resolution.toPlainString(), unit));
  }

  /** Adds the VIFEs of the qualifiers from an index on; null if the result has another meaning. */
  private @Nullable Vib find(byte[] octets, int qualifier) {
    if (qualifier == qualifiers.size()) {
      return matching(octets);
    }
    for (byte[] vifes : vifes(qualifiers.get(qualifier))) {
      Vib vib = find(chain(octets, vifes), qualifier + 1);
      if (vib != null) {
        return vib;
      }
    }
    return null;
  }

  private @Nullable Vib matching(byte[] octets) {
    if (octets.length > 1 + VibDecoder.MAX_VIFE || isAnotherTable(octets)) {
      return null;
    }
    for (VifeTable table : List.of(VifeTable.COMBINABLE, VifeTable.REQUEST)) {
      OctetReader in = new OctetReader(octets);
      Meaning meaning = new VibDecoder(in, PlainText.Position.AFTER_VIF, table).decode();
      if (meaning.vib().qualifiers().equals(qualifiers)
          && Objects.equals(meaning.vib().unit(), unit)
          && resolution(meaning).compareTo(resolution) == 0) {
        return meaning.vib();
      }
    }
    return null;
  }

  /**
   * Whether the octets are a VIF in plain text, whose text is missing, or one that selects another
   * table.
   */
  private static boolean isAnotherTable(byte[] octets) {
    int vif = octets[0] & 0xFF;
    return (vif & ~EXTENSION) == VifTable.PLAIN_TEXT_VIF || octets.length == 1 && vif >= EXTENSION;
  }

  private static BigDecimal resolution(Meaning meaning) {
    if (!meaning.isScaled()) {
      return BigDecimal.ONE;
    }
    Unit unit = meaning.unit();
    return BigDecimal.valueOf(unit == null ? 1 : unit.multiplier())
        .scaleByPowerOfTen(meaning.exponent());
  }

  private static List<byte[]> vifes(String qualifier) {
    if (qualifier.matches(MANUFACTURER + "(7F|FF([0-9A-F]{2})+)")) {
      return List.of(OctetReader.HEX.parseHex(qualifier.substring(MANUFACTURER.length())));
    }
    return VIFES.getOrDefault(qualifier, List.of());
  }

  private static Map<String, List<byte[]>> allVifes() {
    Map<String, List<byte[]>> vifes = new HashMap<>();
    for (int code = 0; code < CodePattern.CODES; code++) {
      add(vifes, VifeTable.COMBINABLE, code, octets(code));
      add(vifes, VifeTable.REQUEST, code, octets(code));
      add(vifes, VifeTable.EXTENSION, code, octets(VifeTable.EXTENSION_VIFE | EXTENSION, code));
    }
    return vifes;
  }

  private static void add(
      Map<String, List<byte[]>> vifes, VifeTable table, int code, byte[] octets) {
    Meaning.Builder probe = Meaning.Builder.of(VifTable.PRIMARY, 0);
    table.effect(code).apply(probe);
    for (String qualifier : probe.build(octets).vib().qualifiers()) {
      vifes.computeIfAbsent(qualifier, unknown -> new ArrayList<>()).add(octets);
    }
  }

  private static byte[] chain(byte[] octets, byte[] vifes) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.write(octets, 0, octets.length - 1);
    all.write(octets[octets.length - 1] | EXTENSION);
    all.writeBytes(vifes);
    return all.toByteArray();
  }

  private static byte[] append(byte[] octets, int code) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(octets);
    all.write(code);
    return all.toByteArray();
  }

  private static byte[] octets(int... octets) {
    byte[] all = new byte[octets.length];
    for (int i = 0; i < octets.length; i++) {
      all[i] = (byte) octets[i];
    }
    return all;
  }
}
