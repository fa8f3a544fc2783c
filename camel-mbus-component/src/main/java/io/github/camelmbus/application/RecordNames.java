package io.github.camelmbus.application;

import io.github.camelmbus.OctetString;
import io.github.camelmbus.data.DataRecord;
import io.github.camelmbus.data.RecordList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Gives the names of {@link MeterKnowledge} to records. */
final class RecordNames {
  /** What {@link ServiceLoader} finds in the application, and beside this class. */
  static final RecordNames FOUND = new RecordNames(find());

  private static final HexFormat HEX = HexFormat.of().withUpperCase();
  private static final String MANUFACTURER_QUALIFIER = "manufacturer-";

  private final List<MeterKnowledge> knowledge;

  RecordNames(List<MeterKnowledge> knowledge) {
    this.knowledge = List.copyOf(knowledge);
  }

  private static List<MeterKnowledge> find() {
    Map<Class<?>, MeterKnowledge> found = new LinkedHashMap<>();
    ServiceLoader.load(MeterKnowledge.class)
        .forEach(knowledge -> found.putIfAbsent(knowledge.getClass(), knowledge));
    ServiceLoader.load(MeterKnowledge.class, RecordNames.class.getClassLoader())
        .forEach(knowledge -> found.putIfAbsent(knowledge.getClass(), knowledge));
    return List.copyOf(found.values());
  }

  /**
   * The same list with the names that are known.
   *
   * @param meter whose records they are; null if unknown.
   */
  RecordList name(RecordList list, @Nullable SecondaryAddress meter) {
    if (meter == null) {
      return list;
    }
    List<MeterKnowledge> about = about(meter);
    if (about.isEmpty()) {
      return list;
    }
    List<DataRecord> records = new ArrayList<>(list.records().size());
    for (DataRecord record : list.records()) {
      records.add(named(record, about));
    }
    OctetString block = list.manufacturerData();
    if (block != null) {
      records.addAll(fields(block.toArray(), about));
    }
    return list.withRecords(records);
  }

  /** A plain loop: it runs for every telegram, and nothing is known about most meters. */
  private List<MeterKnowledge> about(SecondaryAddress meter) {
    List<MeterKnowledge> about = List.of();
    for (MeterKnowledge known : knowledge) {
      if (known.covers(meter)) {
        about = about.isEmpty() ? new ArrayList<>(1) : about;
        about.add(known);
      }
    }
    return about;
  }

  private static DataRecord named(DataRecord record, List<MeterKnowledge> about) {
    if (record.vib().isOfManufacturer()) {
      String vib = HEX.formatHex(record.vib().octets());
      String name = first(about, known -> known.records().get(vib));
      return name == null ? record : record.ofManufacturer(name);
    }
    for (String qualifier : record.qualifiers()) {
      if (qualifier.startsWith(MANUFACTURER_QUALIFIER)) {
        return record.withQualifiers(qualifiers(record, about));
      }
    }
    return record;
  }

  private static List<String> qualifiers(DataRecord record, List<MeterKnowledge> about) {
    List<String> qualifiers = new ArrayList<>(record.qualifiers());
    qualifiers.replaceAll(
        qualifier -> {
          String vifes = qualifier.replace(MANUFACTURER_QUALIFIER, "");
          String name = first(about, known -> known.qualifiers().get(vifes));
          return name == null ? qualifier : name;
        });
    return qualifiers;
  }

  private static List<DataRecord> fields(byte[] block, List<MeterKnowledge> about) {
    return about.stream()
        .map(known -> known.block(block.clone()))
        .filter(fields -> !fields.isEmpty())
        .findFirst()
        .orElse(List.of())
        .stream()
        .filter(field -> field.offset() + field.coding().length() <= block.length)
        .map(field -> record(field, block))
        .toList();
  }

  private static DataRecord record(MeterKnowledge.BlockField field, byte[] block) {
    int end = field.offset() + field.coding().length();
    return DataRecord.ofBlock(
        field.name(), field.coding(), Arrays.copyOfRange(block, field.offset(), end));
  }

  private static @Nullable String first(
      List<MeterKnowledge> about, Function<MeterKnowledge, @Nullable String> name) {
    return about.stream().map(name).filter(Objects::nonNull).findFirst().orElse(null);
  }
}
