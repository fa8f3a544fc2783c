package io.github.camelmbus.simulator;

import io.github.camelmbus.data.DataField;
import java.io.ByteArrayOutputStream;
import java.time.LocalDateTime;

/**
 * A record of a simulated meter.
 *
 * @param dib data information block.
 * @param vib value information block.
 * @param at the time of the value.
 */
record RecordModel(byte[] dib, byte[] vib, ValueModel model, ReferenceTime at) {
  private static final int DATA_FIELD = 0x0F;
  private static final LocalDateTime SOME_DAY = LocalDateTime.of(2026, 1, 15, 0, 0);

  byte[] octets(LocalDateTime now, int variety) {
    ByteArrayOutputStream record = new ByteArrayOutputStream();
    record.writeBytes(dib);
    record.writeBytes(vib);
    record.writeBytes(model.octets(field(), at.of(now), variety));
    return record.toByteArray();
  }

  /**
   * Checks that the data field takes the values that the model has over a day.
   *
   * @throws IllegalArgumentException if it does not.
   */
  RecordModel requireEncodable() {
    if (dib.length == 0 || vib.length == 0) {
      throw new IllegalArgumentException("dib and vib have at least one octet each");
    }
    for (int hour = 0; hour < 24; hour++) {
      octets(SOME_DAY.plusHours(hour), ValueModel.LEAST_VARIETY);
      octets(SOME_DAY.plusHours(hour), ValueModel.MAX_VARIETY);
    }
    return this;
  }

  private DataField field() {
    return DataField.values()[dib[0] & DATA_FIELD];
  }
}
