package io.github.camelmbus.application;

/**
 * Manufacturer of a meter (EN 13757-3, 5.6): three letters of five bits each, {@code (L1-64)*1024 +
 * (L2-64)*32 + (L3-64)}, so HYD is 2324h. On the wire the low octet comes first.
 *
 * @param code 0..65535; not all codes are letters.
 */
public record Manufacturer(int code) {
  private static final int LETTERS = 3;
  private static final int LETTER_BASE = 64;
  private static final int LETTER_BITS = 5;
  private static final int LETTER = 0x1F;

  public Manufacturer {
    Octets.requireWord("manufacturer", code);
  }

  /**
   * @param letters three letters A-Z.
   * @throws IllegalArgumentException if they are not.
   */
  public static Manufacturer of(String letters) {
    if (!isLetters(letters)) {
      throw new IllegalArgumentException(
          "a manufacturer is three letters A-Z such as HYD, not '" + letters + "'");
    }
    int code = 0;
    for (int i = 0; i < letters.length(); i++) {
      code = code << LETTER_BITS | letters.charAt(i) - LETTER_BASE;
    }
    return new Manufacturer(code);
  }

  /** Whether the code stands for three letters A-Z. */
  public boolean isLetters() {
    return isLetters(letters());
  }

  private static boolean isLetters(String text) {
    boolean letters = text.length() == LETTERS;
    for (int i = 0; i < text.length() && letters; i++) {
      letters = text.charAt(i) >= 'A' && text.charAt(i) <= 'Z';
    }
    return letters;
  }

  private String letters() {
    // Bit 15 is no part of a letter: with it set the first one is none.
    char first = (char) (LETTER_BASE + (code >> 2 * LETTER_BITS));
    char second = (char) (LETTER_BASE + (code >> LETTER_BITS & LETTER));
    char third = (char) (LETTER_BASE + (code & LETTER));
    return new String(new char[] {first, second, third});
  }

  /** Three letters, or four hexadecimal digits of the code where they are none. */
  @Override
  public String toString() {
    String letters = letters();
    return isLetters(letters) ? letters : "%04X".formatted(code);
  }
}
