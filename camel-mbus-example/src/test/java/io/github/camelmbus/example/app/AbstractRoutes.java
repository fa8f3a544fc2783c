package io.github.camelmbus.example.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the routes write, wherever the app runs: in the JVM of the test, as a jar, natively. */
abstract class AbstractRoutes {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Set by {@link Gateway}. */
  Path readings;

  @Test
  void everyMeterIsInTheFileOfJsonLines() {
    await().atMost(PATIENCE).until(() -> lines(".jsonl").size() >= Gateway.METERS);

    List<JsonNode> written = lines(".jsonl").stream().map(AbstractRoutes::json).toList();
    assertThat(written.stream().map(reading -> reading.at("/meter/id").asText()).distinct())
        .hasSize(Gateway.METERS);
    assertThat(written)
        .allSatisfy(
            reading -> {
              assertThat(reading.get("complete").asBoolean()).isTrue();
              assertThat(reading.get("records")).isNotEmpty();
            });
  }

  @Test
  void everyMeterIsInTheCsvFileBelowItsHeader() {
    await()
        .atMost(PATIENCE)
        .until(() -> lines(".csv").stream().skip(1).map(this::meter).distinct().count() >= 11);

    assertThat(lines(".csv").get(0))
        .isEqualTo(
            "readAt,line,meterId,name,manufacturer,deviceType,key,value,unit,quality,text,secondaryAddress");
    assertThat(lines(".csv").stream().skip(1).map(this::meter).distinct())
        .contains("50418823", "71350412", "64208832");
  }

  static JsonNode json(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException("no JSON: " + text, e);
    }
  }

  private String meter(String row) {
    return row.split(",", -1)[2];
  }

  private List<String> lines(String ending) {
    try (Stream<Path> files = Files.list(readings)) {
      return files
          .filter(file -> file.getFileName().toString().endsWith(ending))
          .sorted()
          .flatMap(AbstractRoutes::lines)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<String> lines(Path file) {
    try {
      return Files.readAllLines(file).stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
