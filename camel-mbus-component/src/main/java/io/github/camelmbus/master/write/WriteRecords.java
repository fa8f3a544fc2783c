package io.github.camelmbus.master.write;

import io.github.camelmbus.data.DataField;
import io.github.camelmbus.data.DataRecord;
import io.github.camelmbus.data.Quality;
import io.github.camelmbus.data.RecordEncoder;
import io.github.camelmbus.data.RecordList;
import io.github.camelmbus.data.Value;
import io.github.camelmbus.frame.LongFrame;
import io.github.camelmbus.master.BusException;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes records to a meter (CI 51h): new values for records that the meter sends, coded as the
 * meter codes them, or records as octets.
 *
 * <p>Addresses and the choice of records have operations of their own, with their checks.
 */
public final class WriteRecords extends Write {
  private static final Set<String> ADDRESSES = Set.of("primary-address", "identification");

  private final Map<String, String> values;
  private final byte[] octets;
  private List<DataRecord> sent = List.of();

  private WriteRecords(Map<String, String> values, byte[] octets) {
    this.values = new LinkedHashMap<>(values);
    this.octets = octets.clone();
  }

  /**
   * New values for records that the meter sends.
   *
   * @param values by the keys of a reading, in the units and forms of a reading.
   */
  public static WriteRecords ofValues(Map<String, String> values) {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("there must be a record to write, none is named");
    }
    return new WriteRecords(values, new byte[0]);
  }

  /**
   * Records as octets.
   *
   * @param records DIB, VIB and data of each; whole, and none that is an address or a selection.
   */
  public static WriteRecords ofOctets(byte[] records) {
    requireWritable(records);
    return new WriteRecords(Map.of(), records);
  }

  private static List<DataRecord> requireWritable(byte[] octets) {
    RecordList list = RecordList.decodeRequest(octets);
    String text = BusException.hex(octets);
    if (octets.length == 0 || !isNothingElse(list, octets) || octets.length > LongFrame.MAX_DATA) {
      throw new IllegalArgumentException(
          "records to write are DIF, VIF and data of each, %d octets at most in all, not '%s'"
              .formatted(LongFrame.MAX_DATA, text));
    }
    for (DataRecord record : list.records()) {
      if (ADDRESSES.contains(record.quantity())) {
        throw new IllegalArgumentException(
            "addresses are written by setPrimaryAddress and setIdentification, which check that"
                + " they are free, not as the record "
                + BusException.hex(record.octets()));
      } else if (record.dib().dataField() == DataField.SELECTION) {
        throw new IllegalArgumentException(
            "records are chosen by selectRecords, not by writing "
                + BusException.hex(record.octets()));
      }
    }
    return list.records();
  }

  /** Whether octets are records and nothing else that would go out with them. */
  static boolean isNothingElse(RecordList list, byte[] octets) {
    int length = list.records().stream().mapToInt(record -> record.octets().length).sum();
    return list.complete() && length == octets.length;
  }

  /**
   * A record that a meter sends.
   *
   * @throws IllegalArgumentException with the keys that it sends, if it does not send this one.
   */
  static DataRecord record(String key, @Nullable MeterState meter) {
    Map<String, DataRecord> records = meter == null ? Map.of() : meter.recordsByKey();
    DataRecord record = records.get(key);
    if (record == null) {
      throw new IllegalArgumentException(
          "the meter sends no record '%s', only %s".formatted(key, records.keySet()));
    }
    return record;
  }

  @Override
  boolean needsReadout() {
    return !values.isEmpty();
  }

  @Override
  Map<String, Object> state(MeterState meter) {
    Map<String, Object> state = new LinkedHashMap<>();
    meter
        .recordsByKey()
        .forEach(
            (key, record) -> {
              Object value = record.value().plain();
              if (value != null && sent.stream().anyMatch(written -> isSame(written, record))) {
                state.put(key, value);
              }
            });
    return state;
  }

  @Override
  int ci() {
    return DATA_SEND;
  }

  @Override
  byte[] data(@Nullable MeterState before) {
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    data.writeBytes(octets);
    values.forEach((key, text) -> data.writeBytes(encode(record(key, before), key, text)));
    byte[] all = data.toByteArray();
    sent = requireWritable(all);
    return all;
  }

  private static byte[] encode(DataRecord record, String key, String text) {
    try {
      return RecordEncoder.encode(record.dib(), record.vib(), value(text, record));
    } catch (IllegalArgumentException unfit) {
      throw new IllegalArgumentException(
          "%s takes no '%s': %s".formatted(key, text, unfit.getMessage()), unfit);
    }
  }

  /** A text as a value of the same type as that of a record. */
  private static Value value(String text, DataRecord record) {
    Value now = record.value();
    try {
      if (now instanceof Value.Text) {
        return new Value.Text(text);
      } else if (now instanceof Value.DateTime clock) {
        return new Value.DateTime(LocalDateTime.parse(text), clock.seconds());
      } else if (now instanceof Value.Date) {
        return new Value.Date(LocalDate.parse(text));
      } else if (now instanceof Value.Time) {
        return new Value.Time(LocalTime.parse(text));
      }
      return new Value.Number(new BigDecimal(text));
    } catch (DateTimeParseException | NumberFormatException wrong) {
      throw new IllegalArgumentException("its value now is " + now.plain(), wrong);
    }
  }

  @Override
  void verify(MeterState before, MeterState after, Verification verification) {
    for (DataRecord written : sent) {
      String what = written.quantity() + " = " + written.value().plain();
      DataRecord now =
          after.records().stream()
              .filter(record -> isSame(written, record))
              .findFirst()
              .orElse(null);
      if (now == null && isRefused(written, after)) {
        verification.wrong("it sends a record error in place of " + what);
      } else if (now == null) {
        verification.unshown("the meter sends no such record as " + what + " to verify it by");
      } else if (now.value().equals(written.value())) {
        verification.verified("the meter sends " + what);
      } else {
        verification.wrong("it sends %s in place of %s".formatted(now.value().plain(), what));
      }
    }
  }

  private static boolean isRefused(DataRecord written, MeterState after) {
    return after.records().stream()
        .anyMatch(
            record ->
                record.quality() == Quality.RECORD_ERROR
                    && record.dib().equals(written.dib())
                    && record.quantity().equals(written.quantity()));
  }

  @Override
  @Nullable String undo(MeterState before) {
    String values =
        state(before).entrySet().stream()
            .map(record -> record.getKey() + "=" + text(record.getValue()))
            .collect(Collectors.joining(","));
    return values.isEmpty() ? null : "writeRecords " + values;
  }

  private static String text(Object value) {
    return value instanceof BigDecimal number ? number.toPlainString() : value.toString();
  }

  private static boolean isSame(DataRecord written, DataRecord record) {
    return written.dib().equals(record.dib())
        && Arrays.equals(written.vib().octets(), record.vib().octets());
  }
}
