package io.github.camelmbus.reading;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelmbus.data.FunctionField;
import io.github.camelmbus.data.Quality;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadingJsonTest {
  private static final MeterReading FULL =
      new MeterReading.Success(
          new MeterReading.Meter("12345678", "Küche", "HYD", 40, "heat", 4, "1234567824232804", 0),
          "tcp://10.0.0.5:10001",
          Instant.parse("2026-11-22T04:27:00.123456Z"),
          237,
          new MeterReading.Status(4, List.of("power-low")),
          List.of(
              new MeterReading.Record(
                  "flowTemperature_max_storage1",
                  "flow-temperature",
                  new BigDecimal("42.30"),
                  "Cel",
                  FunctionField.MAXIMUM,
                  1,
                  2,
                  3,
                  List.of("per-hour"),
                  Quality.GOOD,
                  "5A5A2304"),
              missing()),
          "C409",
          false,
          true,
          List.of("odd"),
          new MeterReading.Security(5, "no-key"),
          List.of("685E"));

  private static MeterReading.Record missing() {
    return new MeterReading.Record(
        "date",
        "date",
        null,
        null,
        FunctionField.INSTANTANEOUS,
        0,
        0,
        0,
        List.of(),
        Quality.MISSING,
        "026CFFFF");
  }

  private static MeterReading withValue(Object value) {
    MeterReading.Record record =
        new MeterReading.Record(
            "x",
            "x",
            value,
            null,
            FunctionField.INSTANTANEOUS,
            0,
            0,
            0,
            List.of(),
            Quality.GOOD,
            "00");
    return new MeterReading.Success(
        null,
        null,
        null,
        null,
        null,
        List.of(record),
        null,
        false,
        true,
        List.of(),
        null,
        List.of());
  }

  @Test
  void membersStandInTheOrderOfTheContract() {
    assertThat(ReadingJson.text(FULL))
        .isEqualTo(
            """
            {"meter":{"id":"12345678","name":"Küche","manufacturer":"HYD","version":40,\
            "deviceType":"heat","deviceTypeCode":4,"secondaryAddress":"1234567824232804",\
            "primaryAddress":0},"line":"tcp://10.0.0.5:10001",\
            "readAt":"2026-11-22T04:27:00.123Z","accessNumber":237,\
            "status":{"code":4,"flags":["power-low"]},"records":[\
            {"key":"flowTemperature_max_storage1","quantity":"flow-temperature","value":42.30,\
            "unit":"Cel","function":"maximum","storage":1,"tariff":2,"subunit":3,\
            "qualifiers":["per-hour"],"quality":"good","raw":"5A5A2304"},\
            {"key":"date","quantity":"date","value":null,"function":"instantaneous","storage":0,\
            "tariff":0,"subunit":0,"qualifiers":[],"quality":"missing","raw":"026CFFFF"}],\
            "manufacturerData":"C409","moreRecordsFollow":false,"complete":true,\
            "warnings":["odd"],"security":{"mode":5,"state":"no-key"},"telegrams":["685E"]}""");
  }

  @Test
  void octetsAreUtf8() {
    assertThat(ReadingJson.octets(FULL))
        .isEqualTo(ReadingJson.text(FULL).getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void objectMapperWritesTheSame() throws Exception {
    assertThat(new ObjectMapper().writeValueAsString(FULL)).isEqualTo(ReadingJson.text(FULL));
  }

  @Test
  void whatIsNotKnownIsLeftOut() {
    assertThat(ReadingJson.text(ReadingDecoder.decodeHex(Telegrams.NO_HEADER)))
        .isEqualTo(
            """
            {"meter":{"primaryAddress":5},"records":[{"key":"flowTemperature",\
            "quantity":"flow-temperature","value":42.3,"unit":"Cel","function":"instantaneous",\
            "storage":0,"tariff":0,"subunit":0,"qualifiers":[],"quality":"good",\
            "raw":"0A5A2304"}],"moreRecordsFollow":false,"complete":true,"warnings":[],\
            "telegrams":["680707680805780A5A23041016"]}""");
  }

  @Test
  void errorObjectHasErrorAndTelegramsOnly() {
    assertThat(
            ReadingJson.text(
                ReadingDecoder.failure("checksum", "wrong", 8, Telegrams.all(Telegrams.BUSY))))
        .isEqualTo(
            """
            {"error":{"code":"checksum","message":"wrong","offset":8},\
            "telegrams":["68040468080570088516"]}""");
    assertThat(ReadingJson.text(ReadingDecoder.failure("no-answer", "silent", null, List.of())))
        .isEqualTo("{\"error\":{\"code\":\"no-answer\",\"message\":\"silent\"},\"telegrams\":[]}");
  }

  @ParameterizedTest
  @CsvSource({
    "42.30, 42.30",
    "11034000, 11034000",
    "1.1034E7, 11034000",
    "1E-9, 0.000000001",
    "0E-8, 0.00000000",
    "-0.05, -0.05",
    "123456789012345678901234567890, 123456789012345678901234567890",
  })
  void numbersArePlainDecimalsWithTheirScale(BigDecimal value, String json) {
    assertThat(ReadingJson.text(withValue(value))).contains("\"value\":" + json + ",");
  }

  @Test
  void textsAreEscaped() {
    assertThat(ReadingJson.text(withValue("a\"\n\u0000")))
        .contains("\"value\":\"a\\\"\\n\\u0000\"");
  }
}
