package io.github.camelmbus.reading;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The JSON of a reading. It is a contract with other programs, so it is written member by member
 * and does not depend on the settings of an {@code ObjectMapper}.
 *
 * <p>{@code value} is always present, other null members are left out; numbers are plain decimals
 * with the scale as sent. An error object has only {@code error} and {@code telegrams}, and {@code
 * meter}, {@code line} and {@code readAt} if they are known. An entry of a log of the meter has
 * {@code source}, {@code log} and {@code logEntry}; other readings do not have them.
 */
public final class ReadingJson {
  private static final DateTimeFormatter INSTANT =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

  private ReadingJson() {}

  /** One line of JSON. */
  public static String text(MeterReading reading) {
    return reading.json();
  }

  /** {@link #text} in UTF-8. */
  public static byte[] octets(MeterReading reading) {
    return text(reading).getBytes(StandardCharsets.UTF_8);
  }

  /** A moment in UTC with milliseconds: {@code 2026-11-22T04:27:00.123Z}. */
  public static String instant(Instant instant) {
    return INSTANT.format(instant);
  }

  static void write(MeterReading reading, JsonGenerator json) throws IOException {
    json.writeStartObject();
    if (reading.meter() != null) {
      write(reading.meter(), json);
    }
    text("line", reading.line(), json);
    text("readAt", reading.readAt() == null ? null : instant(reading.readAt()), json);
    MeterReading.LogPlace log = reading.log();
    if (log != null) {
      json.writeStringField("source", "log");
      json.writeStringField("log", log.log());
      json.writeNumberField("logEntry", log.entry());
    }
    number("accessNumber", reading.accessNumber(), json);
    if (reading instanceof MeterReading.Success success) {
      writeContent(success, json);
    } else if (reading instanceof MeterReading.Failure failure) {
      write(failure.error(), json);
    } else {
      throw new AssertionError(reading);
    }
    texts("telegrams", reading.telegrams(), json);
    json.writeEndObject();
  }

  private static void write(MeterReading.Meter meter, JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("meter");
    text("id", meter.id(), json);
    text("name", meter.name(), json);
    text("manufacturer", meter.manufacturer(), json);
    number("version", meter.version(), json);
    text("deviceType", meter.deviceType(), json);
    number("deviceTypeCode", meter.deviceTypeCode(), json);
    text("secondaryAddress", meter.secondaryAddress(), json);
    number("primaryAddress", meter.primaryAddress(), json);
    json.writeEndObject();
  }

  private static void writeContent(MeterReading.Success reading, JsonGenerator json)
      throws IOException {
    MeterReading.Status status = reading.status();
    if (status != null) {
      json.writeObjectFieldStart("status");
      json.writeNumberField("code", status.code());
      texts("flags", status.flags(), json);
      json.writeEndObject();
    }
    json.writeArrayFieldStart("records");
    for (MeterReading.Record record : reading.records()) {
      write(record, json);
    }
    json.writeEndArray();
    text("manufacturerData", reading.manufacturerData(), json);
    json.writeBooleanField("moreRecordsFollow", reading.moreRecordsFollow());
    json.writeBooleanField("complete", reading.complete());
    texts("warnings", reading.warnings(), json);
    MeterReading.Security security = reading.security();
    if (security != null) {
      json.writeObjectFieldStart("security");
      json.writeNumberField("mode", security.mode());
      json.writeStringField("state", security.state());
      json.writeEndObject();
    }
  }

  private static void write(MeterReading.Record record, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("key", record.key());
    json.writeStringField("quantity", record.quantity());
    json.writeFieldName("value");
    writeValue(record.value(), json);
    text("unit", record.unit(), json);
    json.writeStringField("function", record.function().text());
    json.writeNumberField("storage", record.storage());
    json.writeNumberField("tariff", record.tariff());
    json.writeNumberField("subunit", record.subunit());
    texts("qualifiers", record.qualifiers(), json);
    json.writeStringField("quality", record.quality().text());
    json.writeStringField("raw", record.raw());
    json.writeEndObject();
  }

  private static void writeValue(@Nullable Object value, JsonGenerator json) throws IOException {
    if (value == null) {
      json.writeNull();
    } else if (value instanceof BigDecimal number) {
      json.writeNumber(number.toPlainString());
    } else {
      json.writeString(value.toString());
    }
  }

  private static void write(MeterReading.Problem error, JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("error");
    json.writeStringField("code", error.code());
    json.writeStringField("message", error.message());
    number("offset", error.offset(), json);
    json.writeEndObject();
  }

  /** Leaves out what is null. */
  public static void text(String name, @Nullable String value, JsonGenerator json)
      throws IOException {
    if (value != null) {
      json.writeStringField(name, value);
    }
  }

  /** Leaves out what is null. */
  public static void number(String name, @Nullable Integer value, JsonGenerator json)
      throws IOException {
    if (value != null) {
      json.writeNumberField(name, value);
    }
  }

  private static void texts(String name, List<String> values, JsonGenerator json)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (String value : values) {
      json.writeString(value);
    }
    json.writeEndArray();
  }
}
