package io.github.camelmbus;

import java.util.Arrays;
import java.util.HexFormat;

/** Immutable octets: copied in and out. For records, which must not hold arrays. */
public final class OctetString {
  /** No octets. */
  public static final OctetString EMPTY = new OctetString(new byte[0]);

  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private final byte[] octets;

  private OctetString(byte[] octets) {
    this.octets = octets;
  }

  /**
   * These octets.
   *
   * @param octets copied.
   */
  public static OctetString of(byte... octets) {
    return new OctetString(octets.clone());
  }

  /** How many octets there are. */
  public int length() {
    return octets.length;
  }

  /**
   * One of the octets.
   *
   * @param index of the first is 0.
   * @return 0..255.
   * @throws IndexOutOfBoundsException if there are not so many.
   */
  public int at(int index) {
    return octets[index] & 0xFF;
  }

  /** A copy of the octets. */
  public byte[] toArray() {
    return octets.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof OctetString that && Arrays.equals(octets, that.octets);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(octets);
  }

  /** In hexadecimal, upper case, without blanks. */
  @Override
  public String toString() {
    return HEX.formatHex(octets);
  }
}
