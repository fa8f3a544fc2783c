package io.github.camelmbus.data;

import java.nio.charset.StandardCharsets;

/** The text of a plain-text VIF (7Ch, FCh): what a meter calls a quantity or its unit. */
final class PlainText {
  /** Where the text is. EN 13757-3 prints it after the VIFEs, most meters send it before them. */
  enum Position {
    AFTER_VIF,
    AFTER_VIFES
  }

  private PlainText() {}

  /** Names the quantity by a text. */
  static void describe(Meaning.Builder meaning, String text) {
    // The only text with a known unit; room sensors of Elvaco send it.
    if (text.equals("%RH")) {
      meaning.name(Quantity.RELATIVE_HUMIDITY.text(), Unit.PERCENT);
    } else {
      meaning.name(kebabCase(text), null);
    }
  }

  /** Whether a text has no control characters. */
  static boolean isPrintable(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c >= 0x7F && c < 0xA0) {
        return false;
      }
    }
    return true;
  }

  /**
   * The ASCII letters and digits in lower case, with one hyphen for other characters between them.
   */
  private static String kebabCase(String text) {
    byte[] words = new byte[text.length()];
    int length = 0;
    boolean between = false;
    for (int i = 0; i < text.length(); i++) {
      char c = lowerCase(text.charAt(i));
      if (c >= 'a' && c <= 'z' || c >= '0' && c <= '9') {
        if (between && length > 0) {
          words[length++] = '-';
        }
        words[length++] = (byte) c;
        between = false;
      } else {
        between = true;
      }
    }
    if (length == 0) {
      return Quantity.PLAIN_TEXT.text();
    }
    String name = new String(words, 0, length, StandardCharsets.ISO_8859_1);
    // The name of a column starts with a letter.
    return words[0] <= '9' ? "text-" + name : name;
  }

  private static char lowerCase(char c) {
    return c >= 'A' && c <= 'Z' ? (char) (c - 'A' + 'a') : c;
  }
}
