package io.github.camelmbus.master.write;

import io.github.camelmbus.application.Header;
import io.github.camelmbus.application.MeterData;
import io.github.camelmbus.application.SecondaryAddress;
import io.github.camelmbus.application.Telegram;
import io.github.camelmbus.data.DataRecord;
import io.github.camelmbus.data.RecordKeys;
import io.github.camelmbus.frame.LongFrame;
import io.github.camelmbus.frame.PrimaryAddress;
import io.github.camelmbus.master.Readout;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The state of a meter, by a readout.
 *
 * @param primaryAddress the A field of its telegrams.
 * @param baudRate bit/s at which it answered.
 * @param messages the contents of its telegrams that could be decoded, in their order.
 * @param warnings what is missing, for the user.
 */
record MeterState(
    int primaryAddress, int baudRate, List<MeterData> messages, List<String> warnings) {
  /** Status bits 1-0 of a meter whose application could not do what was asked. */
  private static final int APPLICATION_ERROR = 2;

  MeterState {
    messages = List.copyOf(messages);
    warnings = List.copyOf(warnings);
  }

  static MeterState of(Readout readout, int baudRate) {
    int address = -1;
    List<MeterData> messages = new ArrayList<>();
    for (Telegram telegram : readout.telegrams()) {
      if (telegram.frame() instanceof LongFrame frame) {
        address = address < 0 ? frame.address().value() : address;
        // One that cannot be decoded is skipped; the others are still good.
        MeterData message = telegram.data();
        if (message != null) {
          messages.add(message);
        }
      }
    }
    return new MeterState(address, baudRate, messages, readout.warnings());
  }

  /** The same meter at another baud rate, at which it was not read. */
  MeterState heardAt(int bitsPerSecond) {
    return new MeterState(primaryAddress, bitsPerSecond, messages, List.of());
  }

  /** Whether its telegrams contain its primary address. */
  boolean showsPrimaryAddress() {
    return primaryAddress >= 0 && primaryAddress <= PrimaryAddress.MAX_METER;
  }

  /** The secondary address in its header; null if there is none or not a complete one. */
  @Nullable SecondaryAddress secondaryAddress() {
    return messages.stream()
        .map(MeterData::header)
        .filter(header -> header != null && header.address() != null)
        .map(Header::address)
        .filter(address -> address != null && address.isExact())
        .findFirst()
        .orElse(null);
  }

  /** Whether its status says that its application could not do something. */
  boolean hasApplicationError() {
    return messages.stream()
        .map(MeterData::header)
        .anyMatch(header -> header != null && (header.status().code() & 3) == APPLICATION_ERROR);
  }

  List<DataRecord> records() {
    return messages.stream().flatMap(message -> message.content().records().stream()).toList();
  }

  /** The records by the keys that they have in a reading, in their order. */
  Map<String, DataRecord> recordsByKey() {
    List<DataRecord> records = records();
    List<String> keys = RecordKeys.keys(records);
    Map<String, DataRecord> byKey = new LinkedHashMap<>();
    for (int i = 0; i < keys.size(); i++) {
      byKey.put(keys.get(i), records.get(i));
    }
    return byKey;
  }
}
