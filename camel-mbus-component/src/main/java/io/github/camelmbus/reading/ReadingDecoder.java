package io.github.camelmbus.reading;

import io.github.camelmbus.MBusFormatException;
import io.github.camelmbus.MBusFormatException.Fault;
import io.github.camelmbus.OctetString;
import io.github.camelmbus.application.CiField;
import io.github.camelmbus.application.DeviceType;
import io.github.camelmbus.application.Header;
import io.github.camelmbus.application.Keys;
import io.github.camelmbus.application.Manufacturer;
import io.github.camelmbus.application.MeterData;
import io.github.camelmbus.application.SecondaryAddress;
import io.github.camelmbus.application.Security;
import io.github.camelmbus.application.Telegram;
import io.github.camelmbus.data.DataRecord;
import io.github.camelmbus.data.RecordKeys;
import io.github.camelmbus.data.RecordList;
import io.github.camelmbus.data.Value;
import io.github.camelmbus.frame.PrimaryAddress;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Telegrams to readings. */
public final class ReadingDecoder {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();
  private static final CiField NO_HEADER = new CiField(0x78);
  private static final long SECONDS_OF_DAY = 86_400;

  private ReadingDecoder() {}

  /**
   * The reading in the telegrams of one readout: header of the first, records of all.
   *
   * <p>If a follow-up telegram cannot be read, or is of another meter, only its own records are
   * missing: the reading is not complete and has a warning.
   *
   * @param telegrams whole frames in the order they came, at least one.
   * @param line where they were read.
   * @param readAt when they were read. If the clock of a meter names a century that has not begun,
   *     its year is the one closest to this time; without this time it is one of 1981 to 2080.
   * @param name of the meter, given by the user.
   * @throws MBusFormatException if the first telegram is no good frame, or one without data of a
   *     meter; offsets count from its start octet.
   */
  public static MeterReading ofTelegrams(
      List<byte[]> telegrams,
      @Nullable String line,
      @Nullable Instant readAt,
      @Nullable String name) {
    return ofTelegrams(telegrams, line, readAt, name, Keys.NONE);
  }

  /**
   * As {@link #ofTelegrams(List, String, Instant, String)}, for meters that encrypt.
   *
   * @param keys of the meters. A telegram without a good key gives a reading without records; its
   *     {@code security} says why.
   */
  public static MeterReading ofTelegrams(
      List<byte[]> telegrams,
      @Nullable String line,
      @Nullable Instant readAt,
      @Nullable String name,
      Keys keys) {
    return ofTelegrams(telegrams, line, readAt, name, keys, key -> true);
  }

  /**
   * As {@link #ofTelegrams(List, String, Instant, String, Keys)}, with some of the records only. A
   * series of one value takes half the time.
   *
   * @param wanted decides by the key of a record. Warnings, and whether the reading is complete,
   *     refer to all records.
   */
  public static MeterReading ofTelegrams(
      List<byte[]> telegrams,
      @Nullable String line,
      @Nullable Instant readAt,
      @Nullable String name,
      Keys keys,
      Predicate<String> wanted) {
    if (telegrams.isEmpty()) {
      throw new IllegalArgumentException("a reading is made of at least one telegram, none came");
    }
    MeterTelegram first = MeterTelegram.decode(telegrams.get(0), keys, null);
    Readout readout = new Readout(first, readAt);
    SecondaryAddress meter = first.secondaryAddress();
    for (byte[] next : telegrams.subList(1, telegrams.size())) {
      readout.follow(() -> MeterTelegram.decode(next, keys, meter));
    }
    return reading(readout, line, readAt, name, telegrams, wanted);
  }

  /**
   * As {@link #ofTelegrams(List, String, Instant, String, Keys)}, for decoded telegrams.
   *
   * @param telegrams in the order they came, at least one.
   */
  public static MeterReading of(
      List<Telegram> telegrams, @Nullable String line, @Nullable Instant readAt) {
    Readout readout = new Readout(MeterTelegram.of(telegrams.get(0)), readAt);
    for (Telegram next : telegrams.subList(1, telegrams.size())) {
      readout.follow(() -> MeterTelegram.of(next));
    }
    return reading(readout, line, readAt, null, octets(telegrams), key -> true);
  }

  /** The frames as they came. */
  public static List<byte[]> octets(List<Telegram> telegrams) {
    return telegrams.stream().map(Telegram::octets).toList();
  }

