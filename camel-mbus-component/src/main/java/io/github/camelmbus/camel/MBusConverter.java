package io.github.camelmbus.camel;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.camel.Converter;
import org.jspecify.annotations.Nullable;

/**
 * What the bodies of the component become where a route, or the component behind it, asks for
 * another type: JSON for text and octets, rows for maps.
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

  /** JSON. */
  @Converter
  public static String toString(ScanResult result) {
    return SearchJson.text(result);
  }

  /** JSON in UTF-8. */
  @Converter
  public static byte[] toByteArray(ScanResult result) {
    return toString(result).getBytes(StandardCharsets.UTF_8);
  }

  /** JSON in UTF-8. */
  @Converter
  public static InputStream toInputStream(ScanResult result) {
    return new ByteArrayInputStream(toByteArray(result));
  }

  /** JSON. */
  @Converter
  public static String toString(WriteResult result) {
    return WriteJson.text(result);
  }

  /** JSON in UTF-8. */
  @Converter
  public static byte[] toByteArray(WriteResult result) {
    return toString(result).getBytes(StandardCharsets.UTF_8);
  }

  /** JSON in UTF-8. */
  @Converter
  public static InputStream toInputStream(WriteResult result) {
    return new ByteArrayInputStream(toByteArray(result));
  }

  /** JSON. */
  @Converter
  public static String toString(AlarmResult result) {
    return WriteJson.text(result);
  }

  /** JSON in UTF-8. */
  @Converter
  public static byte[] toByteArray(AlarmResult result) {
    return toString(result).getBytes(StandardCharsets.UTF_8);
  }

  /** JSON in UTF-8. */
  @Converter
  public static InputStream toInputStream(AlarmResult result) {
    return new ByteArrayInputStream(toByteArray(result));
  }

  /** JSON. */
  @Converter
  public static String toString(ScannedMeter meter) {
    return SearchJson.text(meter);
  }

  /** JSON in UTF-8. */
  @Converter
  public static byte[] toByteArray(ScannedMeter meter) {
    return toString(meter).getBytes(StandardCharsets.UTF_8);
  }

  /** JSON in UTF-8. */
  @Converter
  public static InputStream toInputStream(ScannedMeter meter) {
    return new ByteArrayInputStream(toByteArray(meter));
  }

  /** Name of each component to its value. */
  @Converter
  public static Map<String, @Nullable Object> toMap(ScannedMeter meter) {
    return meter.row();
  }

  /** JSON. */
  @Converter
  public static String toString(SearchEvent event) {
    return SearchJson.text(event);
  }

  /** JSON in UTF-8. */
  @Converter
  public static byte[] toByteArray(SearchEvent event) {
    return toString(event).getBytes(StandardCharsets.UTF_8);
  }

  /** JSON in UTF-8. */
  @Converter
  public static InputStream toInputStream(SearchEvent event) {
    return new ByteArrayInputStream(toByteArray(event));
  }
}
