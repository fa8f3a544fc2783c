package io.github.camelmbus.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelmbus.camel.operation.AlarmResult;
import io.github.camelmbus.camel.operation.PingResult;
import io.github.camelmbus.camel.operation.Results;
import io.github.camelmbus.camel.operation.ScannedMeter;
import io.github.camelmbus.camel.operation.SearchEvent;
import io.github.camelmbus.camel.operation.WriteResult;
import io.github.camelmbus.reading.JsonBody;
import io.github.camelmbus.reading.MeterReading;
import io.github.camelmbus.reading.ReadingDecoder;
import io.github.camelmbus.reading.ReadingJson;
import io.github.camelmbus.reading.ReadingRows;
import io.github.camelmbus.reading.Telegrams;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.TypeConverter;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Converters as a route finds them: through the generated loader. */
class MBusConverterTest {
  private static final MeterReading READING = ReadingDecoder.decodeHex(Telegrams.ENERGY_ONLY);
  private static final String JSON = ReadingJson.text(READING);

  private static DefaultCamelContext context;
  private static TypeConverter converter;

  @BeforeAll
  static void start() {
    context = new DefaultCamelContext();
    context.start();
    converter = context.getTypeConverter();
  }

  @AfterAll
  static void stop() {
    context.stop();
  }

  /** Each kind of body with its JSON, by the contract in the manual. */
  static Stream<Arguments> bodies() {
    PingResult ping = new PingResult("5", true, 42L, null);
    PingResult silent = new PingResult("6", false, null, "nobody answers");
    String pingJson = "{\"address\":\"5\",\"answered\":true,\"responseTimeMillis\":42}";
    String silentJson = "{\"address\":\"6\",\"answered\":false,\"error\":\"nobody answers\"}";
    ScannedMeter meter = new ScannedMeter(null, 1, null, null, null, null, null, null, 42);
    return Stream.of(
        arguments(READING, JSON),
        arguments(Results.of(List.of(READING, READING)), "[" + JSON + "," + JSON + "]"),
        arguments(ping, pingJson),
        arguments(silent, silentJson),
        arguments(Results.of(List.of(ping, silent)), "[" + pingJson + "," + silentJson + "]"),
        arguments(
            new AlarmResult("5", true, List.of(), null),
            "{\"address\":\"5\",\"answered\":true,\"alarm\":false,\"alarms\":[]}"),
        arguments(meter, "{\"primaryAddress\":1,\"responseTimeMillis\":42}"),
        arguments(
            new SearchEvent.NewMeter("12345678", null),
            "{\"event\":\"new\",\"address\":\"12345678\"}"),
        arguments(
            new SearchEvent.NewMeter("12345678", "87654321"),
            "{\"event\":\"new\",\"address\":\"12345678\",\"insteadOf\":\"87654321\"}"),
        arguments(
            new SearchEvent.MeterBack("12345678", "Flat 3"),
            "{\"event\":\"back\",\"address\":\"12345678\",\"name\":\"Flat 3\"}"),
        arguments(
            new WriteResult(
                "setClock",
                "sim:house",
                "all",
                null,
                true,
                Map.of(),
                Map.of(),
                List.of("10"),
                List.of(),
                List.of(),
                1),
            "{\"operation\":\"setClock\",\"line\":\"sim:house\",\"target\":\"all\",\"dryRun\":true,"
                + "\"before\":{},\"after\":{},\"telegrams\":[\"10\"],\"verified\":[],\"warnings\":[],"
                + "\"attempts\":1}"));
  }

  @ParameterizedTest
  @MethodSource("bodies")
  void textAndOctetsAreJson(JsonBody body, String json) throws Exception {
    assertThat(converter.convertTo(String.class, body)).isEqualTo(json);
    assertThat(converter.convertTo(byte[].class, body))
        .isEqualTo(json.getBytes(StandardCharsets.UTF_8));
    try (InputStream stream = converter.convertTo(InputStream.class, body)) {
      assertThat(stream).hasContent(json);
    }
  }

  @ParameterizedTest
  @MethodSource("bodies")
  void jacksonWritesTheSameJson(JsonBody body, String json) throws Exception {
    assertThat(new ObjectMapper().writeValueAsString(body)).isEqualTo(json);
  }

  @Test
  void listsOfResultsAreStillLists() {
    Results<MeterReading> readings = Results.of(List.of(READING, READING));

    assertThat(converter.convertTo(List.class, readings)).isSameAs(readings);
    assertThat(readings).isEqualTo(List.of(READING, READING));
  }

  @Test
  void mapIsWideAndListHasARowForEachRecord() {
    Map<?, ?> map = converter.convertTo(Map.class, READING);
    List<?> rows = converter.convertTo(List.class, READING);

    assertThat(map).isEqualTo(ReadingRows.wide(READING));
    assertThat(rows).isEqualTo(ReadingRows.rows(READING));
  }
}
