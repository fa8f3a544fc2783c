package io.github.camelmbus.reading;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a meter said in one readout, or why that could not be read: the body of an exchange.
 *
 * <p>The components stand in the order of the JSON that {@link ReadingJson} writes; what is null is
 * left out there. Immutable. Hexadecimal text is upper case.
 *
 * @param meter whose reading it is; with an error the meter that was asked, if one was; null of
 *     records without a telegram.
 * @param line where it was read; null for telegrams that came another way.
 * @param readAt when it was read; null if unknown.
 * @param accessNumber counts the answers of the meter, 0..255; null without a header.
 * @param status null without a header.
 * @param records in the order of the telegrams; empty with an error or without plain text.
 * @param manufacturerData what follows DIF 0Fh or 1Fh; null where there is no such DIF.
 * @param moreRecordsFollow whether the meter has more that is not in here; null with an error.
 * @param complete whether everything that came was understood; null with an error.
 * @param warnings what was not, in words.
 * @param security null for clear data.
 * @param error why there is no reading; null for a good one.
 * @param telegrams whole frames.
 */
public record MeterReading(
    @Nullable Meter meter,
    @Nullable String line,
    @Nullable Instant readAt,
    @Nullable Integer accessNumber,
    @Nullable Status status,
    List<Record> records,
    @Nullable String manufacturerData,
    @Nullable Boolean moreRecordsFollow,
    @Nullable Boolean complete,
    List<String> warnings,
    @Nullable Security security,
    @Nullable Failure error,
    List<String> telegrams)
    implements JsonBody {

  public MeterReading {
    records = List.copyOf(records);
    warnings = List.copyOf(warnings);
    telegrams = List.copyOf(telegrams);
  }

  /** The same, of a meter with a name. */
  public MeterReading named(String name) {
    return meter == null
        ? this
        : new MeterReading(
            meter.named(name),
            line,
            readAt,
            accessNumber,
            status,
            records,
            manufacturerData,
            moreRecordsFollow,
            complete,
            warnings,
            security,
            error,
            telegrams);
  }

  /** The same, with one more warning. */
  public MeterReading withWarning(String warning) {
    List<String> all = new ArrayList<>(warnings);
    all.add(warning);
    return new MeterReading(
        meter,
        line,
        readAt,
        accessNumber,
        status,
        records,
        manufacturerData,
        moreRecordsFollow,
        complete,
        all,
        security,
        error,
        telegrams);
  }

  /** The same, from a meter on a line at a time. */
  public MeterReading from(Meter origin, String where, Instant when) {
    return new MeterReading(
        origin,
        where,
        when,
        accessNumber,
        status,
        records,
        manufacturerData,
        moreRecordsFollow,
        complete,
        warnings,
        security,
        error,
        telegrams);
  }

  /**
   * Which meter. A telegram without a long header tells its primary address only.
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
  public record Meter(
      @Nullable String id,
      @Nullable String name,
      @Nullable String manufacturer,
      @Nullable Integer version,
      @Nullable String deviceType,
      @Nullable Integer deviceTypeCode,
      @Nullable String secondaryAddress,
      @Nullable Integer primaryAddress) {

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
   * How the meter is.
   *
   * @param code status octet, 0..255.
   * @param flags words for the bits that are set.
   */
  public record Status(int code, List<String> flags) {
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
   * @param function {@code instantaneous}, {@code maximum}, {@code minimum} or {@code error}.
   * @param storage storage number.
   * @param tariff tariff number.
   * @param subunit number of the device in the meter.
   * @param qualifiers words that change the meaning.
   * @param quality {@code good}, or why the value is not; {@code recurring} for a date or time with
   *     "every" in place of a number, the text of which has the form of XML Schema.
   * @param raw the octets of the record.
   */
  public record Record(
      String key,
      String quantity,
      @Nullable Object value,
      @Nullable String unit,
      String function,
      long storage,
      int tariff,
      int subunit,
      List<String> qualifiers,
      String quality,
      String raw) {
    public Record {
      qualifiers = List.copyOf(qualifiers);
    }
  }

  /**
   * How the records came.
   *
   * @param mode security mode, 5 or 7; 1 is AES-CTR in the extended link layer of a wireless
   *     telegram.
   * @param state {@code decrypted}, {@code no-key}, {@code wrong-key}, {@code unsupported}, or
   *     {@code clear} where the header says that the records are encrypted, and they are not.
   */
  public record Security(int mode, String state) {}

  /**
   * Why there is no reading.
   *
   * @param code {@code checksum} for example, for programs.
   * @param message for people.
   * @param offset octets before the one at which it shows, for text that is not hexadecimal
   *     characters; null where it shows nowhere.
   */
  public record Failure(String code, String message, @Nullable Integer offset) {}

  @Override
  public void writeTo(JsonGenerator json) throws IOException {
    ReadingJson.write(this, json);
  }
}
