package io.github.camelmbus.data;

import io.github.camelmbus.MBusFormatException;
import io.github.camelmbus.MBusFormatException.Fault;

/**
 * Data information block: DIF and up to ten DIFE (EN 13757-3, 6.3).
 *
 * <pre>
 *   bit        7          6                    5..4                3..0
 *   DIF        extension  storage number bit 0 function field      data field
 *   DIFE n     extension  subunit bit n        tariff bits 2n+1,2n storage number bits 4n+4..4n+1
 * </pre>
 *
 * @param storageNumber 0 to 2^41 - 1; 0 is the current value.
 * @param tariff 0 to 2^20 - 1; 0 is the total.
 * @param subunit 0 to 1023.
 * @param length octets of DIF and DIFE, 0 to 11; 0 for a value that is sent without a DIB.
 */
public record Dib(
    DataField dataField,
    FunctionField function,
    long storageNumber,
    int tariff,
    int subunit,
    int length) {
  /** The most DIFE that may follow a DIF. */
  static final int MAX_DIFE = 10;

  private static final int EXTENSION = 0x80;

  /** The largest storage number of DIF and DIFE. */
  static final long LAST_STORAGE_NUMBER = (1L << 1 + 4 * MAX_DIFE) - 1;

  /**
   * The DIBs without DIFE, as most records have. Without them a bare decode takes 5 % longer
   * (docs/benchmark-codec.md).
   */
  private static final Dib[] WITHOUT_DIFE = new Dib[EXTENSION];

  static {
    for (int dif = 0; dif < WITHOUT_DIFE.length; dif++) {
      WITHOUT_DIFE[dif] = of(dif, dif >> 6, 0, 0, 1);
    }
  }

  public Dib {
    int difes = length == 0 ? MAX_DIFE : length - 1;
    requireBits("storage number", storageNumber, 1 + 4 * difes);
    requireBits("tariff", tariff, 2 * difes);
    requireBits("subunit", subunit, difes);
  }

  private static void requireBits(String what, long value, int bits) {
    if (value < 0 || value >>> bits != 0) {
      throw new IllegalArgumentException(
          "%s has %d bits, it cannot be %d".formatted(what, bits, value));
    }
  }

  /**
   * Reads a DIB.
   *
   * @throws MBusFormatException TRUNCATED if it does not end, LENGTH if it has too many DIFE.
   */
  static Dib decode(OctetReader in) {
    return withDife(in, in.next("DIF"));
  }

  /** Whether a DIF is followed by no DIFE, so that it is the whole DIB. */
  static boolean isAlone(int dif) {
    return dif < EXTENSION;
  }

  /** The DIB of a DIF without DIFE. */
  static Dib ofDif(int dif) {
    return WITHOUT_DIFE[dif];
  }

  private static Dib withDife(OctetReader in, int dif) {
    int length = 1;
    long storageNumber = dif >> 6 & 0x01;
    int tariff = 0;
    int subunit = 0;
    int octet = dif;
    for (int n = 0; (octet & EXTENSION) != 0; n++) {
      if (n == MAX_DIFE) {
        throw new MBusFormatException(
            Fault.LENGTH,
            in.position(),
            "more than %d DIFE at offset %d".formatted(MAX_DIFE, in.position()));
      }
      octet = in.next("DIFE");
      length++;
      storageNumber |= (octet & 0x0FL) << 4 * n + 1;
      tariff |= (octet >> 4 & 0x03) << 2 * n;
      subunit |= (octet >> 6 & 0x01) << n;
    }
    return of(dif, storageNumber, tariff, subunit, length);
  }

  /**
   * The DIB with the fewest octets.
   *
   * @param storageNumber 0 to 2^41 - 1.
   * @param tariff 0 to 2^20 - 1.
   * @param subunit 0 to 1023.
   * @throws IllegalArgumentException if one of them is something else.
   */
  public static Dib of(
      DataField dataField, FunctionField function, long storageNumber, int tariff, int subunit) {
    int difes = new Dib(dataField, function, storageNumber, tariff, subunit, 0).difes();
    return new Dib(dataField, function, storageNumber, tariff, subunit, 1 + difes);
  }

  /** The fewest DIFE that have room for the numbers. */
  private int difes() {
    int n = 0;
    while (storageNumber >> 4 * n + 1 != 0 || tariff >> 2 * n != 0 || subunit >> n != 0) {
      n++;
    }
    return n;
  }

  /** The DIB of a value that is sent without one. */
  static Dib implied(DataField dataField, long storageNumber) {
    return new Dib(dataField, FunctionField.INSTANTANEOUS, storageNumber, 0, 0, 0);
  }

  /** Whether it is the DIB of the current total value of the meter itself. */
  boolean isDefault() {
    return function == FunctionField.INSTANTANEOUS
        && storageNumber == 0
        && tariff == 0
        && subunit == 0;
  }

  /** The DIB of one of several values that are sent after this DIB. */
  Dib withStorageNumber(long other) {
    return new Dib(dataField, function, other, tariff, subunit, 0);
  }

  private static Dib of(int dif, long storageNumber, int tariff, int subunit, int length) {
    DataField dataField = DataField.of(dif);
    FunctionField function = FunctionField.ofDif(dif);
    return new Dib(dataField, function, storageNumber, tariff, subunit, length);
  }

  /** DIF and DIFE as on the wire: every bit of them is in the components. */
  public byte[] octets() {
    byte[] octets = new byte[length];
    if (length > 0) {
      octets[0] = (byte) (dataField.code() | function.ordinal() << 4 | (storageNumber & 0x01) << 6);
    }
    for (int n = 0; n < length - 1; n++) {
      octets[n] |= (byte) EXTENSION;
      octets[n + 1] =
          (byte)
              (storageNumber >> 4 * n + 1 & 0x0F
                  | (tariff >> 2 * n & 0x03) << 4
                  | (subunit >> n & 0x01) << 6);
    }
    return octets;
  }
}
