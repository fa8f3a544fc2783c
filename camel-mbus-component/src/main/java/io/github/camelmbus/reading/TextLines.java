package io.github.camelmbus.reading;

import java.io.Closeable;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a text. The lines of an array in C are joined to one: those from its brace to the
 * closing one, or those of octets {@code 0x68,} that end with a comma and the one after them.
 * Confined to one thread.
 */
final class TextLines implements Closeable {
  /**
   * How many characters of a line are kept. The longest telegram is 291 octets, with ", 0x" 1746
   * characters; a longer line is an error anyway, and text without line ends must not fill the
   * memory.
   */
  private static final int LONGEST = 8 * 1024;

  private static final int END = -1;
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private static final Pattern OCTETS = Pattern.compile("[\\s,0-9A-Fa-fxX]*");

  /**
   * The start of an array: {@code unsigned char x[] =} and a brace, with or without its first
   * octets.
   */
  private static final Pattern BRACE = Pattern.compile("[\\w\\s\\[\\]*:<>.]*=?\\s*\\{([^{}]*)");

  private static final Pattern DECLARATION = Pattern.compile("[\\w\\s*:<>.]*\\[[\\w\\s]*]\\s*=");
  private static final Pattern OCTET = Pattern.compile("0[xX]\\p{XDigit}{2}");
  private static final Pattern COMMENT_OF_C = Pattern.compile("//.*|/\\*.*?\\*/");

  private final Reader in;
  private final Deque<Line> ahead = new ArrayDeque<>();
  private int read;
  private int number;

  /**
   * A line that was read.
   *
   * @param number from 1.
   */
  private record Line(String text, int number) {}

  /**
   * @param in buffered.
   */
  TextLines(Reader in) {
    this.in = in;
  }

  /** The number of the first of the lines that {@link #next} returned last, from 1. */
  int number() {
    return number;
  }

  /** The next line, or null at the end. */
  @Nullable String next() throws IOException {
    Line first = take();
    if (first == null) {
      return null;
    }
    number = first.number;
    String line = first.text;
    String start = withoutComment(line);
    if (opensBrace(start)) {
      return joined(start, more -> more.contains("}"));
    }
    return start.endsWith(",") && areOctets(start)
        ? joined(start, more -> !more.isEmpty() && !more.endsWith(","))
        : line;
  }

  private String joined(String start, Predicate<String> isLast) throws IOException {
    StringBuilder array = new StringBuilder(start);
    for (Line more = take(); more != null; more = take()) {
      String octets = withoutComment(more.text);
      boolean isBraced = array.indexOf("{") >= 0;
      String inside = isBraced ? octets : octets.replaceFirst("^\\{", "");
      if (!isInside(inside) || array.length() > LONGEST) {
        ahead.push(more);
        break;
      }
      array.append(' ').append(octets);
      if (isLast.test(octets)) {
        break;
      }
    }
    return array.toString();
  }

  private static boolean opensBrace(String line) {
    if (line.indexOf('{') < 0) {
      return line.endsWith("=") && DECLARATION.matcher(line).matches();
    }
    Matcher brace = BRACE.matcher(line);
    return brace.matches() && areOctets(brace.group(1));
  }

  private static boolean isInside(String line) {
    int brace = line.indexOf('}');
    return areOctets(brace < 0 ? line : line.substring(0, brace));
  }

  /**
   * Whether a text is octets with 0x and commas, or empty: lines of plain digits are telegrams of
   * their own.
   */
  private static boolean areOctets(String text) {
    return OCTETS.matcher(text).matches()
        && Arrays.stream(text.split(","))
            .map(String::strip)
            .allMatch(octet -> octet.isEmpty() || OCTET.matcher(octet).matches());
  }

  private static String withoutComment(String line) {
    return TextLine.withoutComment(withoutCommentOfC(line));
  }

  /** The text without what is between {@code /*} and its end, or follows {@code //}. */
  static String withoutCommentOfC(String line) {
    return line.indexOf('/') < 0 ? line : COMMENT_OF_C.matcher(line).replaceAll("");
  }

  private @Nullable Line take() throws IOException {
    if (!ahead.isEmpty()) {
      return ahead.pop();
    }
    return read();
  }

  private @Nullable Line read() throws IOException {
    String text = readLine();
    return text == null ? null : new Line(text, ++read);
  }

  /**
   * A line after the one that {@link #next} returned last, as it is in the text.
   *
   * @param count lines between them, which this method has returned before.
   * @return null after the end.
   */
  @Nullable String ahead(int count) throws IOException {
    if (count == ahead.size()) {
      Line line = read();
      if (line == null) {
        return null;
      }
      ahead.addLast(line);
    }
    return count == ahead.size() - 1
        ? ahead.getLast().text
        : ahead.stream().skip(count).findFirst().orElseThrow().text;
  }

  /** Skips lines that {@link #ahead} has returned. */
  void skip(int count) {
    for (int i = 0; i < count; i++) {
      ahead.pop();
    }
  }

  /** Gives back the line that {@link #next} returned last: it belongs to the next telegram. */
  void giveBack(String line) {
    ahead.push(new Line(line, number));
  }

  private @Nullable String readLine() throws IOException {
    int next = in.read();
    if (next == END) {
      return null;
    }
    StringBuilder line = new StringBuilder();
    while (next != END && next != '\n') {
      if (line.length() < LONGEST && next != BYTE_ORDER_MARK) {
        line.append((char) next);
      }
      next = in.read();
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
