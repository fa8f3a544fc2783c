package io.github.camelmbus.example.sink;

import java.util.Locale;

/**
 * Text from outside for a log or a terminal. Characters that control it - the end of a line, ESC,
 * NUL, the direction of writing - are escaped as in JSON: {@code \}{@code u001B}.
 */
public final class Printable {
  private Printable() {}

  /** The text with these characters escaped; the same text if it has none. */
  public static String of(String text) {
    StringBuilder escaped = null;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean isControl = isControl(c);
      if (isControl && escaped == null) {
        escaped = new StringBuilder(text.length() + 16).append(text, 0, i);
      }
      if (escaped != null) {
        escaped.append(isControl ? String.format(Locale.ROOT, "\\u%04X", (int) c) : c);
      }
    }
    return escaped == null ? text : escaped.toString();
  }

  /**
   * The same, of a text that may be of any length.
   *
   * @param most characters of the text that are shown.
   */
  public static String of(String text, int most) {
    return of(cut(text, most));
  }

  /** The beginning of a text that is too long, and how long it is. */
  static String cut(String text, int most) {
    return text.length() <= most
        ? text
        : text.substring(0, most) + "... (" + text.length() + " characters)";
  }

  private static boolean isControl(char c) {
    if (c < 0x80) {
      return c < ' ' || c == 0x7F;
    }
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }
}
