package io.github.camelmbus.data;

import io.github.camelmbus.MBusFormatException;
import io.github.camelmbus.MBusFormatException.Fault;
import java.util.Arrays;
import java.util.HexFormat;

/** Reads octets one after the other, unsigned, and keeps its position. */
final class OctetReader {
  /** How octets are written everywhere: upper case, without separators. */
  static final HexFormat HEX = HexFormat.of().withUpperCase();

  private final byte[] octets;
  private int position;

  /**
   * @param octets not copied; the caller leaves them alone while this reader is in use.
   */
  OctetReader(byte[] octets) {
    this.octets = octets;
  }

  int position() {
    return position;
  }

  /** All octets, not copied. */
  byte[] octets() {
    return octets;
  }

  int remaining() {
    return octets.length - position;
  }

  /** Continues at another position. */
  void moveTo(int at) {
    position = at;
  }

  /** How many octets there are, those that were read included. */
  int length() {
    return octets.length;
  }

  /**
   * The octet at an index, 0..255; the position stays.
   *
   * @param at from 0; less than {@link #length()}.
   */
  int at(int at) {
    return octets[at] & 0xFF;
  }

  /**
   * The next octet, 0..255.
   *
   * @throws MBusFormatException TRUNCATED if there is none.
   */
  int next(String what) {
    require(what, 1);
    return at(position++);
  }

  /**
   * Skips octets.
   *
   * @throws MBusFormatException TRUNCATED if there are fewer.
   */
  void skip(String what, int count) {
    require(what, count);
    position += count;
  }

  /** The octets from a place up to the position. */
  byte[] since(int from) {
    return Arrays.copyOfRange(octets, from, position);
  }

  /** All octets that are left; moves to the end. */
  byte[] rest() {
    int from = position;
    position = octets.length;
    return since(from);
  }

  private void require(String what, int count) {
    if (count > remaining()) {
      throw new MBusFormatException(
          Fault.TRUNCATED,
          position,
          "%s at offset %d is cut off: %d of %d octets"
              .formatted(what, position, remaining(), count));
    }
  }
}
