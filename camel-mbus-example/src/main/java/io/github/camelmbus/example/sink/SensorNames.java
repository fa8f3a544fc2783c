package io.github.camelmbus.example.sink;

import io.github.camelmbus.data.FunctionField;
import io.github.camelmbus.reading.MeterReading;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Readable names of records: {@code Flow temperature}, {@code Maximum power, stored value 1}. Each
 * is unique in its reading.
 */
final class SensorNames {
  private static final Map<String, String> WORDS =
      Map.of(
          "hca", "heat cost units",
          "date-time", "clock",
          "dimensionless", "count",
          "rf-level", "radio level",
          "positive-accumulation", "forward",
          "negative-accumulation", "backward");

  private final Map<String, Integer> taken = new HashMap<>();

  /** The name of the next record of the reading. */
  String next(MeterReading.Record record) {
    String name = name(record);
    int count = taken.merge(name, 1, Integer::sum);
    return count == 1 ? name : name + " (" + count + ")";
  }

  private static String name(MeterReading.Record record) {
    StringBuilder name = new StringBuilder();
    if (record.function() == FunctionField.MAXIMUM) {
      name.append("maximum ");
    } else if (record.function() == FunctionField.MINIMUM) {
      name.append("minimum ");
    }
    name.append(words(record.quantity()));
    record.qualifiers().forEach(qualifier -> name.append(' ').append(words(qualifier)));
    if (record.function() == FunctionField.ERROR) {
      name.append(" during error");
    }
    append(name, "tariff", record.tariff());
    append(name, "subunit", record.subunit());
    append(name, "stored value", record.storage());
    return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
  }

  private static String words(String kebabCase) {
    String words = WORDS.getOrDefault(kebabCase, kebabCase.replace('-', ' ').strip());
    return words.isEmpty() ? "value" : words;
  }

  private static void append(StringBuilder name, String word, long number) {
    if (number != 0) {
      name.append(", ").append(word).append(' ').append(number);
    }
  }
}
