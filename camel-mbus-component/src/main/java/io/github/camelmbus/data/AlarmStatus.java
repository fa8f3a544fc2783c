package io.github.camelmbus.data;

import java.math.BigDecimal;
import java.util.List;

/** The alarm bits of a meter (type D), which come without DIB and VIB (EN 13757-3, clause 9). */
final class AlarmStatus {
  private AlarmStatus() {}

  /** The record of the bits, an integer with the low octet first. */
  static DataRecord record(byte[] octets) {
    Vib vib = new Vib(Quantity.ALARM_STATUS.text(), Unit.ONE.ucum(), List.of(), new byte[0]);
    BigDecimal bits = new DataOctets(octets, 0, octets.length).unsigned();
    return new DataRecord(
        Dib.implied(DataField.INT8, 0), vib, octets, new Value.Number(bits), Quality.GOOD);
  }
}
