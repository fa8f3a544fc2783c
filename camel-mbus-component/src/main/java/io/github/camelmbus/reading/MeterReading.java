package io.github.camelmbus.reading;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.camelmbus.application.DeviceType;
import io.github.camelmbus.data.FunctionField;
import io.github.camelmbus.data.Quality;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one readout of a meter gave, the body of an exchange: a {@link Success}, or a {@link
 * Failure} that says why there is none.
 *
 * <p>The members stand in the order of the JSON that {@link ReadingJson} writes; what is null is
 * left out there. A failure has the members of a success too, empty or null, so that a route may
 * ask for them without a look at which of the two it is. Immutable. Hexadecimal text is upper case.
 */
public sealed interface MeterReading extends JsonBody {

  /**
   * Whose reading it is; of a failure the meter that was asked, if one was; null of records without
   * a telegram.
   */
  @Nullable Meter meter();

  /** Where it was read; null for telegrams that came another way. */
  @Nullable String line();

  /** When it was read, of an entry of a log when it was made; null if unknown. */
  @Nullable Instant readAt();

  /** Which entry of a log of the meter it is; null of what the meter had when it was read. */
  default @Nullable LogPlace log() {
    return null;
  }

  /** Counts the answers of the meter, 0..255; null without a header. */
  default @Nullable Integer accessNumber() {
    return null;
  }

  /** How the meter is; null without a header. */
  default @Nullable Status status() {
    return null;
  }

  /** In the order of the telegrams; empty with an error or without plain text. */
  default List<Record> records() {
    return List.of();
  }

  /** What follows DIF 0Fh or 1Fh; null where there is no such DIF. */
  default @Nullable String manufacturerData() {
    return null;
  }

  /** Whether the meter has more that is not in here. */
  default boolean moreRecordsFollow() {
    return false;
  }

  /** Whether everything that came was understood. */
  default boolean complete() {
    return false;
  }

  /** What was not, in words. */
  default List<String> warnings() {
    return List.of();
  }

  /** Null for clear data. */
  default @Nullable Security security() {
    return null;
  }

  /** Why there is no reading; null of a success. */
  default @Nullable Problem error() {
    return null;
  }

  /** Whole frames. */
  List<String> telegrams();

  /** The same, of a meter with a name. */
  MeterReading named(String name);

  /** The same, from a meter on a line at a time. */
  MeterReading from(@Nullable Meter origin, @Nullable String where, @Nullable Instant when);

  /** A reading: the records of a meter, all of them or those that could be read. */
  record Success(
      @Nullable Meter meter,
      @Nullable String line,
      @Nullable Instant readAt,
      @Nullable LogPlace log,
      @Nullable Integer accessNumber,
      @Nullable Status status,
      List<Record> records,
      @Nullable String manufacturerData,
      boolean moreRecordsFollow,
      boolean complete,
      List<String> warnings,
      @Nullable Security security,
      List<String> telegrams)
      implements MeterReading {

    public Success {
      records = List.copyOf(records);
      warnings = List.copyOf(warnings);
      telegrams = List.copyOf(telegrams);
    }

    /** A reading of what the meter had when it was read. */
    public Success(
        @Nullable Meter meter,
        @Nullable String line,
        @Nullable Instant readAt,
        @Nullable Integer accessNumber,
        @Nullable Status status,
        List<Record> records,
        @Nullable String manufacturerData,
        boolean moreRecordsFollow,
        boolean complete,
        List<String> warnings,
        @Nullable Security security,
        List<String> telegrams) {
      this(
          meter,
          line,
          readAt,
          null,
          accessNumber,
          status,
          records,
          manufacturerData,
          moreRecordsFollow,
          complete,
          warnings,
          security,
          telegrams);
    }

    @Override
    public Success named(String name) {
      return meter == null ? this : from(meter.named(name), line, readAt);
    }

    @Override
    public Success from(@Nullable Meter origin, @Nullable String where, @Nullable Instant when) {
      return new Success(
          origin,
          where,
          when,
          log,
          accessNumber,
          status,
          records,
          manufacturerData,
          moreRecordsFollow,
          complete,
          warnings,
          security,
          telegrams);
    }

    /** The same, with other records. */
    public Success withRecords(List<Record> others) {
      return new Success(
          meter,
          line,
          readAt,
          log,
          accessNumber,
          status,
          others,
          manufacturerData,
          moreRecordsFollow,
          complete,
          warnings,
          security,
          telegrams);
    }

    /**
     * The same, with more warnings.
     *
     * @param isComplete false if something is missing of it.
     */
    public Success withWarnings(List<String> more, boolean isComplete) {
      List<String> all = new ArrayList<>(warnings);
      all.addAll(more);
      return new Success(
          meter,
          line,
          readAt,
          log,
          accessNumber,
          status,
          records,
          manufacturerData,
          moreRecordsFollow,
          complete && isComplete,
          all,
          security,
          telegrams);
    }

    @Override
    public void writeTo(JsonGenerator json) throws IOException {
      ReadingJson.write(this, json);
    }
  }

