package io.github.camelmbus.data;

import java.util.Arrays;

/**
 * LVAR, the first octet of data of variable length (EN 13757-3, table 5): coding and length.
 *
 * @param length octets after LVAR; 0 if the code is reserved.
 */
record Lvar(Form form, int length) {
  /** The coding of the octets after LVAR. */
  enum Form {
    /** 00h..BFh: ISO 8859-1, last character first. */
    TEXT,
    /** C0h..C9h: BCD, two digits in each octet. */
    POSITIVE_BCD,
    /** D0h..D9h: BCD, to be negated. */
    NEGATIVE_BCD,
    /** E0h..F6h: unsigned integer. */
    BINARY,
    /** F8h: IEEE 754; single precision where it fits. */
    REAL,
    /** Codes of unknown length. */
    RESERVED
  }

  /** Whether LVAR says that the octets are BCD or a real. */
  boolean isDecimal() {
    return switch (form) {
      case POSITIVE_BCD, NEGATIVE_BCD, REAL -> true;
      case TEXT, BINARY, RESERVED -> false;
    };
  }

  static final Lvar UNKNOWN = new Lvar(Form.RESERVED, 0);

  private static final Lvar[] BY_CODE = new Lvar[0x100];

  static {
    Arrays.setAll(BY_CODE, Lvar::row);
  }

  /**
   * @param code 0 to 255.
   */
  static Lvar of(int code) {
    return BY_CODE[code];
  }

  private static Lvar row(int code) {
    if (code <= 0xBF) {
      return new Lvar(Form.TEXT, code);
    } else if (code >= 0xC0 && code <= 0xC9) {
      return new Lvar(Form.POSITIVE_BCD, code - 0xC0);
    } else if (code >= 0xD0 && code <= 0xD9) {
      return new Lvar(Form.NEGATIVE_BCD, code - 0xD0);
    } else if (code >= 0xE0 && code <= 0xEF) {
      return new Lvar(Form.BINARY, code - 0xE0);
    } else if (code >= 0xF0 && code <= 0xF4) {
      return new Lvar(Form.BINARY, 4 * (code - 0xEC));
    }
    return switch (code) {
      case 0xF5 -> new Lvar(Form.BINARY, 48);
      case 0xF6 -> new Lvar(Form.BINARY, 64);
      case 0xF8 -> new Lvar(Form.REAL, Float.BYTES);
      default -> UNKNOWN;
    };
  }
}
