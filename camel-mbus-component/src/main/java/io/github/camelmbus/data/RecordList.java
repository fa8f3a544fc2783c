package io.github.camelmbus.data;

import io.github.camelmbus.OctetString;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The data records of one telegram: everything after its header.
 *
 * @param records in the order of the telegram.
 * @param manufacturerData the octets after DIF 0Fh or 1Fh; null without such a DIF.
 * @param moreRecordsFollow whether the meter has more records in another telegram (DIF 1Fh).
 * @param complete whether all octets were understood as records.
 * @param warnings what was not understood, and at which offset; empty when complete.
 */
public record RecordList(
    List<DataRecord> records,
    @Nullable OctetString manufacturerData,
    boolean moreRecordsFollow,
    boolean complete,
    List<String> warnings) {
  public RecordList {
    records = records instanceof ReadRecords ? records : List.copyOf(records);
    warnings = List.copyOf(warnings);
  }

  /**
   * Decodes all records. Never throws: of damaged contents, the records that could be read are
   * there, {@link #complete()} is false and a warning says what and where.
   *
   * @param octets the first DIF to the last octet of user data.
   */
  public static RecordList decode(byte[] octets) {
    return decode(octets, 0);
  }

  /**
   * As {@link #decode(byte[])}, after a header.
   *
   * @param octets header and user data; what follows the header is copied.
   * @param from index of the first DIF; offsets in warnings count from there.
   */
  public static RecordList decode(byte[] octets, int from) {
    return RecordListDecoder.decode(after(octets, from), RecordListDecoder.Dialect.METER);
  }

  /**
   * The places of records that can be decoded one by one: what each of them means is in its own
   * octets, so it means the same in a list without the others.
   *
   * @param octets as those of {@link #decode(byte[])}.
   * @return empty if a record depends on others, or not all octets are understood.
   */
  public static List<RecordPlace> places(byte[] octets) {
    return RecordListDecoder.places(octets.clone());
  }

  /** As {@link #decode(byte[], int)}, for data with its high octet first (mode 2). */
  public static RecordList decodeHighOctetFirst(byte[] octets, int from) {
    return RecordListDecoder.decode(
        after(octets, from), RecordListDecoder.Dialect.METER_HIGH_OCTET_FIRST);
  }

  /**
   * As {@link #decode(byte[])}, for the records of a master: what it writes, selects or commands.
   */
  public static RecordList decodeRequest(byte[] octets) {
    return RecordListDecoder.decode(octets.clone(), RecordListDecoder.Dialect.MASTER);
  }

  private static byte[] after(byte[] octets, int from) {
    return Arrays.copyOfRange(octets, from, octets.length);
  }

  /**
   * The one record of an alarm telegram.
   *
   * @param octets the bits (type D), low octet first; at least one.
   */
  public static RecordList ofAlarm(byte[] octets) {
    return ofRecords(List.of(AlarmStatus.record(octets)));
  }

  /**
   * The two records of the fixed data structure.
   *
   * @param octets medium and units, then the counters; {@link FixedCounters#OCTETS}.
   */
  public static RecordList ofCounters(byte[] octets, FixedCounters coding) {
    return ofRecords(coding.decode(octets));
  }

  /** The same list with other records, named by what is known of the meter. */
  public RecordList withRecords(List<DataRecord> others) {
    return new RecordList(others, manufacturerData, moreRecordsFollow, complete, warnings);
  }

  private static RecordList ofRecords(List<DataRecord> records) {
    return new RecordList(records, null, false, true, List.of());
  }
}
