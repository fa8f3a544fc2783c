package io.github.camelmbus.example.cli;

import io.github.camelmbus.example.sink.Printable;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A table of aligned columns, in which control characters are escaped. */
final class Table {
  private static final String GAP = "  ";

  private final List<List<String>> rows = new ArrayList<>();

  Table(String... header) {
    row((Object[]) header);
  }

  /** Adds a row with a cell for each heading; null is an empty cell. */
  void row(@Nullable Object... cells) {
    List<String> row = new ArrayList<>();
    for (Object cell : cells) {
      row.add(Printable.of(text(cell)));
    }
    rows.add(row);
  }

  private static String text(@Nullable Object cell) {
    if (cell instanceof BigDecimal number) {
      return number.toPlainString();
    }
    return cell == null ? "" : cell.toString();
  }

  void print(PrintStream out) {
    int[] widths = widths();
    for (List<String> row : rows) {
      String line =
          IntStream.range(0, row.size())
              .mapToObj(i -> pad(row.get(i), widths[i]))
              .collect(Collectors.joining(GAP));
      out.println(line.stripTrailing());
    }
  }

  private int[] widths() {
    return IntStream.range(0, rows.get(0).size())
        .map(i -> rows.stream().mapToInt(row -> row.get(i).length()).max().orElse(0))
        .toArray();
  }

  private static String pad(String cell, int width) {
    return cell + " ".repeat(width - cell.length());
  }
}
