package io.github.camelmbus.data;

/**
 * Data field: bits 3..0 of the DIF, the coding and length of the data (EN 13757-3, 6.3.3). The
 * constants are in the order of their codes.
 */
public enum DataField {
  /** 0: a record without data. */
  NO_DATA(0),
  /** 1: 8 bit integer. */
  INT8(1),
  /** 2: 16 bit integer, or date of type G. */
  INT16(2),
  /** 3: 24 bit integer, or time of type J. */
  INT24(3),
  /** 4: 32 bit integer, or date and time of type F. */
  INT32(4),
  /** 5: IEEE 754 single precision. */
  REAL32(4),
  /** 6: 48 bit integer, or date and time of type I. */
  INT48(6),
  /** 7: 64 bit integer. */
  INT64(8),
  /** 8: selects a record for readout, master to meter. */
  SELECTION(0),
  /** 9: 2 digits. */
  BCD2(1),
  /** A: 4 digits. */
  BCD4(2),
  /** B: 6 digits. */
  BCD6(3),
  /** C: 8 digits. */
  BCD8(4),
  /** D: the first octet of the data, LVAR, tells length and coding. */
  VARIABLE(0),
  /** E: 12 digits. */
  BCD12(6),
  /** F: no record but a special function of the whole DIF. */
  SPECIAL(0);

  private static final DataField[] BY_CODE = values();
  private static final byte[] LENGTHS = new byte[BY_CODE.length];

  static {
    for (DataField field : BY_CODE) {
      LENGTHS[field.code()] = (byte) field.length;
    }
  }

  private final int length;

  DataField(int length) {
    this.length = length;
  }

  /**
   * @param code the DIF; only bits 3..0 count.
   */
  static DataField of(int code) {
    return BY_CODE[code & 0x0F];
  }

  /**
   * As {@code of(code).length()}, by a shorter way: where a record ends is what the decoder waits
   * for before it can start with the next one.
   */
  static int lengthOf(int code) {
    return LENGTHS[code & 0x0F];
  }

  /** As {@code of(code) == SPECIAL}. */
  static boolean isSpecial(int code) {
    return (code & 0x0F) == SPECIAL.ordinal();
  }

  /** 0 to 15, as in bits 3..0 of the DIF. */
  public int code() {
    return ordinal();
  }

  /** Octets of data; 0 for {@link #VARIABLE}, whose LVAR tells. */
  public int length() {
    return length;
  }

  /** Whether the data is an integer of fixed length (type B, C or D). */
  public boolean isInteger() {
    return switch (this) {
      case INT8, INT16, INT24, INT32, INT48, INT64 -> true;
      default -> false;
    };
  }

  /** Whether the data is BCD of fixed length (type A). */
  public boolean isBcd() {
    return switch (this) {
      case BCD2, BCD4, BCD6, BCD8, BCD12 -> true;
      default -> false;
    };
  }
}
