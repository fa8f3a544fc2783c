package io.github.camelmbus.application;

import org.jspecify.annotations.Nullable;

/**
 * Header between the CI field and the records (EN 13757-3, 5.4 and 5.5).
 *
 * <pre>
 *   long    id4 man2 version type  access number  status  configuration2
 *   short                          access number  status  configuration2
 * </pre>
 *
 * @param address of the meter; null in a short header. The fixed data structure has no manufacturer
 *     and no version: they are wildcards.
 * @param accessNumber counts the answers of the meter, 0..255.
 * @param configuration configuration word, the low octet came first, 0..65535; called signature in
 *     older editions and not always what the standard says.
 */
public record Header(
    @Nullable SecondaryAddress address, int accessNumber, StatusField status, int configuration) {
  static final int SHORT_OCTETS = 4;
  static final int LONG_OCTETS = SecondaryAddress.OCTETS + SHORT_OCTETS;

  public Header {
    Octets.require("access number", accessNumber);
    Octets.requireWord("configuration word", configuration);
  }

  /** Takes the 12 octets from the start of the data. */
  static Header decodeLong(byte[] data) {
    return decodeShort(SecondaryAddress.decode(data, 0), data, SecondaryAddress.OCTETS);
  }

  /** Takes the 4 octets from the start of the data. */
  static Header decodeShort(byte[] data) {
    return decodeShort(null, data, 0);
  }

  /** As {@link #decodeLong}, but everything of several octets has its high octet first. */
  static Header decodeLongHighOctetFirst(byte[] data) {
    byte[] low = new byte[LONG_OCTETS];
    int from = 0;
    // id, manufacturer, version, type, access number, status, configuration
    for (int length : new int[] {4, 2, 1, 1, 1, 1, 2}) {
      for (int i = 0; i < length; i++) {
        low[from + i] = data[from + length - 1 - i];
      }
      from += length;
    }
    return decodeLong(low);
  }

  private static Header decodeShort(@Nullable SecondaryAddress address, byte[] data, int offset) {
    return new Header(
        address,
        Octets.at(data, offset),
        new StatusField(Octets.at(data, offset + 1)),
        Octets.wordAt(data, offset + 2));
  }
}
