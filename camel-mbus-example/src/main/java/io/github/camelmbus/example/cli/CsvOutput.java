package io.github.camelmbus.example.cli;

import io.github.camelmbus.example.sink.CsvRoute;
import io.github.camelmbus.example.sink.CsvRows;
import io.github.camelmbus.reading.MeterReading;
import jakarta.enterprise.context.Dependent;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
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
    Consumer<List<?>> records = records(out, columns);
    return reading -> {
      csvRows.rows(reading).forEach(row -> records.accept(columns.stream().map(row::get).toList()));
      out.flush();
    };
  }

  /** Prints the header, then rows of values of any type. */
  Consumer<List<?>> rows(PrintStream out, List<String> columns) {
    Consumer<List<?>> records = records(out, columns);
    return row -> {
      List<@Nullable Object> cells = new ArrayList<>(row);
      cells.replaceAll(this::cell);
      records.accept(cells);
    };
  }

  private Consumer<List<?>> records(PrintStream out, List<String> columns) {
    CSVFormat format =
        CSVFormat.DEFAULT.builder().setDelimiter(CsvRoute.separator(separator)).get();
    StringBuilder record = new StringBuilder();
    Consumer<List<?>> records =
        cells -> {
          record.setLength(0);
          append(cells, format, record);
          out.append(record);
        };
    records.accept(columns);
    return records;
  }

  private static void append(List<?> cells, CSVFormat format, StringBuilder record) {
    try {
      for (int i = 0; i < cells.size(); i++) {
        format.print(cells.get(i), record, i == 0);
      }
      format.println(record);
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
