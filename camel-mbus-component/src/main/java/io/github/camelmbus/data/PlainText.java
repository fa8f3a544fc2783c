package io.github.camelmbus.data;

import java.util.Locale;

/** The text of a plain-text VIF (7Ch, FCh): what a meter calls a quantity or its unit. */
final class PlainText {
  /** Where the text is. EN 13757-3 prints it behind the VIFEs, most meters send it before them. */
  enum Position {
    BEHIND_VIF,
    BEHIND_VIFES
  }

  private PlainText() {}

  /** Names the quantity by a text. */
  static void describe(Meaning.Builder meaning, String text) {
    // The one text that is common enough to have an agreed unit: Elvaco's room sensors.
    if (text.equals("%RH")) {
      meaning.name(Quantity.RELATIVE_HUMIDITY.text(), Unit.PERCENT);
    } else {
      meaning.name(kebabCase(text), null);
    }
  }

  /** Whether a text consists of characters that a meter would show. */
  static boolean isPrintable(String text) {
    return text.chars().allMatch(c -> c >= ' ' && c < 0x7F || c >= 0xA0);
  }

  private static String kebabCase(String text) {
    String words =
        text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    if (words.isEmpty()) {
      return Quantity.PLAIN_TEXT.text();
    }
    // A name starts with a letter where it is to be a column.
    return Character.isDigit(words.charAt(0)) ? "text-" + words : words;
  }
}
