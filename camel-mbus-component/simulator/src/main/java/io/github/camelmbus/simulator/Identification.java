package io.github.camelmbus.simulator;

import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The identification of a meter, and whether a selection (EN 13757-3, CI 52h) matches it.
 *
 * <pre>
 *   selection   id0 id1 id2 id3 man0 man1 ver type [0C 78 fab0 fab1 fab2 fab3]
 * </pre>
 *
 * A nibble F of id and fabrication number, and an octet FF of the rest, stand for anything.
 */
final class Identification {
  static final int ID_LENGTH = 4;
  static final int LENGTH = 8;

  private static final int WITH_FABRICATION_NUMBER = LENGTH + 2 + ID_LENGTH;
  private static final int ANY = 0xFF;
  private static final int ANY_DIGIT = 0x0F;

  private final byte[] octets;
  private final byte @Nullable [] fabricationNumber;

  /**
   * @param secondaryAddress 16 digits: id as printed, then the other octets in wire order.
   * @param fabricationNumber 8 digits or null.
   */
  Identification(String secondaryAddress, @Nullable String fabricationNumber) {
    octets = HexFormat.of().parseHex(secondaryAddress);
    reverseId(octets);
    this.fabricationNumber = fabricationNumber == null ? null : bcd(fabricationNumber);
  }

  /** 8 digits as octets, the low one first. */
  private static byte[] bcd(String digits) {
    byte[] number = HexFormat.of().parseHex(digits);
    reverseId(number);
    return number;
  }

  private static void reverseId(byte[] octets) {
    for (int i = 0; i < ID_LENGTH / 2; i++) {
      byte swapped = octets[i];
      octets[i] = octets[ID_LENGTH - 1 - i];
      octets[ID_LENGTH - 1 - i] = swapped;
    }
  }

  byte[] octets() {
    return octets.clone();
  }

  /** Takes a new id, or a whole new identification. */
  void rename(byte[] newOctets) {
    System.arraycopy(newOctets, 0, octets, 0, newOctets.length);
  }

  boolean matches(byte[] selection) {
    return switch (selection.length) {
      case LENGTH -> matchesAddress(selection);
      case WITH_FABRICATION_NUMBER -> matchesAddress(selection) && matchesFabrication(selection);
      default -> false;
    };
  }

  private boolean matchesAddress(byte[] selection) {
    return matchesRest(selection) && matchesNibbles(selection, 0, octets);
  }

  private boolean matchesRest(byte[] selection) {
    for (int i = ID_LENGTH; i < LENGTH; i++) {
      if ((selection[i] & 0xFF) != ANY && selection[i] != octets[i]) {
        return false;
      }
    }
    return true;
  }

  private boolean matchesFabrication(byte[] selection) {
    return fabricationNumber != null
        && selection[LENGTH] == 0x0C
        && selection[LENGTH + 1] == 0x78
        && matchesNibbles(selection, LENGTH + 2, fabricationNumber);
  }

  /**
   * Whether the id of a selection and a mask have an id in common; F stands for anything in both.
   *
   * @param mask 8 digits.
   */
  static boolean idFitsMask(byte[] selection, String mask) {
    byte[] number = bcd(mask);
    for (int i = 0; i < ID_LENGTH && i < selection.length; i++) {
      int open = wildcards(selection[i]) | wildcards(number[i]);
      if (((selection[i] ^ number[i]) & 0xFF & ~open) != 0) {
        return false;
      }
    }
    return selection.length >= ID_LENGTH;
  }

  /**
   * Whether a selection has one digit of the id in its place, and all else fits.
   *
   * @param wildcards whether F is a digit of the id, too.
   */
  boolean matchesAnyDigit(byte[] selection, boolean wildcards) {
    if (selection.length < LENGTH || !matchesRest(selection)) {
      return false;
    }
    for (int digit = 0; digit < 2 * ID_LENGTH; digit++) {
      int wanted = digit(selection, digit);
      if (wanted == ANY_DIGIT ? wildcards : wanted == digit(octets, digit)) {
        return true;
      }
    }
    return false;
  }

  private static int digit(byte[] number, int index) {
    return number[index / 2] >> 4 * (index % 2) & 0x0F;
  }

  private static boolean matchesNibbles(byte[] selection, int from, byte[] number) {
    for (int i = 0; i < ID_LENGTH; i++) {
      byte wanted = selection[from + i];
      if (((wanted ^ number[i]) & 0xFF & ~wildcards(wanted)) != 0) {
        return false;
      }
    }
    return true;
  }

  /** The bits of an octet that belong to nibbles F. */
  private static int wildcards(byte octet) {
    return ((octet & 0xF0) == 0xF0 ? 0xF0 : 0) | ((octet & 0x0F) == 0x0F ? 0x0F : 0);
  }
}
