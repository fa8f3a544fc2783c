package io.github.camelmbus.search;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Detects good telegrams that may be the overlap of two meters which send in step.
 *
 * <p>Where two meters of one kind begin within half a bit of each other, their octets AND together
 * without a fault in any of them, and once in some hundred times the checksum is good as well. What
 * comes of it is the telegram of one of them, or of a meter that does not exist:
 *
 * <pre>
 *   meter A   ... 12 34 56 04 ... access number 81 ...   1000 0001
 *   meter B   ... 12 34 56 05 ... access number A3 ...   1010 0011
 *   line      ... 12 34 56 04 ... access number 81 ...   1000 0001
 * </pre>
 *
 * <p>Bits that differ from meter to meter are set half of the time in a telegram, and a quarter of
 * the time in two that were ANDed. So a telegram with few bits set is read again: with another
 * access number the same coincidence is unlikely. Which bits differ is learned from the telegrams
 * of the same kind; access number and checksum always do. Meters with different readings differ in
 * so many bits that hardly any is read twice. Confined to the bus thread.
 */
final class OverlapDetector {
  private static final int CI_OFFSET = 6;
  private static final int MANUFACTURER_OFFSET = 11;
  private static final int LONG_ACCESS_OFFSET = 15;
  private static final int FIXED_ACCESS_OFFSET = 11;

  /** Checksum and stop octet. */
  private static final int TAIL = 2;

  /** Telegrams of one kind: the first of them, and the bits in which others differ from it. */
  private record Kind(byte[] first, byte[] differing) {}

  private final Map<String, Kind> kinds = new HashMap<>();

  void add(byte[] telegram) {
    Kind kind = kinds.computeIfAbsent(kind(telegram), key -> kindOf(telegram));
    for (int i = 0; i < telegram.length; i++) {
      kind.differing[i] |= (byte) (kind.first[i] ^ telegram[i]);
    }
  }

  /**
   * Whether a telegram may be the overlap of two.
   *
   * @param telegram a good RSP_UD.
   * @param earlier telegrams of the same meter, read with the same selection: if they were
   *     overlaps, two meters were in step that often before, each time with a good checksum.
   */
  boolean isPossible(byte[] telegram, int earlier) {
    Kind kind = kinds.getOrDefault(kind(telegram), kindOf(telegram));
    int set = 0;
    int differing = 0;
    for (int i = 0; i < telegram.length; i++) {
      int bits = (kind.differing[i] | kind.first[i] ^ telegram[i]) & 0xFF;
      differing += Integer.bitCount(bits);
      set += Integer.bitCount(bits & telegram[i]);
    }
    // Three eighths lie between a quarter and a half; one bit more is for telegrams with few such
    // bits, four less for each earlier coincidence.
    return 8 * set <= 3 * differing + 8 - 32 * earlier;
  }

  private static Kind kindOf(byte[] telegram) {
    byte[] differing = new byte[telegram.length];
    int checksum = telegram.length - TAIL;
    differing[checksum] = (byte) 0xFF;
    int accessNumber = accessNumberOffset(telegram);
    if (accessNumber < checksum) {
      differing[accessNumber] = (byte) 0xFF;
    }
    return new Kind(telegram.clone(), differing);
  }

  /** After the id in the fixed data structure, after the device type in the long header. */
  static int accessNumberOffset(byte[] telegram) {
    return isFixed(telegram) ? FIXED_ACCESS_OFFSET : LONG_ACCESS_OFFSET;
  }

  private static boolean isFixed(byte[] telegram) {
    return telegram[CI_OFFSET] == 0x73 || telegram[CI_OFFSET] == 0x77;
  }

  /** Length, CI field, and in the long header manufacturer, version and device type. */
  private static String kind(byte[] telegram) {
    String kind = telegram.length + " " + telegram[CI_OFFSET];
    return isFixed(telegram) || telegram.length < LONG_ACCESS_OFFSET + TAIL
        ? kind
        : kind
            + Arrays.toString(
                Arrays.copyOfRange(telegram, MANUFACTURER_OFFSET, LONG_ACCESS_OFFSET));
  }
}
