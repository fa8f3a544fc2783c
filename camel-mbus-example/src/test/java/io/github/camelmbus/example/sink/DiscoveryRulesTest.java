package io.github.camelmbus.example.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelmbus.example.sink.HomeAssistant.Announcement;
import io.github.camelmbus.reading.MeterReading;
import io.github.camelmbus.reading.ReadingDecoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Each message of discovery keeps {@link DiscoveryRules}, for all telegrams of the project, which
 * have each VIF and VIFE, and for those of real meters where they lie beside the checkout.
 */
class DiscoveryRulesTest {
  private static final Path CORPUS = Path.of("..", "..", "shared", "corpus", "readings");
  private static final Path OWN = Path.of("../camel-mbus-component/src/test/resources/telegrams");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final DiscoveryMessages messages = new DiscoveryMessages("homeassistant", "1.2");

  @TestFactory
  Stream<DynamicTest> telegramsOfTheProject() throws IOException {
    try (Stream<Path> files = Files.list(OWN)) {
      List<Path> all = files.filter(file -> file.toString().endsWith(".hex")).sorted().toList();
      assertThat(all).hasSizeGreaterThan(30);
      return all.stream()
          .map(
              file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> judgeOwn(file)));
    }
  }

  @TestFactory
  Stream<DynamicTest> telegramsOfRealMeters() throws IOException {
    if (Files.notExists(CORPUS)) {
      String missing = "no corpus at " + CORPUS.toAbsolutePath().normalize();
      return Stream.of(DynamicTest.dynamicTest(missing, () -> abort(missing)));
    }
    try (Stream<Path> files = Files.list(CORPUS)) {
      List<Path> all = files.sorted().toList();
      assertThat(all).isNotEmpty();
      return all.stream()
          .map(
              file ->
                  DynamicTest.dynamicTest(
                      file.getFileName().toString(),
                      () -> judge(JSON.readTree(file.toFile()).get("telegram").asText())));
    }
  }

  private void judgeOwn(Path file) throws IOException {
    for (String telegram : Files.readString(file).split("\n\\s*\n")) {
      String octets =
          telegram.lines().map(line -> line.replaceFirst("#.*", "")).collect(Collectors.joining());
      if (!octets.isBlank()) {
        judge(octets);
      }
    }
  }

  private void judge(String telegram) throws IOException {
    MeterReading reading = ReadingDecoder.decodeHex(telegram);
    DiscoveryMessages.OfReading of =
        messages.of(reading, "1234567824232804", List.of("mbus/bridge/a", "mbus/b"), "mbus/s");
    Map<String, List<String>> broken = new LinkedHashMap<>();
    for (Announcement config : of.configs()) {
      List<String> rules = DiscoveryRules.broken(config.topic(), JSON.readTree(config.payload()));
      if (!rules.isEmpty()) {
        broken.put(config.payload(), rules);
      }
    }
    assertThat(broken).isEmpty();
    assertValues(of);
  }

  /** A sensor with unit, state class or class of numbers refuses what is no number. */
  private static void assertValues(DiscoveryMessages.OfReading of) throws IOException {
    List<String> names = new ArrayList<>();
    for (Announcement config : of.configs()) {
      JsonNode sensor = JSON.readTree(config.payload());
      String value = of.values().get(sensor.get("value_template").asText().split("'")[1]);
      if (sensor.has("unit_of_measurement") || sensor.has("state_class")) {
        assertThat(value == null || value.matches("-?\\d+(\\.\\d+)?")).as("%s", value).isTrue();
      }
      names.add(sensor.get("name").asText());
    }
    assertThat(names).doesNotHaveDuplicates();
    assertThat(of.configs()).extracting(Announcement::topic).doesNotHaveDuplicates();
  }

  @Test
  void whatHomeAssistantWouldRefuseIsSeen() throws IOException {
    JsonNode good = JSON.readTree(example());

    assertThat(broken(good, "x", "x")).isEmpty();
    assertThat(broken(good, "unit_of_measurement", "W")).containsExactly("energy in 'W'");
    assertThat(broken(good, "state_class", "measurement"))
        .containsExactly("energy with measurement");
    assertThat(broken(good, "device_class", "heat")).containsExactly("device_class heat");
    assertThat(broken(good, "entity_category", "config"))
        .containsExactly("entity_category of a sensor is config");
    assertThat(broken(good, "unique_id", "other")).containsExactly("unique_id \"other\"");
  }

  private static List<String> broken(JsonNode good, String member, String value) {
    JsonNode changed = good.deepCopy();
    if (good.has(member) || member.equals("entity_category")) {
      ((ObjectNode) changed).put(member, value);
    }
    return DiscoveryRules.broken("homeassistant/sensor/mbus_1/config", changed);
  }

  private static String example() {
    return """
        {"name": "Energy", "unique_id": "mbus_1", "state_topic": "mbus/1/state",
         "value_template": "{{ value_json['energy'] }}",
         "unit_of_measurement": "kWh", "device_class": "energy", "state_class": "total",
         "availability": [{"topic": "mbus/bridge/a"}], "availability_mode": "all",
         "device": {"identifiers": ["mbus_1"], "name": "Flat 3"},
         "origin": {"name": "camel-mbus"}}
        """;
  }
}
