package io.github.camelmbus.data;

/**
 * Data field: bits 3..0 of the DIF, the coding and length of the data (EN 13757-3, 6.3.3). The
 * constants are in the order of their codes.
 */
public enum DataField {
  /** 0: a record without data. */
  NO_DATA(0, Coding.NONE),
  /** 1: 8 bit integer. */
  INT8(1, Coding.INTEGER),
  /** 2: 16 bit integer, or date of type G. */
  INT16(2, Coding.INTEGER),
  /** 3: 24 bit integer, or time of type J. */
  INT24(3, Coding.INTEGER),
  /** 4: 32 bit integer, or date and time of type F. */
  INT32(4, Coding.INTEGER),
  /** 5: IEEE 754 single precision. */
  REAL32(4, Coding.REAL),
  /** 6: 48 bit integer, or date and time of type I. */
  INT48(6, Coding.INTEGER),
  /** 7: 64 bit integer. */
  INT64(8, Coding.INTEGER),
  /** 8: selects a record for readout, master to meter. */
  SELECTION(0, Coding.NONE),
  /** 9: 2 digits. */
  BCD2(1, Coding.BCD),
  /** A: 4 digits. */
  BCD4(2, Coding.BCD),
  /** B: 6 digits. */
  BCD6(3, Coding.BCD),
  /** C: 8 digits. */
  BCD8(4, Coding.BCD),
  /** D: the first octet of the data, LVAR, is its length and coding. */
  VARIABLE(0, Coding.NONE),
  /** E: 12 digits. */
  BCD12(6, Coding.BCD),
  /** F: the whole DIF is a special function, and no record follows. */
  SPECIAL(0, Coding.NONE);

  private static final DataField[] BY_CODE = values();

  private enum Coding {
    NONE,
    INTEGER,
    REAL,
    BCD
  }

  private final int length;
  private final Coding coding;

  DataField(int length, Coding coding) {
    this.length = length;
    this.coding = coding;
  }

  /**
   * @param code the DIF; only bits 3..0 count.
   */
  static DataField of(int code) {
    return BY_CODE[code & 0x0F];
  }

  /** As {@code of(code) == SPECIAL}. */
  static boolean isSpecial(int code) {
    return (code & 0x0F) == SPECIAL.ordinal();
  }

  /** 0 to 15, as in bits 3..0 of the DIF. */
  public int code() {
    return ordinal();
  }

  /** Octets of data; 0 for {@link #VARIABLE}, as LVAR has the length. */
  public int length() {
    return length;
  }

  /** Whether the data is an integer of fixed length (type B, C or D). */
  public boolean isInteger() {
    return coding == Coding.INTEGER;
  }

  /** Whether the data is BCD of fixed length (type A). */
  public boolean isBcd() {
    return coding == Coding.BCD;
  }
}
