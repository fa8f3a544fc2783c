package io.github.camelmbus.example.cli;

import java.util.ArrayList;
import java.util.List;

/** Lines of a terminal that break between words: people copy commands and numbers from them. */
final class Wrapping {
  private Wrapping() {}

  /**
   * The lines of a text. A word that is longer than a line is left whole.
   *
   * @param columns the width of the terminal.
   * @param indent in front of all lines but the first.
   */
  static List<String> lines(String text, int columns, String indent) {
    if (text.length() <= columns) {
      return List.of(text);
    }
    List<String> lines = new ArrayList<>();
    String[] words = text.split(" ");
    String line = words[0];
    for (String word : List.of(words).subList(1, words.length)) {
      String longer = line + " " + word;
      if (longer.length() <= columns || line.isBlank()) {
        line = longer;
      } else {
        lines.add(line.stripTrailing());
        line = indent + word;
      }
    }
    lines.add(line);
    return lines;
  }
}
