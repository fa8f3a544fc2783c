package io.github.camelmbus.search;

import io.github.camelmbus.application.Mask;
import io.github.camelmbus.application.SecondaryAddress;
import io.github.camelmbus.search.ProbeTree.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Draws the masks of a search as SVG: from left to right digit after digit, from top to bottom as
 * they were probed, those that nobody answered to as one row of dots. The first column has room for
 * the legend.
 */
final class SearchPicture {

  private record Look(String fill, String line, String text) {}

  private static final Look MANY = new Look("#fff3e0", "#ef6c00", "#b34700");
  private static final Look ONE = new Look("#e8f5e9", "#2e7d32", "#1b5e20");
  private static final Look NONE = new Look("#eceff1", "#90a4ae", "#546e7a");
  private static final Look FAULT = new Look("#f3e5f5", "#8e24aa", "#6a1b9a");

  private static final String DARK = "#263238";
  private static final String BLUE = "#1565c0";
  private static final List<String> COLUMNS =
      List.of("all digits open", "one digit fixed", "two digits fixed", "three digits fixed");

  private static final int MARGIN = 24;
  private static final int TOP = 96;
  private static final int COLUMN = 348;
  private static final int ROW = 36;
  private static final int BOX_WIDTH = 256;
  private static final int BOX_HEIGHT = 28;
  private static final int CELLS = 38;
  private static final int CELL = 15;
  private static final int DOT = 19;
  private static final int LEGEND_ROW = 27;
  private static final int LEGEND_ROWS = 7;
  private static final int LEGEND_TEXT = 52;
  private static final int BARS = 96;
  private static final int BAR_ROW = 32;
  private static final int BAR_NAME = 170;
  private static final int BAR_LABEL = 126;

  private final ProbeTree tree;
  private final StringBuilder edges = new StringBuilder();
  private final StringBuilder boxes = new StringBuilder();
  private int rows;

  SearchPicture(ProbeTree tree) {
    this.tree = tree;
  }

  /**
   * @param meters how many were found.
   * @param ours probes of the recorded search.
   * @param firstDigitFirst probes it takes to fix the digits from the first to the last.
   */
  String draw(int meters, int ours, int firstDigitFirst) {
    tree.roots().forEach(this::place);
    int width = 2 * MARGIN + tree.depth() * COLUMN + BOX_WIDTH;
    int end = TOP + rows * ROW;
    String title = format("%d meters found with %d questions", meters, ours);
    StringBuilder svg = new StringBuilder(head(width, end + BARS + MARGIN, title));
    for (int depth = 0; depth <= tree.depth(); depth++) {
      int x = MARGIN + depth * COLUMN;
      svg.append(text(x, TOP - 26, NONE.text(), "font-size=\"14\"", column(depth)));
    }
    svg.append("  <g fill=\"none\" stroke-width=\"1.6\">\n").append(edges).append("  </g>\n");
    svg.append(boxes);
    legend(svg, end - LEGEND_ROWS * LEGEND_ROW);
    int longest = width - 2 * MARGIN - BAR_NAME - BAR_LABEL;
    bar(svg, end + 24, longest * ours / firstDigitFirst, ours, ONE, "this search");
    bar(svg, end + 24 + BAR_ROW, longest, firstDigitFirst, NONE, "from the first digit on");
    return svg.append("</svg>\n").toString();
  }

  private static String column(int depth) {
    return depth < COLUMNS.size() ? COLUMNS.get(depth) : format("%d digits fixed", depth);
  }

