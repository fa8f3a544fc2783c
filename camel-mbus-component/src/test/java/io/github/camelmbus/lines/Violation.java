package io.github.camelmbus.lines;

/**
 * Something that must not happen on a line.
 *
 * @param kind a word by which violations are counted.
 * @param text what came.
 */
record Violation(String kind, String text) {
  @Override
  public String toString() {
    return kind + ": " + text;
  }
}
