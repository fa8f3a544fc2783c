package io.github.camelmbus.example.sink;

import io.github.camelmbus.reading.MeterReading;
import io.github.camelmbus.reading.ReadingRows;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Handler;
import org.jspecify.annotations.Nullable;

/**
 * A reading as rows of a CSV file, one for each record. Texts come from meters and inventories, so
 * they are made harmless for programs that show the file: control characters are escaped, and an
 * apostrophe stands in front of what a spreadsheet would take for a formula.
 */
@Singleton
@Named("csvRows")
public class CsvRows {
  private static final String[] COLUMNS = {
    "readAt",
    "line",
    "meterId",
    "name",
    "manufacturer",
    "deviceType",
    "key",
    "value",
    "unit",
    "quality"
  };

  /** The columns in their order. */
  public static String[] columns() {
    return COLUMNS.clone();
  }

  /** What a spreadsheet calculates, or sends to another program. */
  private static final String BEGINS_FORMULA = "=+-@";

  /** The rows of a reading by column; numbers are plain decimals. */
  @Handler
  public List<Map<String, @Nullable Object>> rows(MeterReading reading) {
    return ReadingRows.rows(reading).stream().map(CsvRows::plain).toList();
  }

  private static Map<String, @Nullable Object> plain(Map<String, @Nullable Object> row) {
    Map<String, @Nullable Object> plain = new LinkedHashMap<>(row);
    plain.replaceAll((column, content) -> content instanceof String s ? harmless(s) : content);
    // The text of a BigDecimal has an exponent where it is small: 1E-7.
    plain.computeIfPresent(
        "value", (column, value) -> value instanceof BigDecimal n ? n.toPlainString() : value);
    return plain;
  }

  private static String harmless(String text) {
    String printable = Printable.of(text);
    boolean formula = !printable.isEmpty() && BEGINS_FORMULA.indexOf(printable.charAt(0)) >= 0;
    return formula ? "'" + printable : printable;
  }
}
