package io.github.camelmbus.camel.operation;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.camelmbus.reading.JsonBody;
import io.github.camelmbus.reading.MeterReading;
import io.github.camelmbus.reading.ReadingJson;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The JSON of writes, of their audit log, and of alarms, which other programs rely on as on that of
 * readings. Null members are left out.
 */
final class WriteJson {
  private WriteJson() {}

  /** An object with these members, in their order. */
  static String text(Map<String, @Nullable Object> members) {
    JsonBody body = json -> value(members, json);
    return body.json();
  }

  /**
   * {@code {"address":"5","answered":true,"alarm":true,"alarms":[{...}]}}, each alarm as a reading.
   */
  static void write(AlarmResult result, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("address", result.address());
    json.writeBooleanField("answered", result.answered());
    json.writeBooleanField("alarm", result.alarm());
    json.writeArrayFieldStart("alarms");
    for (MeterReading alarm : result.alarms()) {
      alarm.writeTo(json);
    }
    json.writeEndArray();
    ReadingJson.text("error", result.error(), json);
    json.writeEndObject();
  }

  /**
   * {@code {"operation":"setPrimaryAddress","line":"tcp://10.0.0.5:10001","target":"12345678",
   * "meter":"1234567824232804","dryRun":false,"before":{"primaryAddress":0},
   * "after":{"primaryAddress":5},"telegrams":["680606.."],"verified":["..."],"warnings":[],
   * "attempts":12}}.
   */
  static void write(WriteResult result, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("operation", result.operation());
    json.writeStringField("line", result.line());
    json.writeStringField("target", result.target());
    ReadingJson.text("meter", result.meter(), json);
    json.writeBooleanField("dryRun", result.dryRun());
    value("before", result.before(), json);
    value("after", result.after(), json);
    value("telegrams", result.telegrams(), json);
    value("verified", result.verified(), json);
    value("warnings", result.warnings(), json);
    json.writeNumberField("attempts", result.attempts());
    json.writeEndObject();
  }

  /** A member of an object: a map, a list, a number or text; left out if it is null. */
  private static void value(String name, @Nullable Object value, JsonGenerator json)
      throws IOException {
    if (value != null) {
      json.writeFieldName(name);
      value(value, json);
    }
  }

  private static void value(@Nullable Object value, JsonGenerator json) throws IOException {
    if (value instanceof Map<?, ?> members) {
      json.writeStartObject();
      for (Map.Entry<?, ?> member : members.entrySet()) {
        value(String.valueOf(member.getKey()), member.getValue(), json);
      }
      json.writeEndObject();
    } else if (value instanceof List<?> elements) {
      json.writeStartArray();
      for (Object element : elements) {
        value(element, json);
      }
      json.writeEndArray();
    } else if (value instanceof BigDecimal number) {
      json.writeNumber(number.toPlainString());
    } else if (value instanceof Number number) {
      json.writeNumber(number.longValue());
    } else if (value == null) {
      json.writeNull();
    } else {
      json.writeString(value.toString());
    }
  }
}
