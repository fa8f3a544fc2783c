package io.github.camelmbus.application;

import io.github.camelmbus.data.ManufacturerCode;
import java.util.HexFormat;

/**
 * Manufacturer of a meter (EN 13757-3, 5.6): three letters of five bits each, {@code (L1-64)*1024 +
 * (L2-64)*32 + (L3-64)}, so HYD is 2324h. On the wire the low octet comes first.
 *
 * <p>Bit 15 is no part of the letters: with it the identification number is unique only in one
 * installation. A324h is HYD, too, but not the same code: a meter is selected by the code that it
 * sends.
 *
 * @param code 0..65535; not all codes are letters.
 */
public record Manufacturer(int code) {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();
  private static final int UNIQUE_LOCALLY = 0x8000;

  public Manufacturer {
    Octets.requireWord("manufacturer", code);
  }

  /**
   * @param letters three letters A-Z.
   * @throws IllegalArgumentException if they are not.
   */
  public static Manufacturer of(String letters) {
    return new Manufacturer(ManufacturerCode.of(letters));
  }

  /** Whether the code stands for three letters A-Z, with or without bit 15. */
  public boolean isLetters() {
    return ManufacturerCode.letters(code) != null;
  }

  /** Whether identification numbers are unique only in one installation (bit 15). */
  public boolean isUniqueOnlyLocally() {
    return (code & UNIQUE_LOCALLY) != 0;
  }

  /** Whether both have the same letters; bit 15 does not count. */
  public boolean isSameAs(Manufacturer other) {
    return (code & ~UNIQUE_LOCALLY) == (other.code & ~UNIQUE_LOCALLY);
  }

  /** Three letters, or four hexadecimal digits if the code does not stand for letters. */
  @Override
  public String toString() {
    String letters = ManufacturerCode.letters(code);
    return letters == null ? HEX.toHexDigits((short) code) : letters;
  }
}
