package io.github.camelmbus.camel;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.apache.camel.Converter;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link MeterReading} becomes where a route, or the component behind it, asks for another
 * type: JSON for text and octets, rows for maps.
 */
@Converter(generateLoader = true)
public final class MBusConverter {
  private MBusConverter() {}

  /** JSON. */
  @Converter
  public static String toString(MeterReading reading) {
    return ReadingJson.text(reading);
  }

  /** JSON in UTF-8. */
  @Converter
  public static byte[] toByteArray(MeterReading reading) {
    return ReadingJson.octets(reading);
  }

  /** JSON in UTF-8. */
  @Converter
  public static InputStream toInputStream(MeterReading reading) {
    return new ByteArrayInputStream(ReadingJson.octets(reading));
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
}
