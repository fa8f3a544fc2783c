package io.github.camelmbus.example.app;

import java.util.Collection;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** Finds what a mistyped word should be. */
public final class Spelling {
  private Spelling() {}

  /**
   * The word most like another one.
   *
   * @param most letters by which they may differ.
   * @return null if none is so much like it.
   */
  public static @Nullable String nearest(String word, Collection<String> known, int most) {
    return known.stream()
        .filter(other -> distance(word, other) <= most)
        .min(Comparator.comparing(other -> distance(word, other)))
        .orElse(null);
  }

  /** Letters to insert, remove or replace. */
  private static int distance(String one, String other) {
    int[] row = new int[other.length() + 1];
    for (int j = 0; j <= other.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        int replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[other.length()];
  }
}
