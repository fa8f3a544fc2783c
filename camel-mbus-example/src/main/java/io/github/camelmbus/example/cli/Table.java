package io.github.camelmbus.example.cli;

import io.github.camelmbus.example.sink.Printable;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A table of aligned columns, in which control characters are escaped. On a terminal that is
 * narrower than its rows, the columns that do not fit continue on lines below, indented and aligned
 * as well: nothing is cut, and the terminal breaks no number.
 */
final class Table {
  /** No terminal: rows may have any length, and programs find a row in one line. */
  static final int ANY_WIDTH = Integer.MAX_VALUE;

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

  /** Prints it for a terminal of this width. */
  void print(PrintStream out, int columns) {
    int[] widths = widths();
    List<Range> ranges = ranges(widths, columns);
    for (List<String> row : rows) {
      for (Range range : ranges) {
        String line = line(row, range, widths);
        if (range.isFirst() || !line.isEmpty()) {
          Wrapping.lines(line, columns, GAP + GAP).forEach(out::println);
        }
      }
    }
  }

  /** The columns of a line: those from a first one up to one before another. */
  private record Range(int from, int to) {
    boolean isFirst() {
      return from == 0;
    }

    String indent() {
      return isFirst() ? "" : GAP;
    }
  }

  private static List<Range> ranges(int[] widths, int columns) {
    List<Range> ranges = new ArrayList<>();
    int from = 0;
    int length = widths[0];
    for (int i = 1; i < widths.length; i++) {
      int longer = length + GAP.length() + widths[i];
      if (longer <= columns) {
        length = longer;
      } else {
        ranges.add(new Range(from, i));
        from = i;
        length = GAP.length() + widths[i];
      }
    }
    ranges.add(new Range(from, widths.length));
    return ranges;
  }

  private static String line(List<String> row, Range range, int[] widths) {
    String cells =
        IntStream.range(range.from(), range.to())
            .mapToObj(i -> pad(row.get(i), widths[i]))
            .collect(Collectors.joining(GAP))
            .stripTrailing();
    return cells.isEmpty() ? "" : range.indent() + cells;
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
