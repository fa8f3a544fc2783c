package io.github.camelmbus.reading;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Readings as tables: one row for each record, or one wide row for each reading. A route may change
 * the maps; a missing value is null.
 */
public final class ReadingRows {
  private static final MeterReading.Meter NO_METER =
      new MeterReading.Meter(null, null, null, null, null, null, null, null);

  private ReadingRows() {}

  /**
   * One row for each record, for CSV files and SQL tables.
   *
   * @return maps with the columns {@code readAt, line, meterId, name, manufacturer, deviceType,
   *     key, value, unit, quality} in this order; empty for an error object.
   */
  public static List<Map<String, @Nullable Object>> rows(MeterReading reading) {
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    for (MeterReading.Record record : reading.records()) {
      rows.add(row(reading, record));
    }
    return rows;
  }

  private static Map<String, @Nullable Object> row(
      MeterReading reading, MeterReading.Record record) {
    MeterReading.Meter meter = reading.meter() == null ? NO_METER : reading.meter();
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    row.put("readAt", reading.readAt() == null ? null : ReadingJson.instant(reading.readAt()));
    row.put("line", reading.line());
    row.put("meterId", meter.id());
    row.put("name", meter.name());
    row.put("manufacturer", meter.manufacturer());
    row.put("deviceType", meter.deviceType());
    row.put("key", record.key());
    row.put("value", record.value());
    row.put("unit", record.unit());
    row.put("quality", record.quality().text());
    return row;
  }

  /**
   * One row for the reading, for a table of one type of meter.
   *
   * @return key of each record to its value, in the order of the records; empty for an error
   *     object.
   */
  public static Map<String, @Nullable Object> wide(MeterReading reading) {
    Map<String, @Nullable Object> wide = new LinkedHashMap<>();
    for (MeterReading.Record record : reading.records()) {
      wide.put(record.key(), record.value());
    }
    return wide;
  }
}