  /**
   * No reading.
   *
   * @param error why.
   * @param telegrams what came nevertheless.
   */
  record Failure(
      @Nullable Meter meter,
      @Nullable String line,
      @Nullable Instant readAt,
      Problem error,
      List<String> telegrams)
      implements MeterReading {

    public Failure {
      telegrams = List.copyOf(telegrams);
    }

    @Override
    public Failure named(String name) {
      return meter == null ? this : from(meter.named(name), line, readAt);
    }

    @Override
    public Failure from(@Nullable Meter origin, @Nullable String where, @Nullable Instant when) {
      return new Failure(origin, where, when, error, telegrams);
    }

    @Override
    public void writeTo(JsonGenerator json) throws IOException {
      ReadingJson.write(this, json);
    }
  }

  /**
   * Which meter. A telegram without a long header has its primary address only.
   *
   * @param id identification number, 8 digits as printed on the meter.
   * @param name what the user calls it.
   * @param manufacturer three letters, or four hexadecimal digits where the code is none.
   * @param version generation, 0..255.
   * @param deviceType {@code heat} for example.
   * @param deviceTypeCode 0..255.
   * @param secondaryAddress 16 digits.
   * @param primaryAddress A field of the answer, 0..255; with an error the address that was asked;
   *     null of a wireless meter.
   */
  record Meter(
      @Nullable String id,
      @Nullable String name,
      @Nullable String manufacturer,
      @Nullable Integer version,
      @Nullable String deviceType,
      @Nullable Integer deviceTypeCode,
      @Nullable String secondaryAddress,
      @Nullable Integer primaryAddress) {

    /** The device type; null if it is not known, or the code has no name. */
    public @Nullable DeviceType type() {
      return deviceTypeCode == null ? null : DeviceType.of(deviceTypeCode);
    }

    Meter named(String given) {
      return new Meter(
          id,
          given,
          manufacturer,
          version,
          deviceType,
          deviceTypeCode,
          secondaryAddress,
          primaryAddress);
    }
  }

  /**
   * A place in a log of a meter.
   *
   * @param log {@code hour}, {@code day}, {@code month}, {@code year} or {@code info}; {@code
   *     module-1} for example of a log module.
   * @param entry number of the entry, as the meter counts them.
   */
  record LogPlace(String log, long entry) {}

  /**
   * How the meter is.
   *
   * @param code status octet, 0..255.
   * @param flags words for the bits that are set.
   */
  record Status(int code, List<String> flags) {
    public Status {
      flags = List.copyOf(flags);
    }
  }

  /**
   * One data record.
   *
   * @param key unique in the reading and stable over readings.
   * @param quantity {@code flow-temperature} for example.
   * @param value {@link java.math.BigDecimal} with the scale as sent, text, or null where there is
   *     no value.
   * @param unit UCUM code; null where there is none.
   * @param function whether it is the value of now, a maximum, a minimum, or of an error state.
   * @param storage storage number.
   * @param tariff tariff number.
   * @param subunit number of the device in the meter.
   * @param qualifiers words that change the meaning.
   * @param quality good, or why the value is not; recurring for a date or time with "every" in
   *     place of a number, the text of which has the form of XML Schema.
   * @param raw the octets of the record.
   */
  record Record(
      String key,
      String quantity,
      @Nullable Object value,
      @Nullable String unit,
      FunctionField function,
      long storage,
      int tariff,
      int subunit,
      List<String> qualifiers,
      Quality quality,
      String raw) {
    public Record {
      qualifiers = List.copyOf(qualifiers);
    }

    /** The value, exact and with the scale as sent; null where it is text or none. */
    public @Nullable BigDecimal number() {
      return value instanceof BigDecimal number ? number : null;
    }

    /** The value where it is no number: a date, a time or a text; else null. */
    public @Nullable String text() {
      return value instanceof String text ? text : null;
    }
  }

  /**
   * How the records came.
   *
   * @param mode security mode, 5 or 7; 1 is AES-CTR in the extended link layer of a wireless
   *     telegram.
   * @param state {@code decrypted} with the key of the meter, {@code no-key}, {@code wrong-key},
   *     {@code unsupported}, or {@code clear} where the header says that the records are encrypted,
   *     and they came in clear: from the meter, or from a receiver that has decrypted them.
   */
  record Security(int mode, String state) {}

  /**
   * Why there is no reading.
   *
   * @param code {@code checksum} for example, for programs.
   * @param message for people.
   * @param offset octets before the one at which it shows, for text that is not hexadecimal
   *     characters; null where it shows nowhere.
   */
  record Problem(String code, String message, @Nullable Integer offset) {}
}
