package io.github.camelmbus.application;

import io.github.camelmbus.data.DataRecord;
import io.github.camelmbus.data.Quality;
import io.github.camelmbus.data.RecordList;
import java.util.List;

/**
 * Recognises clear records after a header that says they are encrypted. Some meters, and converters
 * that decrypt, send such data: the two idle fillers of security mode 5, then records.
 *
 * <p>Encrypted octets begin with two fillers by chance, in one of 65536 messages. So octets count
 * as clear only if they are whole records with an agreed meaning, most of them with a value. Random
 * octets after two fillers pass as that in 1.4 % of the tries with one block, and in 0.6 % with two
 * (300000 tries each): less than one of 4 million encrypted messages is mistaken for clear text.
 */
final class ClearText {
  private static final byte FILLER = 0x2F;

  /** With four of them a meter has 8192 storage numbers, 64 tariffs and 8 subunits. */
  private static final int MAX_DIB_OCTETS = 4;

  private ClearText() {}

  /** Whether octets begin as every plain text does: with two idle fillers. */
  static boolean hasFillers(byte[] octets) {
    return octets.length >= 2 && octets[0] == FILLER && octets[1] == FILLER;
  }

  /**
   * Whether data is not encrypted, although its header says so.
   *
   * @param data what follows the header.
   */
  static boolean is(byte[] data) {
    return hasFillers(data) && isPlausible(RecordList.decode(data));
  }

  private static boolean isPlausible(RecordList list) {
    List<DataRecord> records = list.records();
    long good = records.stream().filter(record -> record.quality() == Quality.GOOD).count();
    // A block of the manufacturer may have any octets, so more records are needed before it.
    int fewest = list.manufacturerData() == null ? 1 : 2;
    boolean isMostlyGood = good >= fewest && 3L * good >= 2L * records.size();
    return list.complete() && isMostlyGood && records.stream().allMatch(ClearText::isKnown);
  }

  private static boolean isKnown(DataRecord record) {
    boolean isAgreed =
        switch (record.quality()) {
          case GOOD, ERROR, INVALID, MISSING, RECURRING -> true;
          case OVERFLOW, UNDERFLOW, RECORD_ERROR, UNSUPPORTED -> false;
        };
    return isAgreed
        && record.dib().octets().length <= MAX_DIB_OCTETS
        && record.qualifiers().stream().noneMatch(text -> text.startsWith("reserved-"));
  }
}
