package io.github.camelmbus.data;

import io.github.camelmbus.MBusFormatException;
import io.github.camelmbus.MBusFormatException.Fault;
import java.util.Arrays;
import java.util.HexFormat;

/** Reads octets one after the other, unsigned, and knows where it is. */
final class OctetReader {
  /** How octets are written everywhere: upper case, without separators. */
  static final HexFormat HEX = HexFormat.of().withUpperCase();

  private final byte[] octets;
  private final int first;
  private final int length;
  private int position;

  /** As {@link #OctetReader(byte[], int)}, of all of them. */
  OctetReader(byte[] octets) {
    this(octets, 0);
  }

  /**
   * @param octets not copied; the caller leaves them alone while this reader is in use.
   * @param first index of the octet that has position 0.
   */
  OctetReader(byte[] octets, int first) {
    this.octets = octets;
    this.first = first;
    length = octets.length - first;
  }

  int position() {
    return position;
  }

  /** All octets, not copied, with those before position 0; {@link #indexOf} tells where it is. */
  byte[] octets() {
    return octets;
  }

  /** The index of the octet at a place. */
  int indexOf(int at) {
    return first + at;
  }

  int remaining() {
    return length - position;
  }

  /** Goes on from a place. */
  void moveTo(int at) {
    position = at;
  }

  /** How many octets there are, those that were read included. */
  int length() {
    return length;
  }

  /**
   * The octet at a place, 0..255, whatever is next.
   *
   * @param at from 0, the first octet of the whole; less than {@link #length()}.
   */
  int at(int at) {
    return octets[first + at] & 0xFF;
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
   * Leaves octets behind.
   *
   * @throws MBusFormatException TRUNCATED if there are fewer.
   */
  void skip(String what, int count) {
    require(what, count);
    position += count;
  }

  /** The octets from a place up to the position. */
  byte[] since(int from) {
    return Arrays.copyOfRange(octets, first + from, first + position);
  }

  /** All octets that are left; the reader is at the end then. */
  byte[] rest() {
    int from = position;
    position = length;
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