  private static String head(int width, int height, String title) {
    String svg =
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %2$d" width="%1$d" height="%2$d" \
        font-family="DejaVu Sans, Verdana, sans-serif" font-size="13">
          <title>%3$s</title>
          <rect width="%1$d" height="%2$d" fill="#ffffff"/>
        """;
    return format(svg, width, height, title)
        + text(MARGIN, 36, DARK, "font-size=\"20\" font-weight=\"bold\"", title);
  }

  /** Places a mask beside the middle of its parts; returns its middle. */
  private int place(Node node) {
    List<Node> silent = node.children.stream().filter(Node::isSilent).toList();
    List<Node> shown = node.children.stream().filter(child -> !child.isSilent()).toList();
    List<Integer> middles = new ArrayList<>();
    shown.forEach(child -> middles.add(place(child)));
    if (!silent.isEmpty()) {
      middles.add(placeSilent(silent));
    }
    int middle =
        middles.isEmpty() ? nextRow() : (middles.get(0) + middles.get(middles.size() - 1)) / 2;
    int x = x(node);
    for (int i = 0; i < middles.size(); i++) {
      Look look = i < shown.size() ? look(shown.get(i)) : NONE;
      edge(x + BOX_WIDTH, middle, x + COLUMN, middles.get(i), look);
    }
    box(node, x, middle);
    return middle;
  }

  private int nextRow() {
    return TOP + rows++ * ROW + BOX_HEIGHT / 2;
  }

  private static int x(Node node) {
    return MARGIN + node.depth() * COLUMN;
  }

  private void edge(int fromX, int fromY, int toX, int toY, Look look) {
    int half = (fromX + toX) / 2;
    edges.append(
        format(
            "    <path d=\"M%d %dC%d %d %d %d %d %d\" stroke=\"%s\"/>\n",
            fromX, fromY, half, fromY, half, toY, toX, toY, look.line()));
  }

  private void box(Node node, int x, int middle) {
    Look look = look(node);
    int top = middle - BOX_HEIGHT / 2;
    boxes.append(rectangle(x, top, BOX_WIDTH, BOX_HEIGHT, look));
    boxes.append(number(x + CELLS - 8, middle, numbers(node)));
    for (int i = 0; i < Mask.DIGITS; i++) {
      cell(boxes, x + CELLS + i * CELL, middle, node.mask.address().id().charAt(i), node.fixes(i));
    }
    String style = "font-weight=\"bold\"";
    boxes.append(
        text(x + CELLS + Mask.DIGITS * CELL + 12, middle + 5, look.text(), style, answer(node)));
  }

  private static void cell(StringBuilder svg, int x, int middle, char digit, boolean isNew) {
    boolean open = digit == Mask.ANY_DIGIT;
    if (isNew) {
      svg.append(
          format(
              "  <rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"20\" rx=\"3\" fill=\"%s\"/>\n",
              x, middle - 10, CELL, BLUE));
    }
    svg.append(
        text(
            x + CELL / 2,
            middle + 5,
            isNew ? "#ffffff" : open ? "#90a4ae" : DARK,
            "text-anchor=\"middle\" font-size=\"14\"" + (open ? "" : " font-weight=\"bold\""),
            open ? "?" : String.valueOf(digit)));
  }

  /** Masks that nobody answered to, as the digits they had in turn. */
  private int placeSilent(List<Node> silent) {
    int middle = nextRow();
    int x = x(silent.get(0));
    for (int i = 0; i < silent.size(); i++) {
      dot(boxes, x + 10 + i * DOT, middle, newDigit(silent.get(i)));
    }
    boxes.append(text(x + silent.size() * DOT + 8, middle + 5, NONE.text(), "", "nobody"));
    return middle;
  }

  private static void dot(StringBuilder svg, int x, int middle, String digit) {
    svg.append(
        format(
            "  <circle cx=\"%d\" cy=\"%d\" r=\"8\" fill=\"%s\" stroke=\"%s\"/>\n",
            x, middle, NONE.fill(), NONE.line()));
    svg.append(text(x, middle + 4, NONE.text(), "text-anchor=\"middle\" font-size=\"11\"", digit));
  }

  private static String newDigit(Node node) {
    for (int i = 0; i < Mask.DIGITS; i++) {
      if (node.fixes(i)) {
        return node.mask.address().id().substring(i, i + 1);
      }
    }
    return "";
  }

  private static String numbers(Node node) {
    return node.numbers.stream().map(String::valueOf).collect(Collectors.joining(","));
  }

  private static String number(int right, int middle, String numbers) {
    String style = "text-anchor=\"end\" font-size=\"11\"";
    return text(right, middle + 4, NONE.text(), style, numbers);
  }

  private static String answer(Node node) {
    if (node.outcome instanceof Outcome.One one) {
      SecondaryAddress address = one.address();
      return address == null ? "one meter" : address.id();
    } else if (node.outcome instanceof Outcome.Several) {
      return "several";
    } else if (node.outcome instanceof Outcome.Silence) {
      return "nobody";
    } else if (node.outcome instanceof Outcome.Mute) {
      return "no data";
    }
    return "damaged";
  }

  private static Look look(Node node) {
    if (node.outcome instanceof Outcome.One) {
      return ONE;
    } else if (node.outcome instanceof Outcome.Several) {
      return MANY;
    }
    return node.outcome instanceof Outcome.Silence ? NONE : FAULT;
  }

  private static void legend(StringBuilder svg, int top) {
    int y = top;
    svg.append(number(MARGIN + LEGEND_TEXT - 20, y, "12"));
    svg.append(explanation(y, "the order of the questions"));
    y += LEGEND_ROW;
    cell(svg, MARGIN + LEGEND_TEXT - 32, y, '5', true);
    svg.append(explanation(y, "the digit fixed in this step"));
    y += LEGEND_ROW;
    cell(svg, MARGIN + LEGEND_TEXT - 32, y, Mask.ANY_DIGIT, false);
    svg.append(explanation(y, "any digit"));
    y += LEGEND_ROW;
    sample(svg, y, ONE, "one meter answers with its id");
    y += LEGEND_ROW;
    sample(svg, y, MANY, "several answer: ask further");
    y += LEGEND_ROW;
    sample(svg, y, FAULT, "a damaged answer: ask further");
    y += LEGEND_ROW;
    dot(svg, MARGIN + LEGEND_TEXT - 25, y, "8");
    svg.append(explanation(y, "nobody has this digit here"));
  }

  private static void sample(StringBuilder svg, int y, Look look, String text) {
    svg.append(rectangle(MARGIN + LEGEND_TEXT - 40, y - 9, 30, 18, look));
    svg.append(explanation(y, text));
  }

  private static String explanation(int y, String text) {
    return text(MARGIN + LEGEND_TEXT, y + 5, DARK, "", text);
  }

  private static void bar(
      StringBuilder svg, int top, int length, int questions, Look look, String name) {
    int start = MARGIN + BAR_NAME;
    String label = format("%d questions", questions);
    svg.append(text(MARGIN, top + 16, DARK, "", name));
    svg.append(rectangle(start, top, length, 22, look));
    svg.append(text(start + length + 10, top + 16, look.text(), "font-weight=\"bold\"", label));
  }

  private static String rectangle(int x, int y, int width, int height, Look look) {
    return format(
        "  <rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"5\" fill=\"%s\" stroke=\"%s\"/>\n",
        x, y, width, height, look.fill(), look.line());
  }

  private static String text(int x, int y, String colour, String style, String text) {
    return format(
        "  <text x=\"%d\" y=\"%d\" fill=\"%s\"%s>%s</text>\n",
        x, y, colour, style.isEmpty() ? "" : " " + style, text);
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
