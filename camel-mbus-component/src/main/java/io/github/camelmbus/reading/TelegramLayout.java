package io.github.camelmbus.reading;

import io.github.camelmbus.application.CiField;
import io.github.camelmbus.application.MeterData;
import io.github.camelmbus.data.DataRecord;
import io.github.camelmbus.data.RecordKeys;
import io.github.camelmbus.data.RecordList;
import io.github.camelmbus.data.RecordPlace;
import io.github.camelmbus.frame.Frame;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a telegram of a wired meter has at which place, with some of its records. Other telegrams of
 * this layout differ in access number, data of records, block of the manufacturer and checksum
 * alone, so their readings are made without decoding what is the same, and the other records.
 * Immutable.
 *
 * <pre>
 *   68 L L 68 C A 72   id4 man2 version type   access number   status configuration2   records..
 *   same               same                    differs         same                    VIB same, data differs
 *
 *   ..   0F   block     CS        16
 *        same differs   differs   same
 * </pre>
 */
final class TelegramLayout {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();
  private static final int CI = 6;
  private static final int ACCESS_NUMBER = 15;
  private static final int RECORDS = 19;

  /** Checksum and stop octet. */
  private static final int TAIL = 2;

  private final byte[] telegram;
  private final MeterReading.Success reading;
  private final boolean[] differs;
  private final List<RecordPlace> places = new ArrayList<>();
  private final List<String> keys = new ArrayList<>();
  private int octetsOfRecords;

  private TelegramLayout(byte[] telegram, MeterReading.Success reading) {
    this.telegram = telegram.clone();
    this.reading = reading;
    differs = new boolean[telegram.length];
    differs[ACCESS_NUMBER] = true;
    differs[telegram.length - TAIL] = true;
    Arrays.fill(differs, blockFrom(), telegram.length - TAIL, true);
  }

  /**
   * The layout of a telegram.
   *
   * @param decoded the same telegram.
   * @param reading of it alone.
   * @param wanted selects records by their keys.
   * @return null if a record cannot be decoded without the others.
   */
  static @Nullable TelegramLayout of(
      byte[] telegram,
      MeterTelegram decoded,
      MeterReading.Success reading,
      Predicate<String> wanted) {
    MeterData data = decoded.data();
    boolean isWired = decoded.primaryAddress() != null;
    boolean isPlain = data.security() == null && (telegram[CI] & 0xFF) == data.ci().code();
    if (!isWired || !isPlain || data.ci().layout() != CiField.Layout.LONG_HEADER) {
      return null;
    }
    List<DataRecord> records = data.content().records();
    List<RecordPlace> places =
        RecordList.places(Arrays.copyOfRange(telegram, RECORDS, telegram.length - TAIL));
    if (places.size() != records.size()) {
      return null;
    }
    TelegramLayout layout = new TelegramLayout(telegram, reading);
    List<String> keys = RecordKeys.keys(records);
    List<DataRecord> chosen = new ArrayList<>();
    for (int i = 0; i < places.size(); i++) {
      // A date may give a warning.
      if (layout.add(places.get(i), keys.get(i), places.get(i).isTimePoint() || wanted.test(keys.get(i)))) {
        chosen.add(records.get(i));
      }
    }
    return layout.records(telegram).equals(chosen) ? layout : null;
  }

  private boolean add(RecordPlace place, String key, boolean isChosen) {
    Arrays.fill(differs, RECORDS + place.data(), RECORDS + place.end(), true);
    if (isChosen) {
      places.add(place);
      keys.add(key);
      octetsOfRecords += place.end() - place.from();
    }
    return isChosen;
  }

  /** Whether a telegram has this layout. */
  boolean fits(byte[] other) {
    if (other.length != telegram.length) {
      return false;
    }
    for (int i = 0; i < other.length; i++) {
      if (other[i] != telegram[i] && !differs[i]) {
        return false;
      }
    }
    return true;
  }

  /**
   * The reading in a telegram that {@link #fits}.
   *
   * @throws io.github.camelmbus.MBusFormatException if its checksum is wrong.
   */
  MeterReading reading(
      byte[] other,
      @Nullable String line,
      @Nullable Instant readAt,
      @Nullable String name,
      Predicate<String> wanted) {
    Frame.decode(other);
    List<String> warnings = new ArrayList<>();
    List<MeterReading.Record> records =
        ReadingDecoder.records(records(other), keys, wanted, readAt, warnings);
    MeterReading.Meter meter = Objects.requireNonNull(reading.meter(), "it has an address");
    String block = reading.manufacturerData();
    return new MeterReading.Success(
        Objects.equals(name, meter.name()) ? meter : meter.named(name),
        line,
        readAt,
        other[ACCESS_NUMBER] & 0xFF,
        reading.status(),
        records,
        block == null ? null : HEX.formatHex(other, blockFrom(), other.length - TAIL),
        reading.moreRecordsFollow(),
        reading.complete(),
        warnings,
        null,
        List.of(HEX.formatHex(other)));
  }

  /** The index after the DIF of the block of the manufacturer. */
  private int blockFrom() {
    String block = reading.manufacturerData();
    return telegram.length - TAIL - (block == null ? 0 : block.length() / 2);
  }

  private List<DataRecord> records(byte[] other) {
    byte[] octets = new byte[octetsOfRecords];
    int end = 0;
    for (RecordPlace place : places) {
      int length = place.end() - place.from();
      System.arraycopy(other, RECORDS + place.from(), octets, end, length);
      end += length;
    }
    return RecordList.decode(octets).records();
  }
}
