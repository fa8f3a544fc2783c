package io.github.camelmbus.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelmbus.application.Keys;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Telegrams of real meters with what they mean, from a corpus beside the checkout. They are not
 * part of the project; where they are missing these tests are skipped. Cases of our own, in the
 * same form, are in the test resources.
 */
class CorpusTest {
  private static final Path SHARED = Path.of("..", "..", "shared");
  private static final Path OWN = Path.of("src", "test", "resources", "cases");
  private static final Path CORPUS = SHARED.resolve("corpus");
  private static final Pattern PLAIN_NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?");
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  @TestFactory
  Stream<DynamicTest> telegramMeansWhatIsExpected() throws IOException {
    return cases(CORPUS.resolve("readings"), ReadingDecoder::decodeHex);
  }

  @TestFactory
  Stream<DynamicTest> damagedTelegramHasItsOutcome() throws IOException {
    return cases(CORPUS.resolve("malformed.json"), ReadingDecoder::decodeHex);
  }

  /** Lines that users paste, also with notations and octets around the telegram. */
  @TestFactory
  Stream<DynamicTest> pastedLineMeansWhatIsExpected() throws IOException {
    return cases(SHARED.resolve("cases"), CorpusTest::readingOfLine);
  }

  /** Cases of our own, of the same kinds; the octets and values are worked out in the files. */
  @TestFactory
  Stream<DynamicTest> ownCaseMeansWhatIsExpected() throws IOException {
    return cases(OWN.resolve("telegrams.json"), CorpusTest::readingOfLine);
  }

  @TestFactory
  Stream<DynamicTest> ownListOfRecordsMeansWhatIsExpected() throws IOException {
    return cases(OWN.resolve("records.json"), line -> readingOfLine(line, TelegramContent.RECORDS));
  }

  @Test
  void ownCasesAreThere() {
    assertThat(OWN).isDirectoryContaining("glob:**.json");
  }

  private static MeterReading readingOfLine(String line) {
    return readingOfLine(line, TelegramContent.TELEGRAMS);
  }

  private static MeterReading readingOfLine(String line, TelegramContent content) {
    byte[] text = line.getBytes(StandardCharsets.UTF_8);
    try (TelegramReader reader =
        new TelegramReader(new ByteArrayInputStream(text), content, Keys.NONE)) {
      MeterReading reading = reader.next();
      assertThat(reader.next()).as("second reading of one line").isNull();
      return Objects.requireNonNull(reading, "a reading");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<DynamicTest> cases(Path path, Function<String, MeterReading> decoder)
      throws IOException {
    if (Files.notExists(path)) {
      // Surefire counts a skipped test, but not a factory that gives up.
      String missing = "no corpus at " + path.toAbsolutePath().normalize();
      return Stream.of(DynamicTest.dynamicTest(missing, () -> abort(missing)));
    }
    Map<String, JsonNode> cases = new TreeMap<>();
    for (Path file : files(path)) {
      JsonNode content = JSON.readTree(file.toFile());
      if (content.has("telegram")) {
        cases.put(file.getFileName().toString(), content);
      } else {
        content.properties().forEach(entry -> cases.put(entry.getKey(), entry.getValue()));
      }
    }
    assertThat(cases).as("telegrams in " + path).isNotEmpty();
    return cases.entrySet().stream()
        .map(
            entry ->
                DynamicTest.dynamicTest(entry.getKey(), () -> judge(entry.getValue(), decoder)));
  }

  private static List<Path> files(Path path) throws IOException {
    if (Files.isRegularFile(path)) {
      return List.of(path);
    }
    try (Stream<Path> files = Files.list(path)) {
      return files.filter(file -> file.toString().endsWith(".json")).toList();
    }
  }

  private static void judge(JsonNode expected, Function<String, MeterReading> decoder)
      throws IOException {
    String json = ReadingJson.text(decoder.apply(expected.get("telegram").asText()));

    assertThat(new CorpusJudge(expected, JSON.readTree(json)).faults()).isEmpty();
    assertNumbersArePlain(json);
  }

  private static void assertNumbersArePlain(String json) throws IOException {
    try (JsonParser parser = JSON.createParser(json)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token.isNumeric()) {
          assertThat(parser.getText()).matches(PLAIN_NUMBER);
        }
      }
    }
  }
}
