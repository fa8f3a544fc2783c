package io.github.camelmbus.data;

/**
 * Codes in the notation of the standard: {@code E000 0nnn} are the codes 00h to 07h, by the value
 * of n. E is the extension bit, which is not part of the code.
 *
 * @param first the code with n = 0.
 * @param count how many codes there are.
 */
record CodePattern(int first, int count) {
  /** How many codes a table has: seven bits. */
  static final int CODES = 128;

  /**
   * @param notation E and seven of 0, 1 and n, the n at the end; blanks between.
   */
  static CodePattern parse(String notation) {
    String bits = notation.replace(" ", "");
    int fixed = bits.indexOf('n') < 0 ? bits.length() : bits.indexOf('n');
    if (!bits.matches("E[01]*n*") || bits.length() != 8) {
      throw new IllegalArgumentException(
          "a code is E and seven of 0, 1 and n, such as E000 0nnn, not " + notation);
    }
    int free = bits.length() - fixed;
    return new CodePattern(Integer.parseInt("0" + bits.substring(1, fixed), 2) << free, 1 << free);
  }
}
