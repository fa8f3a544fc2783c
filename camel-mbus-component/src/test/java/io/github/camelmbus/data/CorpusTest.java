package io.github.camelmbus.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Telegrams of real meters, where they lie beside the checkout; elsewhere skipped. Those of the
 * project are judged in {@code TelegramFilesTest}.
 */
class CorpusTest {
  private static final Path CORPUS = Path.of("..", "..", "shared", "corpus");

  /** 68 L L 68 C A CI and the twelve octets of the long header. */
  private static final int BEFORE_RECORDS = 19;

  /** The corpus has no value for times with "every" in them: here each 1 January, 00:00. */
  private static final Map<String, String> RECURRING = Map.of("848f0f6d0000e1f1", "--01-01T00:00");

  private final ObjectMapper json = new ObjectMapper();

  @TestFactory
  Stream<DynamicTest> readsWhatRealMetersSend() throws IOException {
    Path folder = CORPUS.resolve("readings");
    if (Files.notExists(folder)) {
      return Stream.of(skipped(folder));
    }
    List<Path> files;
    try (Stream<Path> list = Files.list(folder)) {
      files = list.sorted().toList();
    }
    assertThat(files).isNotEmpty();
    return files.stream()
        .map(
            file ->
                dynamicTest(
                    file.getFileName().toString(), () -> judge(json.readTree(file.toFile()))));
  }

  @TestFactory
  Stream<DynamicTest> keepsTheGoodRecordsOfDamagedTelegrams() throws IOException {
    Path file = CORPUS.resolve("malformed.json");
    if (Files.notExists(file)) {
      return Stream.of(skipped(file));
    }
    return json.readTree(file.toFile()).properties().stream()
        .filter(entry -> entry.getValue().has("records"))
        .map(entry -> dynamicTest(entry.getKey(), () -> judgeDamaged(entry.getValue())));
  }

  /** Surefire counts a skipped test, but not a factory that gives up. */
  private static DynamicTest skipped(Path path) {
    String missing = "no corpus at " + path.toAbsolutePath().normalize();
    return dynamicTest(missing, () -> abort(missing));
  }

  private static void judgeDamaged(JsonNode expected) {
    RecordList list = decode(expected);
    assertThat(list.complete()).isFalse();
    assertThat(list.warnings()).isNotEmpty();
    assertThat(list.records()).hasSizeGreaterThanOrEqualTo(expected.get("records").asInt());
  }

  private static void judge(JsonNode expected) {
    RecordList list = decode(expected);
    JsonNode wanted = expected.get("records");
    assertThat(list.warnings()).isEmpty();
    assertThat(list.records()).hasSize(wanted.size());
    assertThat(RecordKeys.keys(list.records())).doesNotHaveDuplicates();
    if (expected.has("moreRecordsFollow")) {
      assertThat(list.moreRecordsFollow()).isEqualTo(expected.get("moreRecordsFollow").asBoolean());
    }
    if (!expected.path("manufacturerData").asText("").isEmpty()) {
      assertThat(list.manufacturerData())
          .hasToString(expected.get("manufacturerData").asText().toUpperCase(Locale.ROOT));
    }
    SoftAssertions softly = new SoftAssertions();
    for (int i = 0; i < wanted.size(); i++) {
      judge(softly, wanted.get(i), list.records().get(i));
    }
    softly.assertAll();
  }

  private static void judge(SoftAssertions softly, JsonNode want, DataRecord got) {
    Dib dib = got.dib();
    String octets = want.get("dib").asText() + want.get("vib").asText() + want.get("raw").asText();
    if (dib.dataField() != DataField.VARIABLE) {
      softly
          .assertThat(HexFormat.of().formatHex(got.octets()))
          .isEqualTo(octets.toLowerCase(Locale.ROOT));
    }
    field(softly, want, octets, "function", dib.function().text());
    field(softly, want, octets, "storage", Long.toString(dib.storageNumber()));
    field(softly, want, octets, "tariff", Integer.toString(dib.tariff()));
    field(softly, want, octets, "subunit", Integer.toString(dib.subunit()));
    field(softly, want, octets, "unit", got.unit());
    if (want.has("value")) {
      judgeValue(softly, octets, want.get("value"), got);
    }
  }

  private static void field(
      SoftAssertions softly, JsonNode want, String octets, String name, Object got) {
    if (want.has(name)) {
      softly.assertThat(got).as("%s of %s", name, octets).isEqualTo(want.get(name).asText());
    }
  }

  private static void judgeValue(
      SoftAssertions softly, String octets, JsonNode want, DataRecord got) {
    Object value = got.value().plain();
    if (want.isNull() && RECURRING.containsKey(octets)) {
      softly.assertThat(value).as(octets).isEqualTo(RECURRING.get(octets));
    } else if (want.isNull()) {
      softly.assertThat(value).as(octets).isNull();
      softly.assertThat(got.quality()).as(octets).isNotEqualTo(Quality.GOOD);
    } else if (value instanceof BigDecimal number) {
      double expected = want.asDouble();
      softly
          .assertThat(number.doubleValue())
          .as(octets)
          .isCloseTo(expected, Offset.offset(1e-6 + 2e-6 * Math.abs(expected)));
      softly.assertThat(number.scale()).as("decimals of " + octets).isBetween(0, 9);
    } else if (want.isNumber()) {
      softly.assertThat(String.valueOf(value)).as(octets).matches("0*" + want.asText());
    } else {
      softly.assertThat(value).as(octets).isEqualTo(want.asText());
    }
  }

  private static RecordList decode(JsonNode expected) {
    byte[] telegram =
        HexFormat.of().parseHex(expected.get("telegram").asText().toLowerCase(Locale.ROOT));
    return RecordList.decode(Arrays.copyOfRange(telegram, BEFORE_RECORDS, telegram.length - 2));
  }
}
