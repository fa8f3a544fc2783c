package io.github.camelmbus.it.sinks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.paho.mqttv5.client.IMqttMessageListener;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.MqttSubscription;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The sink {@code mqtt}. */
class MqttIT {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  // Manufacturer, version and type as on the wire: those of the house of the simulator.
  private static final String HEAT = "50418823";

  /** What the broker wants of its JVM. */
  static final String[] OPENED = {
    "--add-opens=java.base/java.lang=ALL-UNNAMED",
    "--add-opens=java.base/java.nio=ALL-UNNAMED",
    "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
    "--add-opens=jdk.management/com.sun.management.internal=ALL-UNNAMED",
    "--add-exports=java.base/jdk.internal.misc=ALL-UNNAMED"
  };

  @TempDir static Path brokerDirectory;
  private static int port;
  private static JavaProcess broker;

  @TempDir Path directory;

  @BeforeAll
  static void startBroker() {
    port = Ports.free();
    broker = start();
  }

  private static JavaProcess start(String... more) {
    return JavaProcess.server(
        MqttServer.class,
        port,
        brokerDirectory,
        Stream.concat(Stream.of(more), Stream.of(OPENED)).toArray(String[]::new));
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"java", "yaml"})
  void theLastReadingOfEachMeterIsRetainedAndHomeAssistantKnowsItsSensors(String dsl)
      throws Exception {
    String topic = "mbus-" + dsl;
    try (House house =
        House.start(
            directory,
            "mbus.sinks=json,mqtt",
            "mbus.dsl=" + dsl,
            "camel.component.paho-mqtt5.broker-url=tcp://127.0.0.1:" + port,
            "mbus.mqtt.topic=" + topic,
            "mbus.mqtt.discovery=discovery-" + dsl)) {
      await().atMost(PATIENCE).until(() -> retained(topic + "/+").size() == House.METERS);
      Map<String, JsonNode> sensors = retained("discovery-" + dsl + "/sensor/+/config");

      assertThat(sensors).hasSizeGreaterThan(House.METERS);
      JsonNode energy =
          sensors.values().stream()
              .filter(sensor -> sensor.get("unique_id").asText().startsWith("mbus_" + HEAT))
              .filter(sensor -> sensor.get("name").asText().equals("Energy"))
              .findFirst()
              .orElseThrow();
      assertThat(energy.get("unit_of_measurement").asText()).isEqualTo("kWh");
      assertThat(energy.get("device_class").asText()).isEqualTo("energy");
      assertThat(energy.get("state_class").asText()).isEqualTo("total_increasing");
      assertThat(retained(topic + "/+/state")).containsKey(energy.get("state_topic").asText());

      broker.kill();
      int readWhenItWent = house.readings().size();
      await("the poll goes on")
          .atMost(PATIENCE)
          .until(() -> house.readings().size() >= readWhenItWent + 2 * House.METERS);
      List<JsonNode> read = house.readings();
      String after = read.get(read.size() - 1).get("readAt").asText();
      broker = start();
      await()
          .atMost(PATIENCE)
          .until(
              () ->
                  retained(topic + "/+").values().stream()
                      .allMatch(reading -> reading.get("readAt").asText().compareTo(after) > 0));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"java", "yaml"})
  void aReadingWithAnErrorLeavesTheLastGoodOneAndStatesAreExact(String dsl) throws Exception {
    try (House house = House.startOdd(directory, settings(dsl, "odd"))) {
      await().atMost(PATIENCE).until(() -> house.readings().size() >= 6);
      await().atMost(PATIENCE).until(() -> !retained("odd-" + dsl + "/+").isEmpty());
      Map<String, JsonNode> sensors = retained("discovery-odd-" + dsl + "/sensor/+/config");

      Map<String, JsonNode> readings = retained("odd-" + dsl + "/+");
      assertThat(readings).containsOnlyKeys("odd-" + dsl + "/" + House.ODD);
      assertThat(readings.get("odd-" + dsl + "/" + House.ODD).at("/records/6/value").asText())
          .isEqualTo(House.ODD_TEXT);
      assertThat(sensors.values())
          .extracting(sensor -> sensor.get("name").asText())
          .contains("Energy", "Volume", "Volume (2)", "Customer");
      JsonNode state =
          retained("odd-" + dsl + "/+/state").get("odd-" + dsl + "/" + House.ODD + "/state");
      assertThat(state.get("volume").asText()).isEqualTo("9223372036854.775807");
      assertThat(state.get("power").isNull()).isTrue();
    }
  }

  /** A reading of the second meter has more than 4 kB, those of the others have less. */
  @ParameterizedTest
  @ValueSource(strings = {"java", "yaml"})
  void aReadingThatTheBrokerNeverTakesHoldsUpNoOther(String dsl) throws Exception {
    broker.close();
    broker = start("-D" + MqttServer.LIMIT + "=4000");
    try (House house =
        House.start(
            directory,
            Stream.concat(
                    Stream.of(settings(dsl, "small")),
                    Stream.of("mbus.meters=secondary=50418823,71412274,64208831", "mbus.delay=1s"))
                .toArray(String[]::new))) {
      await().atMost(PATIENCE).until(() -> retained("small-" + dsl + "/+").size() == 2);
      await().atMost(PATIENCE).until(() -> house.app().log().contains("route mqtt failed"));

      assertThat(refused(house)).containsExactly("71412274");
    } finally {
      broker.close();
      broker = start();
    }
  }

  private static Set<String> refused(House house) {
    return Pattern.compile("(\\d{8}): route mqtt failed: ")
        .matcher(house.app().log())
        .results()
        .map(line -> line.group(1))
        .collect(Collectors.toSet());
  }

  @ParameterizedTest
  @ValueSource(strings = {"java", "yaml"})
  void aBrokerMayComeAfterTheApp(String dsl) throws Exception {
    broker.kill();
    try (House house = House.start(directory, settings(dsl, "late"))) {
      await().atMost(PATIENCE).until(() -> house.readings().size() > House.METERS);
      broker = start();

      await().atMost(PATIENCE).until(() -> retained("late-" + dsl + "/+").size() == House.METERS);
    } finally {
      if (!broker.isRunning()) {
        broker = start();
      }
    }
  }

  private String[] settings(String dsl, String topic) {
    return new String[] {
      "mbus.sinks=json,mqtt",
      "mbus.dsl=" + dsl,
      "camel.component.paho-mqtt5.broker-url=tcp://127.0.0.1:" + port,
      "mbus.mqtt.topic=" + topic + "-" + dsl,
      "mbus.mqtt.discovery=discovery-" + topic + "-" + dsl
    };
  }

  /** What a client gets that comes only now. */
  private static Map<String, JsonNode> retained(String filter) throws Exception {
    Map<String, JsonNode> found = new ConcurrentHashMap<>();
    MqttClient client =
        new MqttClient(
            "tcp://127.0.0.1:" + port, UUID.randomUUID().toString(), new MemoryPersistence());
    client.connect();
    try {
      client.subscribe(
          new MqttSubscription[] {new MqttSubscription(filter, 1)},
          new IMqttMessageListener[] {(topic, message) -> add(found, topic, message)});
      int[] before = {-1};
      await()
          .pollInterval(Duration.ofMillis(300))
          .atMost(PATIENCE)
          .until(() -> before[0] == (before[0] = found.size()));
      return found;
    } finally {
      client.disconnect();
      client.close();
    }
  }

  private static void add(Map<String, JsonNode> found, String topic, MqttMessage message) {
    if (message.isRetained()) {
      found.put(topic, House.json(new String(message.getPayload(), StandardCharsets.UTF_8)));
    }
  }
}
