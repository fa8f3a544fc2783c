package io.github.camelmbus.simulator;

import io.github.camelmbus.OctetString;
import io.github.camelmbus.data.DataRecord;
import io.github.camelmbus.data.RecordList;
import io.github.camelmbus.frame.LongFrame;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was written to a meter and changes its telegrams: values of its records, errors of records
 * that it refused, and the selection of records for the readout.
 *
 * <p>Only telegrams with a long header are changed.
 */
final class WrittenRecords {
  private static final int CI_LONG_HEADER = 0x72;
  private static final int HEADER = 12;
  private static final int EXTENSION = 0x80;
  private static final byte MANUFACTURER_DATA = 0x0F;
  private static final byte MORE_RECORDS_FOLLOW = 0x1F;

  private final Map<String, byte[]> values = new LinkedHashMap<>();
  private final List<byte[]> errors = new ArrayList<>();
  private List<DataRecord> selection = List.of();

  /** A record with a new value; the meter sends it if it has one with this DIB and VIB. */
  void put(DataRecord record) {
    values.put(kind(record), record.octets());
  }

  /**
   * A record that the meter refused: the next readouts contain it, with the error after its VIF.
   *
   * @param code of the error, below 20h.
   */
  void refuse(DataRecord record, int code) {
    byte[] octets = record.octets();
    int vibEnd = record.dib().octets().length + record.vib().octets().length;
    byte[] error = new byte[octets.length + 1];
    System.arraycopy(octets, 0, error, 0, vibEnd);
    error[vibEnd - 1] |= (byte) EXTENSION;
    error[vibEnd] = (byte) code;
    System.arraycopy(octets, vibEnd, error, vibEnd + 1, octets.length - vibEnd);
    errors.add(error);
  }

  /**
   * Selects records for the readout.
   *
   * @param records with the data field of a selection; empty for all that the meter has.
   */
  void select(List<DataRecord> records) {
    selection = List.copyOf(records);
  }

  /** After an application reset: all records are sent, without errors. */
  void reset() {
    selection = List.of();
    errors.clear();
  }

  /** The telegrams of a meter with what was written to it. */
  List<LongFrame> in(List<LongFrame> telegrams) {
    boolean unchanged = values.isEmpty() && errors.isEmpty() && selection.isEmpty();
    boolean fit = telegrams.stream().allMatch(telegram -> telegram.ci() == CI_LONG_HEADER);
    if (unchanged || !fit || telegrams.isEmpty()) {
      return telegrams;
    }
    List<LongFrame> changed = new ArrayList<>();
    for (int i = 0; i < telegrams.size(); i++) {
      boolean last = i == telegrams.size() - 1;
      byte[] content = content(telegrams.get(i).data(), last);
      if (content.length > 0 || last && changed.isEmpty()) {
        changed.add(with(telegrams.get(i), content));
      }
    }
    for (int i = 0; i < changed.size() - 1; i++) {
      changed.set(i, followed(changed.get(i)));
    }
    return changed;
  }

  private byte[] content(byte[] data, boolean last) {
    RecordList list = RecordList.decode(Arrays.copyOfRange(data, HEADER, data.length));
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (DataRecord record : list.records()) {
      if (isSelected(record)) {
        content.writeBytes(values.getOrDefault(kind(record), record.octets()));
      }
    }
    if (last) {
      errors.forEach(content::writeBytes);
    }
    OctetString more = list.manufacturerData();
    if (more != null && more.length() > 0 && last && selection.isEmpty()) {
      content.write(MANUFACTURER_DATA);
      content.writeBytes(more.toArray());
    }
    return content.toByteArray();
  }

  private static LongFrame with(LongFrame telegram, byte[] content) {
    byte[] data = Arrays.copyOf(telegram.data(), HEADER + content.length);
    System.arraycopy(content, 0, data, HEADER, content.length);
    return new LongFrame(telegram.control(), telegram.address(), telegram.ci(), data);
  }

  private static LongFrame followed(LongFrame telegram) {
    byte[] data = telegram.data();
    byte[] longer = Arrays.copyOf(data, data.length + 1);
    longer[data.length] = MORE_RECORDS_FOLLOW;
    return new LongFrame(telegram.control(), telegram.address(), telegram.ci(), longer);
  }

  private boolean isSelected(DataRecord record) {
    return selection.isEmpty() || selection.stream().anyMatch(record::isChosenBy);
  }

  private static String kind(DataRecord record) {
    HexFormat hex = HexFormat.of();
    return hex.formatHex(record.dib().octets()) + " " + hex.formatHex(record.vib().octets());
  }
}
