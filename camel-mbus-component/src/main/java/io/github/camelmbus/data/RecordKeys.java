package io.github.camelmbus.data;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Names for the records of a reading, {@code energy_storage1} for example: unique in one reading,
 * the same in the next one of that meter, and fit for a column of a table.
 */
public final class RecordKeys {
  /** The words of the tables in camelCase; not those of plain-text VIFs. */
  private static final Map<String, String> CAMEL_CASE = camelCase();

  private RecordKeys() {}

  private static Map<String, String> camelCase() {
    Map<String, String> words = new HashMap<>();
    for (Quantity quantity : Quantity.values()) {
      words.put(quantity.text(), camelCase(quantity.text()));
    }
    return Map.copyOf(words);
  }

  /**
   * The keys of records, in their order: quantity in camelCase, then after {@code _} each of:
   * qualifiers, function, storage number, tariff and subunit where they are not the default, and a
   * number from 2 for what is still equal.
   *
   * @param records all records of a reading; those of several telegrams together.
   */
  public static List<String> keys(List<DataRecord> records) {
    List<String> keys = new ArrayList<>(records.size());
    Set<String> taken = new HashSet<>(2 * records.size());
    for (DataRecord record : records) {
      String key = key(record);
      String unique = key;
      for (int n = 2; !taken.add(unique); n++) {
        unique = key + "_" + n;
      }
      keys.add(unique);
    }
    return List.copyOf(keys);
  }

  private static String key(DataRecord record) {
    String quantity = CAMEL_CASE.get(record.quantity());
    if (quantity == null) {
      quantity = camelCase(record.quantity());
    }
    Dib dib = record.dib();
    return record.qualifiers().isEmpty() && dib.isDefault() ? quantity : key(quantity, record);
  }

  private static String key(String quantity, DataRecord record) {
    StringBuilder key = new StringBuilder(quantity);
    for (String qualifier : record.qualifiers()) {
      key.append('_').append(camelCase(qualifier));
    }
    Dib dib = record.dib();
    if (dib.function() != FunctionField.INSTANTANEOUS) {
      key.append('_').append(dib.function().keyPart());
    }
    appendNumber(key, "storage", dib.storageNumber());
    appendNumber(key, "tariff", dib.tariff());
    appendNumber(key, "subunit", dib.subunit());
    return key.toString();
  }

  private static void appendNumber(StringBuilder key, String name, long number) {
    if (number != 0) {
      key.append('_').append(name).append(number);
    }
  }

  private static String camelCase(String kebabCase) {
    if (kebabCase.indexOf('-') < 0) {
      return kebabCase;
    }
    StringBuilder words = new StringBuilder(kebabCase.length());
    boolean upper = false;
    for (int i = 0; i < kebabCase.length(); i++) {
      char c = kebabCase.charAt(i);
      if (c == '-') {
        upper = true;
      } else {
        words.append(upper ? Character.toUpperCase(c) : c);
        upper = false;
      }
    }
    return words.toString();
  }
}
