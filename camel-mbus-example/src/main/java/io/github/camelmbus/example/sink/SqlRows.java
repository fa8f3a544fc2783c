package io.github.camelmbus.example.sink;

import io.github.camelmbus.reading.MeterReading;
import io.github.camelmbus.reading.ReadingRows;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Handler;
import org.jspecify.annotations.Nullable;

/** A reading as rows of the table {@code meter_reading}, one for each record. */
@Singleton
@Named("sqlRows")
@RegisterForReflection
public class SqlRows {
  private final MeterKey keys = new MeterKey();

  /** The rows by column: {@code value} has numbers alone, {@code text} has everything else. */
  @Handler
  public List<Map<String, @Nullable Object>> rows(MeterReading reading) {
    String meter = keys.of(reading);
    String address = reading.meter() == null ? null : reading.meter().secondaryAddress();
    return ReadingRows.rows(reading).stream().map(row -> typed(meter, address, row)).toList();
  }

  private static Map<String, @Nullable Object> typed(
      String meter, @Nullable String address, Map<String, @Nullable Object> row) {
    Map<String, @Nullable Object> typed = new LinkedHashMap<>(row);
    Object value = row.get("value");
    boolean number = value instanceof Number;
    typed.put("meter", meter);
    typed.put("secondaryAddress", address);
    typed.put("value", number ? value : null);
    typed.put("text", number || value == null ? null : value.toString());
    typed.replaceAll((column, content) -> content instanceof String s ? storable(s) : content);
    return typed;
  }

  /** Replaces NUL, which meters send: PostgreSQL refuses the whole batch if a text contains it. */
  private static String storable(String text) {
    return text.replace('\0', '\uFFFD');
  }
}
