package io.github.camelmbus.example.cli;

import io.github.camelmbus.example.sink.CsvRoute;
import io.github.camelmbus.example.sink.CsvRows;
import io.github.camelmbus.reading.MeterReading;
import jakarta.enterprise.context.Dependent;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Prints CSV with the separators and the escaping of the CSV files that {@code run} writes. */
@Dependent
final class CsvOutput {
  static final String SEPARATOR = "mbus.csv.separator";

  private final CsvRows csvRows;
  private final String separator;

  CsvOutput(CsvRows csvRows, @ConfigProperty(name = SEPARATOR) String separator) {
    this.csvRows = csvRows;
    this.separator = separator;
  }

  /** Prints the header, then readings as in the CSV file of a day. */
  Consumer<MeterReading> readings(PrintStream out) {
    List<String> columns = List.of(CsvRows.columns());
    Consumer<List<?>> records = records(out, UnaryOperator.identity(), columns.size());
    records.accept(columns);
    return reading -> {
      csvRows.rows(reading).forEach(row -> records.accept(columns.stream().map(row::get).toList()));
      out.flush();
    };
  }

  /** Prints the header, then rows of values of any type. */
  Consumer<List<?>> rows(PrintStream out, List<String> columns) {
    Consumer<List<?>> rows = records(out, this::cell, columns.size());
    rows.accept(columns);
    return rows;
  }

  private Consumer<List<?>> records(
      PrintStream out, UnaryOperator<@Nullable Object> cell, int columns) {
    CSVFormat format =
        CSVFormat.DEFAULT.builder().setDelimiter(CsvRoute.separator(separator)).get();
    @Nullable Object[] before = new Object[columns];
    String[] texts = new String[columns];
    StringBuilder record = new StringBuilder();
    return row -> {
      record.setLength(0);
      for (int i = 0; i < columns; i++) {
        // Most cells are the same as in the row before, and to escape one takes longer than to
        // compare.
        Object value = row.get(i);
        if (texts[i] == null || !Objects.equals(value, before[i])) {
          before[i] = value;
          texts[i] = text(cell.apply(value), format, i == 0);
        }
        record.append(texts[i]);
      }
      record.append(format.getRecordSeparator());
      out.writeBytes(record.toString().getBytes(StandardCharsets.UTF_8));
    };
  }

  /** The text of a cell with the separator before it. */
  private static String text(@Nullable Object cell, CSVFormat format, boolean isFirst) {
    try {
      StringBuilder text = new StringBuilder();
      format.print(cell, text, isFirst);
      return text.toString();
    } catch (IOException e) {
      throw new AssertionError("a text in memory", e);
    }
  }

  private @Nullable Object cell(@Nullable Object value) {
    return value instanceof List<?> texts
        ? csvRows.cell(texts.stream().map(String::valueOf).collect(Collectors.joining("; ")))
        : csvRows.cell(value);
  }
}
