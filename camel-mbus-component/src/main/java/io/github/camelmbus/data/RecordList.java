package io.github.camelmbus.data;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The data records of one telegram: everything behind its header.
 *
 * @param manufacturerData the octets behind DIF 0Fh or 1Fh; null without such a DIF.
 * @param moreRecordsFollow whether the meter has more records in another telegram (DIF 1Fh).
 * @param complete whether all octets were understood as records.
 * @param warnings what was not, and at which offset; empty when complete.
 */
public record RecordList(
    List<DataRecord> records,
    byte @Nullable [] manufacturerData,
    boolean moreRecordsFollow,
    boolean complete,
    List<String> warnings) {

  public RecordList {
    records = List.copyOf(records);
    warnings = List.copyOf(warnings);
    manufacturerData = manufacturerData == null ? null : manufacturerData.clone();
  }

  /**
   * Decodes all records. Never throws: of damaged contents, the records that could be read are
   * there, {@link #complete()} is false and a warning says what and where.
   *
   * @param octets the first DIF to the last octet of user data.
   */
  public static RecordList decode(byte[] octets) {
    return RecordListDecoder.decode(octets);
  }

  @Override
  public byte @Nullable [] manufacturerData() {
    return manufacturerData == null ? null : manufacturerData.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RecordList that
        && records.equals(that.records)
        && Arrays.equals(manufacturerData, that.manufacturerData)
        && moreRecordsFollow == that.moreRecordsFollow
        && complete == that.complete
        && warnings.equals(that.warnings);
  }

  @Override
  public int hashCode() {
    return Objects.hash(records, Arrays.hashCode(manufacturerData), moreRecordsFollow);
  }
}
