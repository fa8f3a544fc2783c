package io.github.camelmbus.reading;

import io.github.camelmbus.reading.TextLine.Octets;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Octets as users and programs write them. Each method returns null for a line in another notation.
 */
final class OctetNotation {
  private static final HexFormat HEX = HexFormat.of();
  private static final Pattern PLAIN = Pattern.compile("[\\p{XDigit}\\s]+");

  /** Only groups of one digit and of two; a single digit at the end may be a cut-off octet. */
  private static final Pattern SHORT_OCTETS =
      Pattern.compile(
          "(?=.*\\b\\p{XDigit}{2}\\b)(?=.*\\b\\p{XDigit}\\s)"
              + "\\p{XDigit}{1,2}(?:\\s++\\p{XDigit}{1,2}+)*+"); // possessive: a line may be long

  private static final Pattern SINGLE_DIGIT = Pattern.compile("\\b\\p{XDigit}\\b");
  private static final Pattern DIGITS = Pattern.compile("\\p{XDigit}+");
  private static final Pattern OCTET =
      Pattern.compile("[\"']?(0[xX]|\\\\x)?(\\p{XDigit}{2})[\"']?");
  private static final Pattern GROUP_SEPARATOR = Pattern.compile("[_|]+");
  private static final Pattern ARRAY =
      Pattern.compile("[\\w\\s\\[\\]*:<>.]*(?:=\\s*)?\\{([^{}]*)}?\\s*[;,]?");
  private static final Pattern OPENING = Pattern.compile("^[\\s\"'\\[({|]+");
  private static final Pattern CLOSING = Pattern.compile("[\\s\"'\\])};,|]+$");

  /**
   * What may stand between octets: the same in all of a line, so that times and numbers with signs
   * are no octets. The last one is the start of the next octet.
   */
  private static final List<Pattern> SEPARATORS =
      List.of(
          Pattern.compile("\\s*,\\s*"),
          Pattern.compile("\\s*;\\s*"),
          Pattern.compile("\\s+"),
          Pattern.compile(":"),
          Pattern.compile("-"),
          Pattern.compile("(?=0[xX]|\\\\x)"));

  /** Escapes of one character, and what they stand for. */
  private static final String ESCAPES = "nrt\\'\"";

  private static final String ESCAPED = "\n\r\t\\'\"";
  private static final char LAST_PRINTABLE = '~';

  private OctetNotation() {}

  /**
   * Hexadecimal digits with blanks anywhere; but {@code 4 13 E8 3} are four octets, of which some
   * lack the zero in front.
   */
  static @Nullable TextLine plain(String line) {
    if (!PLAIN.matcher(line).matches()) {
      return null;
    }
    boolean isPadded = !SHORT_OCTETS.matcher(line).matches();
    String octets = isPadded ? line : SINGLE_DIGIT.matcher(line).replaceAll("0$0");
    return ofDigits(octets.replaceAll("\\s", ""));
  }

  /** {@code unsigned char x[] = {0x68, 0x1B, ...};} */
  static @Nullable TextLine array(String line) {
    Matcher array = ARRAY.matcher(TextLines.withoutCommentOfC(line).strip());
    return array.matches() ? separated(array.group(1)) : null;
  }

  /**
   * {@code 68:1B:1B}, {@code 68-1B-1B}, {@code 0x68, 0x1B}, {@code "68","1B"}, {@code \x68\x1B}.
   */
  static @Nullable TextLine separated(String line) {
    String text = bare(line);
    return SEPARATORS.stream()
        .map(separator -> separated(text, separator))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  private static @Nullable TextLine separated(String text, Pattern separator) {
    List<Matcher> octets = Arrays.stream(separator.split(text)).map(OCTET::matcher).toList();
    if (!octets.stream().allMatch(Matcher::matches)) {
      return null;
    }
    // With 0x at some of them only, the others may be decimal.
    long prefixed = octets.stream().filter(octet -> octet.group(1) != null).count();
    return prefixed == 0 || prefixed == octets.size()
        ? ofDigits(octets.stream().map(octet -> octet.group(2)).collect(Collectors.joining()))
        : null;
  }

  /** {@code 0x681B1B68...}, and groups of digits with {@code _} or {@code |} between them. */
  static @Nullable TextLine groups(String line) {
    String text = bare(line).replaceFirst("^0[xX]", "");
    boolean isHex = Arrays.stream(GROUP_SEPARATOR.split(text)).allMatch(DIGITS.asMatchPredicate());
    return isHex ? ofDigits(GROUP_SEPARATOR.matcher(text).replaceAll("")) : null;
  }

  private static String bare(String line) {
    return CLOSING
        .matcher(OPENING.matcher(TextLines.withoutCommentOfC(line)).replaceFirst(""))
        .replaceFirst("");
  }

  /** A string of Python or C with escapes: {@code b'h\x1b\x1bh\x08...'}. */
  static @Nullable TextLine escaped(String line) {
    int single = line.indexOf('\'');
    int start = line.indexOf('"');
    if (start < 0 || single >= 0 && single < start) {
      start = single;
    }
    int end = start < 0 ? -1 : line.lastIndexOf(line.charAt(start));
    if (end <= start || !line.substring(start, end).contains("\\x")) {
      return null;
    }
    return unescaped(line.substring(start + 1, end));
  }

  private static @Nullable TextLine unescaped(String text) {
    ByteArrayOutputStream octets = new ByteArrayOutputStream();
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      int octet = c == '\\' ? escape(text, at) : c;
      if (octet < 0 || c > LAST_PRINTABLE) {
        return null;
      }
      octets.write(octet);
      at += c != '\\' ? 1 : text.charAt(at + 1) == 'x' ? 4 : 2;
    }
    return new Octets(octets.toByteArray());
  }

  /** The octet of the escape at a place; negative if there is none. */
  private static int escape(String text, int at) {
    if (at + 1 == text.length()) {
      return -1;
    }
    char kind = text.charAt(at + 1);
    if (kind != 'x') {
      int index = ESCAPES.indexOf(kind);
      return index < 0 ? -1 : ESCAPED.charAt(index);
    }
    String digits = text.substring(at + 2, Math.min(at + 4, text.length()));
    return digits.length() == 2 && DIGITS.matcher(digits).matches()
        ? HexFormat.fromHexDigits(digits)
        : -1;
  }

  private static @Nullable TextLine ofDigits(String digits) {
    return digits.length() % 2 == 0 && !digits.isEmpty() ? new Octets(HEX.parseHex(digits)) : null;
  }
}
