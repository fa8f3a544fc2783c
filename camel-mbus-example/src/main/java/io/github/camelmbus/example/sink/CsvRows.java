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
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * A reading as rows of a CSV file, one for each record: {@code value} has numbers alone, {@code
 * text} has everything else. Texts come from meters and inventories, so they are made harmless for
 * programs that show the file: control characters are escaped, and a text that a spreadsheet would
 * take for a formula gets an apostrophe in front.
 */
@Singleton
@Named("csvRows")
public class CsvRows {
  /** The setting with the decimal separator. */
  public static final String DECIMAL = "mbus.csv.decimal";

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
    "quality",
    "text",
    "secondaryAddress"
  };

  /** The columns in their order. */
  public static String[] columns() {
    return COLUMNS.clone();
  }

  /** First characters of what a spreadsheet calculates, or sends to another program. */
  private static final String BEGINS_FORMULA = "=+-@";

  private final String decimal;

  /**
   * @param decimal the decimal separator of numbers.
   */
  public CsvRows(@ConfigProperty(name = DECIMAL) String decimal) {
    if (!decimal.equals(".") && !decimal.equals(",")) {
      throw new IllegalArgumentException(
          "mbus.csv.decimal is a point or a comma, not '" + decimal + "'");
    }
    this.decimal = decimal;
  }

  /** The rows of a reading by column; numbers are plain decimals. */
  @Handler
  public List<Map<String, @Nullable Object>> rows(MeterReading reading) {
    MeterReading.Meter meter = reading.meter();
    String address = meter == null ? null : meter.secondaryAddress();
    return ReadingRows.rows(reading).stream().map(row -> plain(row, address)).toList();
  }

  private Map<String, @Nullable Object> plain(
      Map<String, @Nullable Object> row, @Nullable String address) {
    Map<String, @Nullable Object> plain = new LinkedHashMap<>(row);
    Object value = row.get("value");
    plain.put("value", value instanceof Number number ? decimal(number) : null);
    plain.put("text", value instanceof Number || value == null ? null : value.toString());
    plain.replaceAll(
        (column, content) ->
            content instanceof String s && !column.equals("value") ? harmless(s) : content);
    plain.put("secondaryAddress", address);
    return plain;
  }

  /** A value of any type, as it may stand in a CSV file. */
  public @Nullable Object cell(@Nullable Object value) {
    if (value instanceof Number number) {
      return decimal(number);
    }
    return value instanceof String text ? harmless(text) : value;
  }

  /** Without an exponent, which the text of a small BigDecimal has: 1E-7. */
  private String decimal(Number number) {
    String text = number instanceof BigDecimal exact ? exact.toPlainString() : number.toString();
    return text.replace(".", decimal);
  }

  /** A text of a meter or an inventory, as it may stand in a CSV file. */
  private static String harmless(String text) {
    String printable = Printable.of(text);
    boolean formula = !printable.isEmpty() && BEGINS_FORMULA.indexOf(printable.charAt(0)) >= 0;
    return formula ? "'" + printable : printable;
  }
}
