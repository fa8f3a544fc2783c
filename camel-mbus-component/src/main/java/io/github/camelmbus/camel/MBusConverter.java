package io.github.camelmbus.camel;

import io.github.camelmbus.camel.operation.ScannedMeter;
import io.github.camelmbus.reading.JsonBody;
import io.github.camelmbus.reading.MeterReading;
import io.github.camelmbus.reading.ReadingRows;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.camel.Converter;
import org.jspecify.annotations.Nullable;

/** Converts message bodies of the component: JSON as text and octets, rows as maps. */
@Converter(generateLoader = true)
public final class MBusConverter {
  private MBusConverter() {}

  /** JSON. */
  @Converter
  public static String toString(JsonBody body) {
    return body.json();
  }

  /** JSON in UTF-8. */
  @Converter
  public static byte[] toByteArray(JsonBody body) {
    return body.json().getBytes(StandardCharsets.UTF_8);
  }

  /** JSON in UTF-8. */
  @Converter
  public static InputStream toInputStream(JsonBody body) {
    return new ByteArrayInputStream(toByteArray(body));
  }

  /** Key of each record to its value. */
  @Converter
  public static Map<String, @Nullable Object> toMap(MeterReading reading) {
    return ReadingRows.wide(reading);
  }

  /** One row for each record. */
  @Converter
  public static List<Map<String, @Nullable Object>> toList(MeterReading reading) {
    return ReadingRows.rows(reading);
  }

  /** Name of each component to its value. */
  @Converter
  public static Map<String, @Nullable Object> toMap(ScannedMeter meter) {
    return meter.row();
  }
}
