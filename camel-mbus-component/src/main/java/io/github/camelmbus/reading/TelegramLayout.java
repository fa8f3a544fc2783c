package io.github.camelmbus.reading;

import io.github.camelmbus.application.CiField;
import io.github.camelmbus.application.MeterData;
import io.github.camelmbus.data.DataRecord;
import io.github.camelmbus.data.RecordKeys;
import io.github.camelmbus.data.RecordList;
import io.github.camelmbus.data.RecordPlace;
import io.github.camelmbus.frame.Frame;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What a telegram of a wired meter has at which place, and the places of chosen records. Another
 * telegram of this layout may differ at the places marked below. Its reading is made without
 * decoding the other records, and what is the same. Immutable.
 *
 * <pre>
 *   68 L L 68 C A 72  address  access number  status configuration  DIB VIB LVAR data ..  0F block  CS 16
 *                              ^^^^^^^^^^^^^                                     ^^^^         ^^^^^  ^^
 * </pre>
 */
final class TelegramLayout {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();
  private static final int CI = 6;
  private static final int ACCESS_NUMBER = 15;
  private static final int RECORDS = 19;

  /** Octets after the data: checksum and 16h. */
  private static final int TAIL = 2;

  private final byte[] telegram;
  private final MeterReading.Success reading;
  private final Chosen wanted;

  /** The wanted records, and those that may give a warning. */
  private final Chosen needed;

  private final boolean[] mayDiffer;

  /** Some of the records. */
  private record Chosen(List<RecordPlace> places, List<String> keys) {

    /** Decodes them as a list without the others. */
    List<DataRecord> in(byte[] telegram) {
      ByteArrayOutputStream octets = new ByteArrayOutputStream(telegram.length);
      for (RecordPlace place : places) {
        octets.write(telegram, RECORDS + place.from(), place.end() - place.from());
      }
      return RecordList.decode(octets.toByteArray()).records();
    }
  }

  private TelegramLayout(
      byte[] telegram,
      MeterReading.Success reading,
      List<RecordPlace> places,
      Chosen wanted,
      Chosen needed) {
    this.telegram = telegram.clone();
    this.reading = reading;
    this.wanted = wanted;
    this.needed = needed;
    mayDiffer = new boolean[telegram.length];
    mayDiffer[ACCESS_NUMBER] = true;
    for (RecordPlace place : places) {
      Arrays.fill(mayDiffer, RECORDS + place.data(), RECORDS + place.end(), true);
    }
    Arrays.fill(mayDiffer, blockFrom(), telegram.length - TAIL + 1, true);
  }

  /**
   * The layout of a telegram.
   *
   * @param decoded the same telegram.
   * @param reading the reading in it alone.
   * @param wanted decides by the key of a record.
   * @return null if its chosen records cannot be decoded without the others.
   */
  static @Nullable TelegramLayout of(
      byte[] telegram,
      MeterTelegram decoded,
      MeterReading.Success reading,
      Predicate<String> wanted) {
    List<DataRecord> records = decoded.data().content().records();
    List<RecordPlace> places = places(telegram, decoded);
    // A field in the block of the manufacturer is a record without a place.
    if (places.isEmpty() || places.size() != records.size()) {
      return null;
    }
    List<String> keys = RecordKeys.keys(records);
    int[] chosen = indices(places, i -> wanted.test(keys.get(i)));
    // The year of any date may give a warning.
    int[] needed = indices(places, i -> places.get(i).isTimePoint() || wanted.test(keys.get(i)));
    TelegramLayout layout =
        new TelegramLayout(
            telegram,
            reading,
            places,
            new Chosen(elements(places, chosen), elements(keys, chosen)),
            new Chosen(elements(places, needed), elements(keys, needed)));
    // They differ where what is known of the meter gives a name.
    return layout.needed.in(telegram).equals(elements(records, needed)) ? layout : null;
  }

  private static int[] indices(List<?> all, IntPredicate chosen) {
    return IntStream.range(0, all.size()).filter(chosen).toArray();
  }

  /** Empty if it has no long header, is encrypted, or its records depend on each other. */
  private static List<RecordPlace> places(byte[] telegram, MeterTelegram decoded) {
    MeterData data = decoded.data();
    boolean isKnown =
        decoded.primaryAddress() != null
            && data.ci().layout() == CiField.Layout.LONG_HEADER
            && data.ci().code() == (telegram[CI] & 0xFF)
            && data.security() == null;
    return isKnown
        ? RecordList.places(Arrays.copyOfRange(telegram, RECORDS, telegram.length - TAIL))
        : List.of();
  }

  private static <T> List<T> elements(List<T> all, int[] indices) {
    return Arrays.stream(indices).mapToObj(all::get).toList();
  }

  /** Whether a telegram has this layout. */
  boolean fits(byte[] other) {
    if (other.length != telegram.length) {
      return false;
    }
    for (int i = 0; i < other.length; i++) {
      if (other[i] != telegram[i] && !mayDiffer[i]) {
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
    Frame.decode(other); // checks the checksum
    List<String> warnings = new ArrayList<>();
    List<MeterReading.Record> records =
        ReadingDecoder.records(needed.in(other), needed.keys, wanted, readAt, warnings);
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

  /** The wanted records of {@link #reading} alone, which takes less than half the time. */
  List<MeterReading.Record> records(byte[] other, @Nullable Instant readAt) {
    Frame.decode(other); // checks the checksum
    return ReadingDecoder.records(
        wanted.in(other), wanted.keys, key -> true, readAt, new ArrayList<>());
  }

  /** The index after the DIF of the block of the manufacturer. */
  private int blockFrom() {
    String block = reading.manufacturerData();
    return telegram.length - TAIL - (block == null ? 0 : block.length() / 2);
  }
}
