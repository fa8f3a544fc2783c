package io.github.camelmbus.data;

import java.util.Locale;

/**
 * Function field: bits 5..4 of the DIF (EN 13757-3, 6.3.3). The constants are in the order of their
 * codes.
 */
public enum FunctionField {
  INSTANTANEOUS(""),
  MAXIMUM("max"),
  MINIMUM("min"),
  /** The value that the meter had while it was in an error state. */
  ERROR("error");

  private static final FunctionField[] BY_CODE = values();

  private final String text = name().toLowerCase(Locale.ROOT);
  private final String keyPart;

  FunctionField(String keyPart) {
    this.keyPart = keyPart;
  }

  static FunctionField ofDif(int dif) {
    return BY_CODE[dif >> 4 & 0x03];
  }

  /** {@code instantaneous}, {@code maximum}, {@code minimum} or {@code error}. */
  public String text() {
    return text;
  }

  /** Its word in the key of a record; empty for instantaneous values. */
  String keyPart() {
    return keyPart;
  }

  @Override
  public String toString() {
    return text;
  }
}
