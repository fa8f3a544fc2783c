package io.github.camelmbus.data;

import java.util.ArrayList;
import java.util.Collections;
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
      StringBuilder text = new StringBuilder();
      appendCamelCase(text, quantity.text());
      words.put(quantity.text(), text.toString());
    }
    return Map.copyOf(words);
  }

  /**
   * The keys of records, in their order: quantity in camelCase, then after {@code _} each of:
   * qualifiers, function, storage number, tariff and subunit if they are not the default, and a
   * number from 2 on for keys that are still equal.
   *
   * @param records all records of a reading; those of several telegrams together.
   */
  public static List<String> keys(List<DataRecord> records) {
    List<String> keys = new ArrayList<>(records.size());
    Set<String> taken = new HashSet<>(2 * records.size());
    // One for all keys: with one for each a reading allocates a tenth more octets.
    StringBuilder text = new StringBuilder();
    for (DataRecord record : records) {
      String key = key(record, text);
      String unique = key;
      for (int n = 2; !taken.add(unique); n++) {
        unique = key + "_" + n;
      }
      keys.add(unique);
    }
    return Collections.unmodifiableList(keys);
  }

  private static String key(DataRecord record, StringBuilder text) {
    String quantity = CAMEL_CASE.get(record.quantity());
    Dib dib = record.dib();
    List<String> qualifiers = record.qualifiers();
    if (quantity != null && qualifiers.isEmpty() && dib.isDefault()) {
      return quantity;
    }
    text.setLength(0);
    if (quantity == null) {
      appendCamelCase(text, record.quantity());
    } else {
      text.append(quantity);
    }
    for (int i = 0; i < qualifiers.size(); i++) {
      appendCamelCase(text.append('_'), qualifiers.get(i));
    }
    if (dib.function() != FunctionField.INSTANTANEOUS) {
      text.append('_').append(dib.function().keyPart());
    }
    appendNumber(text, "storage", dib.storageNumber());
    appendNumber(text, "tariff", dib.tariff());
    appendNumber(text, "subunit", dib.subunit());
    return text.toString();
  }

  private static void appendNumber(StringBuilder key, String name, long number) {
    if (number != 0) {
      key.append('_').append(name).append(number);
    }
  }

  private static void appendCamelCase(StringBuilder words, String kebabCase) {
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
  }
}
