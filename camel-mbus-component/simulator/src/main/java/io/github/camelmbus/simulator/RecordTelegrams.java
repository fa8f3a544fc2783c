package io.github.camelmbus.simulator;

import io.github.camelmbus.application.SecondaryAddress;
import io.github.camelmbus.frame.ControlField;
import io.github.camelmbus.frame.LongFrame;
import io.github.camelmbus.frame.PrimaryAddress;
import java.io.ByteArrayOutputStream;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;

/**
 * Telegrams made of records, as many as the records need: CI 72h, long header, records, and DIF 1Fh
 * where more follow.
 *
 * @param variety -50..50, see {@link ValueModel}.
 * @param manufacturerData octets after DIF 0Fh in the last telegram; none if empty.
 */
record RecordTelegrams(List<RecordModel> records, int variety, byte[] manufacturerData)
    implements TelegramModel {
  private static final int CI_LONG_HEADER = 0x72;

  /** Identification, access number, status and configuration. */
  private static final int HEADER = SecondaryAddress.OCTETS + 4;

  private static final int MORE_RECORDS_FOLLOW = 0x1F;
  private static final int MANUFACTURER_DATA = 0x0F;

  /** One octet is kept for DIF 1Fh. */
  private static final int ROOM = LongFrame.MAX_DATA - HEADER - 1;

  RecordTelegrams {
    records = List.copyOf(records);
  }

  @Override
  public List<LongFrame> telegrams(LocalDateTime now) {
    List<LongFrame> telegrams = new ArrayList<>();
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (byte[] record : contents(now)) {
      if (content.size() + record.length > ROOM) {
        content.write(MORE_RECORDS_FOLLOW);
        telegrams.add(telegram(content));
        content.reset();
      }
      content.writeBytes(record);
    }
    telegrams.add(telegram(content));
    return telegrams;
  }

  private List<byte[]> contents(LocalDateTime now) {
    List<byte[]> contents = new ArrayList<>();
    records.forEach(record -> contents.add(record.octets(now, variety)));
    if (manufacturerData.length > 0) {
      byte[] last = new byte[manufacturerData.length + 1];
      last[0] = MANUFACTURER_DATA;
      System.arraycopy(manufacturerData, 0, last, 1, manufacturerData.length);
      contents.add(last);
    }
    return contents;
  }

  private static LongFrame telegram(ByteArrayOutputStream content) {
    byte[] data = new byte[HEADER + content.size()];
    System.arraycopy(content.toByteArray(), 0, data, HEADER, content.size());
    ControlField control = ControlField.rspUd();
    return new LongFrame(control, new PrimaryAddress(0), CI_LONG_HEADER, data);
  }
}
