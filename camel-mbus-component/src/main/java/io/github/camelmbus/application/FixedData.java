package io.github.camelmbus.application;

import io.github.camelmbus.data.FixedCounters;
import io.github.camelmbus.data.RecordList;
import java.util.Arrays;
import java.util.List;

/**
 * The fixed data structure of old meters (The M-Bus: A Documentation, 6.2).
 *
 * <pre>
 *   id4  access number  status  medium and units2  counter1 x 4  counter2 x 4
 *
 *   status bit 0   0 BCD counters, 1 binary
 *   status bit 1   0 current values, 1 values stored at a fixed date
 *   status 7..2    as in {@link StatusField}
 * </pre>
 *
 * <p>Some software reads these two flags from bits 7 and 6. In the documentation, which is followed
 * here, those bits are specific to the manufacturer.
 */
final class FixedData {
  /** Octets after the CI field; with more or fewer the CI field means something else. */
  static final int OCTETS = 16;

  private static final int ID_OCTETS = 4;
  private static final int STATUS_OFFSET = 5;
  private static final int UNITS_OFFSET = 6;
  private static final int BINARY = 0x01;
  private static final int STORED = 0x02;
  private static final int FIRST_MODE_2_MEDIUM = 0x0A;

  /** Device types in the order of the media: 9 and F are reserved, A to E are those of mode 2. */
  private static final List<Integer> DEVICE_TYPES =
      List.of(
          0x00, 0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x08, 0x0F, 0x03, 0x04, 0x06, 0x07, 0x08,
          0x0F);

  private static final int ANY_MANUFACTURER = 0xFFFF;
  private static final int ANY_VERSION = 0xFF;
  private static final int NO_CONFIGURATION = 0;

  private FixedData() {}

  /**
   * @param data {@link #OCTETS} octets.
   */
  static MeterData decode(CiField ci, byte[] data) {
    byte[] counters = Arrays.copyOfRange(data, UNITS_OFFSET, OCTETS);
    int medium = FixedCounters.medium(counters);
    boolean mode2 = ci.layout() == CiField.Layout.FIXED_DATA_HIGH_OCTET_FIRST;
    StatusField status = new StatusField(Octets.at(data, STATUS_OFFSET));
    FixedCounters coding =
        new FixedCounters(
            (status.code() & BINARY) != 0,
            (status.code() & STORED) != 0,
            mode2 || isOfMode2(medium));
    SecondaryAddress meter =
        new SecondaryAddress(
            id(data, mode2), ANY_MANUFACTURER, ANY_VERSION, DEVICE_TYPES.get(medium));
    Header header = new Header(meter, Octets.at(data, ID_OCTETS), status, NO_CONFIGURATION);
    return new MeterData(ci, header, RecordList.ofCounters(counters, coding), null);
  }

  private static boolean isOfMode2(int medium) {
    return medium >= FIRST_MODE_2_MEDIUM && medium < 0x0F;
  }

  private static String id(byte[] data, boolean highOctetFirst) {
    StringBuilder id = new StringBuilder();
    for (int i = 0; i < ID_OCTETS; i++) {
      id.append("%02X".formatted(data[highOctetFirst ? i : ID_OCTETS - 1 - i]));
    }
    return id.toString();
  }

  /** The words for a status without its two low bits, which describe the counters. */
  static List<String> flags(StatusField status) {
    return new StatusField(status.code() & ~(BINARY | STORED)).flags();
  }
}
