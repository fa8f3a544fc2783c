package io.github.camelmbus.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReadingRowsTest {
  private static final MeterReading READING =
      ReadingDecoder.ofTelegrams(
          Telegrams.all(Telegrams.FIRST_OF_TWO),
          "sim:house",
          Instant.parse("2026-11-22T04:27:00Z"),
          "Flat 3");

  @Test
  void eachRecordIsARowWithTheColumnsInOrder() {
    List<Map<String, Object>> rows = ReadingRows.rows(READING);

    assertThat(rows).hasSize(2);
    assertThat(rows.get(1).keySet())
        .containsExactly(
            "readAt",
            "line",
            "meterId",
            "name",
            "manufacturer",
            "deviceType",
            "key",
            "value",
            "unit",
            "quality");
    assertThat(rows.get(1).values())
        .containsExactly(
            "2026-11-22T04:27:00.000Z",
            "sim:house",
            "12345678",
            "Flat 3",
            "HYD",
            "heat",
            "flowTemperature",
            new BigDecimal("42.3"),
            "Cel",
            "good");
  }

  @Test
  void wideRowHasAColumnForEachKey() {
    assertThat(ReadingRows.wide(READING))
        .containsExactly(
            Map.entry("energy", new BigDecimal("12345000")),
            Map.entry("flowTemperature", new BigDecimal("42.3")));
  }

  @Test
  void whatIsNotKnownIsNull() {
    assertThat(ReadingRows.rows(ReadingDecoder.decodeHex(Telegrams.NO_HEADER)))
        .singleElement()
        .satisfies(row -> assertThat(row).containsEntry("meterId", null))
        .satisfies(row -> assertThat(row).containsEntry("readAt", null));
  }

  @Test
  void errorHasNoRows() {
    MeterReading error = ReadingDecoder.decodeHex("E5");

    assertThat(ReadingRows.rows(error)).isEmpty();
    assertThat(ReadingRows.wide(error)).isEmpty();
  }
}
