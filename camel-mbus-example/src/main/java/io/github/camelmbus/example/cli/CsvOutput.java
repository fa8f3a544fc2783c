package io.github.camelmbus.example.cli;

import io.github.camelmbus.example.sink.CsvRoute;
import io.github.camelmbus.example.sink.CsvRows;
import io.github.camelmbus.reading.MeterReading;
import jakarta.enterprise.context.Dependent;
import java.io.PrintStream;
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

  private static final String END_OF_RECORD = "\r\n";

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
    return row -> records.accept(row.stream().map(this::cell).toList());
  }

  private Consumer<List<?>> records(PrintStream out, List<String> columns) {
    CSVFormat format =
        CSVFormat.DEFAULT.builder().setDelimiter(CsvRoute.separator(separator)).get();
    Consumer<List<?>> records = cells -> out.print(format.format(cells.toArray()) + END_OF_RECORD);
    records.accept(columns);
    return records;
  }

  private @Nullable Object cell(@Nullable Object value) {
    return value instanceof List<?> texts
        ? csvRows.cell(texts.stream().map(String::valueOf).collect(Collectors.joining("; ")))
        : csvRows.cell(value);
  }
}
