package io.github.camelmbus.camel;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Options whose values are the names of an enum's constants in camel case. */
final class EnumOption {
  private EnumOption() {}

  /**
   * @param option name of the option, for the message.
   * @throws IllegalArgumentException naming the words that the option takes.
   */
  static <E extends Enum<E>> E of(String option, Class<E> words, String value) {
    return Arrays.stream(words.getEnumConstants())
        .filter(word -> word(word).equalsIgnoreCase(value.trim()))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    option + " is one of " + list(words) + ", not '" + value + "'"));
  }

  static String word(Enum<?> constant) {
    String[] parts = constant.name().toLowerCase(Locale.ROOT).split("_");
    StringBuilder word = new StringBuilder(parts[0]);
    for (int i = 1; i < parts.length; i++) {
      word.append(Character.toUpperCase(parts[i].charAt(0))).append(parts[i].substring(1));
    }
    return word.toString();
  }

  private static String list(Class<? extends Enum<?>> words) {
    return Arrays.stream(words.getEnumConstants())
        .map(EnumOption::word)
        .collect(Collectors.joining(", "));
  }
}
