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
 * The result of one readout of a meter, the body of an exchange: a {@link Success}, or a {@link
 * Failure} with the reason.
 *
 * <p>The members are in the order of the JSON that {@link ReadingJson} writes; null members are
 * left out there. A failure also has the members of a success, empty or null, so that a route can
 * use them without a check of which of the two it is. Immutable. Hexadecimal text is upper case.
 */
public sealed interface MeterReading extends JsonBody {

  /**
   * The meter; of a failure the meter that was requested, if any; null for records without a
   * telegram.
   */
  @Nullable Meter meter();

  /** The line on which it was read; null for telegrams of another source. */
  @Nullable String line();

  /** When it was read, or when the entry of a log was made; null if unknown. */
  @Nullable Instant readAt();

  /** The entry of a log of the meter that it is; null for current values. */
  default @Nullable LogPlace log() {
    return null;
  }

  /** Counts the answers of the meter, 0..255; null without a header. */
  default @Nullable Integer accessNumber() {
    return null;
  }

  /** Status of the meter; null without a header. */
  default @Nullable Status status() {
    return null;
  }

  /** In the order of the telegrams; empty with an error, or if they could not be decrypted. */
  default List<Record> records() {
    return List.of();
  }

  /** The octets after DIF 0Fh or 1Fh; null without such a DIF. */
  default @Nullable String manufacturerData() {
    return null;
  }

  /** Whether the meter has more records than these. */
  default boolean moreRecordsFollow() {
    return false;
  }

  /** Whether everything that came was understood. */
  default boolean complete() {
    return false;
  }

  /** What was not understood, in words. */
  default List<String> warnings() {
    return List.of();
  }

  /** How the records were encrypted; null for clear data. */
  default @Nullable Security security() {
    return null;
  }

  /** Why there is no reading; null for a success. */
  default @Nullable Problem error() {
    return null;
  }

  /** Whole frames. */
  List<String> telegrams();

  /** The same, for a meter with a name. */
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

    /** A reading of current values. */
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
      return with(origin, where, when, records, complete, warnings);
    }

    /** The same, with other records. */
    public Success withRecords(List<Record> others) {
      return with(meter, line, readAt, others, complete, warnings);
    }

    /**
     * The same, with more warnings.
     *
     * @param isComplete false if something is missing of it.
     */
    public Success withWarnings(List<String> more, boolean isComplete) {
      List<String> all = new ArrayList<>(warnings);
      all.addAll(more);
      return with(meter, line, readAt, records, complete && isComplete, all);
    }

    private Success with(
        @Nullable Meter otherMeter,
        @Nullable String otherLine,
        @Nullable Instant otherTime,
        List<Record> otherRecords,
        boolean isComplete,
        List<String> otherWarnings) {
      return new Success(
          otherMeter,
          otherLine,
          otherTime,
          log,
          accessNumber,
          status,
          otherRecords,
          manufacturerData,
          moreRecordsFollow,
          isComplete,
          otherWarnings,
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
   * @param telegrams the frames or octets that came, if any.
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
   * A meter. With a telegram without a long header only its primary address is known.
   *
   * @param id identification number, 8 digits as printed on the meter.
   * @param name given by the user.
   * @param manufacturer three letters, or four hexadecimal digits if the code does not stand for
   *     letters.
   * @param version generation, 0..255.
   * @param deviceType {@code heat} for example.
   * @param deviceTypeCode 0..255.
   * @param secondaryAddress 16 digits.
   * @param primaryAddress A field of the answer, 0..255; with an error the address of the request;
   *     null for a wireless meter.
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

    Meter named(@Nullable String given) {
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
   * @param log {@code hour}, {@code day}, {@code month}, {@code year} or {@code info}; for a log
   *     module {@code module-1} for example.
   * @param entry number of the entry, as the meter counts them.
   */
  record LogPlace(String log, long entry) {}

  /**
   * Status of a meter.
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
   * @param value {@link java.math.BigDecimal} with the scale as sent, text, or null if there is no
   *     value.
   * @param unit UCUM code; null if there is none.
   * @param function whether it is an instantaneous value, a maximum, a minimum, or of an error
   *     state.
   * @param storage storage number.
   * @param tariff tariff number.
   * @param subunit number of the device in the meter.
   * @param qualifiers words that change the meaning.
   * @param quality good, or why the value is not; recurring for a date or time with "every" in
   *     place of a number, as a text in the form of XML Schema.
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

    /** The value, exact and with the scale as sent; null if it is text or missing. */
    public @Nullable BigDecimal number() {
      return value instanceof BigDecimal number ? number : null;
    }

    /** The value if it is a date, a time or a text; else null. */
    public @Nullable String text() {
      return value instanceof String text ? text : null;
    }
  }

  /**
   * How the records were encrypted.
   *
   * @param mode security mode, 5 or 7; 1 is AES-CTR in the extended link layer of a wireless
   *     telegram.
   * @param state {@code decrypted} with the key of the meter, {@code no-key}, {@code wrong-key},
   *     {@code unsupported}, or {@code clear} if the header says that the records are encrypted,
   *     but the meter sent them in clear, or a receiver has decrypted them.
   */
  record Security(int mode, String state) {}

  /**
   * Why there is no reading.
   *
   * @param code {@code checksum} for example, for programs.
   * @param message for people.
   * @param offset of the octet at which the error shows, from 0; for text that is not hexadecimal,
   *     of the character; null if it does not show at one.
   */
  record Problem(String code, String message, @Nullable Integer offset) {}
}