  private static MeterReading reading(
      Readout readout,
      @Nullable String line,
      @Nullable Instant readAt,
      @Nullable String name,
      List<byte[]> telegrams,
      Predicate<String> wanted) {
    MeterTelegram first = readout.first;
    Header header = first.header();
    // Before the warnings are taken: making the records adds some.
    List<MeterReading.Record> records = readout.records(wanted);
    return new MeterReading.Success(
        meter(first, name),
        line,
        readAt,
        header == null ? null : header.accessNumber(),
        header == null ? null : status(header, first.data().statusFlags()),
        records,
        readout.manufacturerData(),
        readout.moreRecordsFollow(),
        readout.complete(),
        readout.warnings(),
        readout.security(),
        hex(telegrams));
  }

  private static List<String> hex(List<byte[]> telegrams) {
    List<String> hex = new ArrayList<>(telegrams.size());
    for (byte[] telegram : telegrams) {
      hex.add(HEX.formatHex(telegram));
    }
    return hex;
  }

  /**
   * An error object: no reading, and why.
   *
   * @param code for programs, see {@link Fault#code()}.
   * @param message for people.
   * @param offset of the octet at which the error shows, from 0; null if it does not show at one.
   * @param telegrams what came.
   */
  public static MeterReading failure(
      String code, String message, @Nullable Integer offset, List<byte[]> telegrams) {
    return new MeterReading.Failure(
        null, null, null, new MeterReading.Problem(code, message, offset), hex(telegrams));
  }

  /**
   * The reading in one telegram, or an error object; throws nothing.
   *
   * @param line hexadecimal digits in upper or lower case, with spaces anywhere.
   */
  public static MeterReading decodeHex(String line) {
    return decodeHex(line, Keys.NONE);
  }

  /**
   * As {@link #decodeHex(String)}, for meters that encrypt.
   *
   * @param keys of the meters.
   */
  public static MeterReading decodeHex(String line, Keys keys) {
    byte[] telegram;
    try {
      telegram = octets(line);
    } catch (MBusFormatException fault) {
      return failure(fault, List.of());
    }
    return decode(telegram, keys);
  }

  /** The reading in one telegram, or an error object. */
  static MeterReading decode(byte[] telegram, Keys keys) {
    try {
      return ofTelegrams(List.of(telegram), null, null, null, keys);
    } catch (MBusFormatException fault) {
      return failure(fault, List.of(telegram));
    }
  }

  /**
   * The reading in a list of records without a telegram, as messages of LoRaWAN and NB-IoT have it;
   * an error object if there is no octet. The list does not identify its meter, so the reading has
   * no {@code meter}: identifications among the records may be those of another device.
   *
   * @param octets from the first DIF on; copied.
   */
  public static MeterReading ofRecords(byte[] octets) {
    if (octets.length == 0) {
      return failure(Fault.TRUNCATED.code(), "there are no records", 0, List.of());
    }
    MeterData data = new MeterData(NO_HEADER, null, RecordList.decode(octets), null);
    Readout readout = new Readout(new MeterTelegram(null, null, data), null);
    return reading(readout, null, null, null, List.of(octets), key -> true);
  }

  /**
   * The error object for octets that cannot be decoded.
   *
   * @param telegrams what came.
   */
  public static MeterReading failure(MBusFormatException fault, List<byte[]> telegrams) {
    String message = String.valueOf(fault.getMessage());
    return failure(fault.fault().code(), message, fault.offset(), telegrams);
  }

