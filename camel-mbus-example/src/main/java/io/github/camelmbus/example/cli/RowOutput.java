package io.github.camelmbus.example.cli;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Prints rows as JSON objects, as CSV, or as a table for people. */
final class RowOutput<T> implements AutoCloseable {
  private final OutputOptions options;
  private final PrintStream out;
  private final Consumer<T> print;
  private final Runnable end;
  private boolean isEmpty = true;

  /**
   * How a row is shown.
   *
   * @param columns names of the values in JSON and CSV.
   * @param values of a row, one for each column.
   * @param headings of the table.
   * @param cells of a row of the table, one for each heading.
   */
  record Form<T>(
      List<String> columns,
      Function<T, List<@Nullable Object>> values,
      List<String> headings,
      Function<T, List<@Nullable Object>> cells) {

    private String json(T row) {
      Map<String, @Nullable Object> members = new LinkedHashMap<>();
      List<@Nullable Object> all = values.apply(row);
      for (int i = 0; i < columns.size(); i++) {
        members.put(columns.get(i), all.get(i));
      }
      return JsonLine.of(members);
    }
  }

  /**
   * @param csv prints CSV; null for JSON or a table, as the options say.
   */
  RowOutput(Form<T> form, OutputOptions options, @Nullable CsvOutput csv) {
    this.options = options;
    this.out = options.dataInBlocks();
    if (csv != null) {
      Consumer<List<?>> rows = csv.rows(out, form.columns());
      this.print = row -> rows.accept(form.values().apply(row));
      this.end = () -> {};
    } else if (options.json()) {
      this.print = row -> out.print(form.json(row) + "\n");
      this.end = () -> {};
    } else {
      Table table = new Table(form.headings().toArray(String[]::new));
      this.print = row -> table.row(form.cells().apply(row).toArray());
      this.end = () -> table.print(out, options.columns());
    }
  }

  /**
   * Prints a row.
   *
   * @throws java.io.UncheckedIOException if a row could not be written.
   * @throws OutputOptions.ReaderGone if nobody reads any more.
   */
  void print(T row) {
    isEmpty = false;
    print.accept(row);
    options.requireReader();
  }

  boolean isEmpty() {
    return isEmpty;
  }

  /** Prints the rows before a failure. */
  @Override
  public void close() {
    out.flush();
  }

  /** Prints what is not printed yet. */
  void end() {
    end.run();
    out.flush();
  }
}
