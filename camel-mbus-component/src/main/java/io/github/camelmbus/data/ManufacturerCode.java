package io.github.camelmbus.data;

import org.jspecify.annotations.Nullable;

/**
 * The two octets that name the manufacturer of a meter (EN 13757-3, 5.6), low octet first.
 *
 * <pre>
 *   bit    15                                14..10    9..5      4..0
 *          identification unique locally     letter 1  letter 2  letter 3     A = 1 to Z = 26
 * </pre>
 *
 * <p>Bit 15 says that the identification number is unique only within one installation. It is no
 * part of a letter: A697h are the letters of 2697h, ITW.
 */
public final class ManufacturerCode {
  private static final int OCTETS = 2;
  private static final int LETTERS = 3;
  private static final int LETTER_BASE = 64;
  private static final int LETTER_BITS = 5;
  private static final int LETTER = 0x1F;

  private ManufacturerCode() {}

  /**
   * The three letters A-Z of a code.
   *
   * @param code 0..65535; bit 15 does not count.
   * @return null where the code does not stand for letters.
   */
  public static @Nullable String letters(int code) {
    char[] letters = new char[LETTERS];
    for (int i = 0; i < LETTERS; i++) {
      letters[i] = (char) (LETTER_BASE + (code >> LETTER_BITS * (LETTERS - 1 - i) & LETTER));
    }
    String text = new String(letters);
    return isLetters(text) ? text : null;
  }

  /**
   * The code of three letters, without bit 15.
   *
   * @throws IllegalArgumentException if the text is not three letters A-Z.
   */
  public static int of(String letters) {
    if (!isLetters(letters)) {
      throw new IllegalArgumentException(
          "a manufacturer is three letters A-Z such as HYD, not '" + letters + "'");
    }
    int code = 0;
    for (int i = 0; i < LETTERS; i++) {
      code = code << LETTER_BITS | letters.charAt(i) - LETTER_BASE;
    }
    return code;
  }

  private static boolean isLetters(String text) {
    boolean letters = text.length() == LETTERS;
    for (int i = 0; i < text.length() && letters; i++) {
      letters = text.charAt(i) >= 'A' && text.charAt(i) <= 'Z';
    }
    return letters;
  }

  /** Whether a record has a code of two octets: as an integer, or binary of variable length. */
  static boolean isIn(DataField field, @Nullable Lvar lvar, DataOctets data) {
    boolean isBinary = lvar == null ? field.isInteger() : lvar.form() == Lvar.Form.BINARY;
    return isBinary && data.length() == OCTETS;
  }
}