  private static byte[] octets(String text) {
    StringBuilder digits = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (HexFormat.isHexDigit(c)) {
        digits.append(c);
      } else if (!Character.isWhitespace(c)) {
        throw new MBusFormatException(
            Fault.HEX,
            i,
            "a telegram is hexadecimal digits, '%c' is none: '%s'".formatted(c, text));
      }
    }
    if (digits.length() % 2 != 0) {
      throw new MBusFormatException(
          Fault.HEX,
          text.length(),
          "a telegram has two hexadecimal digits for each octet, %d are odd: '%s'"
              .formatted(digits.length(), text));
    }
    return HEX.parseHex(digits);
  }

  private static MeterReading.@Nullable Meter meter(MeterTelegram telegram, @Nullable String name) {
    PrimaryAddress wired = telegram.primaryAddress();
    Integer primaryAddress = wired == null ? null : wired.value();
    SecondaryAddress address = telegram.secondaryAddress();
    if (address == null && wired == null) {
      return null;
    }
    if (address == null) {
      return new MeterReading.Meter(null, name, null, null, null, null, null, primaryAddress);
    }
    boolean fixed = telegram.data().isFixedData();
    return new MeterReading.Meter(
        address.id(),
        name,
        fixed ? null : new Manufacturer(address.manufacturer()).toString(),
        fixed ? null : address.version(),
        DeviceType.name(address.deviceType()),
        address.deviceType(),
        address.toString(),
        primaryAddress);
  }

  /**
   * The records of a reading.
   *
   * @param keys one for each record.
   * @param wanted decides by the key.
   * @param warnings gets those about any of the records.
   */
  static List<MeterReading.Record> records(
      List<DataRecord> records,
      List<String> keys,
      Predicate<String> wanted,
      @Nullable Instant readAt,
      List<String> warnings) {
    // A day is exact enough for the century, in any zone.
    LocalDate day =
        readAt == null
            ? null
            : LocalDate.ofEpochDay(Math.floorDiv(readAt.getEpochSecond(), SECONDS_OF_DAY));
    List<MeterReading.Record> chosen = new ArrayList<>(records.size());
    for (int i = 0; i < records.size(); i++) {
      DataRecord record = day == null ? records.get(i) : records.get(i).readOn(day);
      warnOfCentury(keys.get(i), record, warnings);
      if (wanted.test(keys.get(i))) {
        chosen.add(record(keys.get(i), record));
      }
    }
    return chosen;
  }

  private static void warnOfCentury(String key, DataRecord record, List<String> warnings) {
    if (record.value() instanceof Value.DateTime time
        && time.sentYear() != time.value().getYear()) {
      warnings.add(
          "%s: the meter sends the year %d by its hundred-year bits, %d is taken"
              .formatted(key, time.sentYear(), time.value().getYear()));
    }
  }

  private static MeterReading.Record record(String key, DataRecord record) {
    return new MeterReading.Record(
        key,
        record.quantity(),
        record.value().plain(),
        record.unit(),
        record.dib().function(),
        record.dib().storageNumber(),
        record.dib().tariff(),
        record.dib().subunit(),
        record.qualifiers(),
        record.quality(),
        record.hex());
  }

  private static MeterReading.Status status(Header header, List<String> flags) {
    return new MeterReading.Status(header.status().code(), flags);
  }

  /** Collects the telegrams of one readout. Confined to one thread. */
  private static final class Readout {
    private final MeterTelegram first;
    private final @Nullable Instant readAt;
    private final List<MeterData> parts = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private int telegrams;
    private boolean complete = true;

    Readout(MeterTelegram first, @Nullable Instant readAt) {
      this.first = first;
      this.readAt = readAt;
      add(first, "");
    }

    /** Takes the next telegram, if it can be decoded. */
    void follow(Supplier<MeterTelegram> next) {
      String prefix = "telegram %d: ".formatted(telegrams + 1);
      try {
        MeterTelegram telegram = next.get();
        if (telegram.mayBelongTo(first)) {
          add(telegram, prefix);
        } else {
          skip(prefix + "it is of meter %s, not of %s".formatted(telegram.owner(), first.owner()));
        }
      } catch (MBusFormatException fault) {
        skip(prefix + fault.getMessage());
      }
    }

    private void add(MeterTelegram telegram, String prefix) {
      telegrams++;
      parts.add(telegram.data());
      complete &= telegram.data().content().complete();
      telegram.data().content().warnings().forEach(warning -> warnings.add(prefix + warning));
    }

    private void skip(String warning) {
      telegrams++;
      complete = false;
      warnings.add(warning);
    }

    List<MeterReading.Record> records(Predicate<String> wanted) {
      List<DataRecord> records = dataRecords();
      List<String> keys = RecordKeys.keys(records);
      return ReadingDecoder.records(records, keys, wanted, readAt, warnings);
    }

    private List<DataRecord> dataRecords() {
      if (parts.size() == 1) {
        return parts.get(0).content().records();
      }
      List<DataRecord> records = new ArrayList<>();
      for (MeterData part : parts) {
        records.addAll(part.content().records());
      }
      return records;
    }

    @Nullable String manufacturerData() {
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      boolean any = false;
      for (MeterData part : parts) {
        OctetString data = part.content().manufacturerData();
        if (data != null) {
          any = true;
          all.writeBytes(data.toArray());
        }
      }
      return any ? HEX.formatHex(all.toByteArray()) : null;
    }

    boolean moreRecordsFollow() {
      return parts.get(parts.size() - 1).content().moreRecordsFollow();
    }

    boolean complete() {
      return complete;
    }

    List<String> warnings() {
      return warnings;
    }

    MeterReading.@Nullable Security security() {
      for (MeterData part : parts) {
        Security security = part.security();
        if (security != null) {
          return new MeterReading.Security(security.mode(), security.state());
        }
      }
      return null;
    }
  }
}
