package io.github.camelmbus.it.sinks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
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
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The sink {@code mqtt}. Tests share the broker, each with topics of its own; one that kills it has
 * it for itself.
 */
@Order(2)
@Execution(ExecutionMode.CONCURRENT)
class MqttIT {
  private static final String BROKER = "broker of MqttIT";
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

  private static JavaProcess start() {
    return start(port, brokerDirectory);
  }

  private static JavaProcess start(int port, Path directory, String... more) {
    return JavaProcess.server(
        MqttServer.class,
        port,
        directory,
        Stream.concat(Stream.of(more), Stream.of(OPENED)).toArray(String[]::new));
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @Test
  @ResourceLock(BROKER)
  void theLastReadingOfEachMeterIsRetainedAndHomeAssistantKnowsItsSensors() throws Exception {
    killTheBroker("java");
  }

  /** Other tests have the routes of YAML wait for the broker, and tell the sensors. */
  @Tag("soak")
  @Test
  @ResourceLock(BROKER)
  void theSameWithRoutesOfYaml() throws Exception {
    killTheBroker("yaml");
  }

  private void killTheBroker(String dsl) throws Exception {
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
      String configs = "discovery-" + dsl + "/sensor/+/config";
      await().atMost(PATIENCE).until(() -> retained(configs).size() > House.METERS);
      JsonNode energy =
          await()
              .atMost(PATIENCE)
              .until(() -> energyOfHeat(retained(configs)), Optional::isPresent)
              .orElseThrow();
      assertThat(energy.get("unit_of_measurement").asText()).isEqualTo("kWh");
      assertThat(energy.get("device_class").asText()).isEqualTo("energy");
      assertThat(energy.get("state_class").asText()).isEqualTo("total_increasing");
      await()
          .atMost(PATIENCE)
          .until(
              () -> retained(topic + "/+/state").containsKey(energy.get("state_topic").asText()));

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
          .untilAsserted(
              () ->
                  assertThat(retained(topic + "/+").values())
                      .hasSize(House.METERS)
                      .allMatch(reading -> reading.get("readAt").asText().compareTo(after) > 0));
    }
  }

  private static Optional<JsonNode> energyOfHeat(Map<String, JsonNode> sensors) {
    return sensors.values().stream()
        .filter(sensor -> sensor.get("unique_id").asText().startsWith("mbus_" + HEAT))
        .filter(sensor -> sensor.get("name").asText().equals("Energy"))
        .findFirst();
  }

  @ParameterizedTest
  @ValueSource(strings = {"java", "yaml"})
  @ResourceLock(value = BROKER, mode = ResourceAccessMode.READ)
  void aReadingWithAnErrorLeavesTheLastGoodOneAndStatesAreExact(String dsl) throws Exception {
    try (House house = House.startOdd(directory, settings(dsl, "odd"))) {
      await().atMost(PATIENCE).until(() -> house.readings().size() >= 6);

      Map<String, JsonNode> readings = awaitRetained("odd-" + dsl + "/+");
      assertThat(readings).containsOnlyKeys("odd-" + dsl + "/" + House.ODD);
      assertThat(readings.get("odd-" + dsl + "/" + House.ODD).at("/records/6/value").asText())
          .isEqualTo(House.ODD_TEXT);
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(retained("discovery-odd-" + dsl + "/sensor/+/config").values())
                      .extracting(sensor -> sensor.get("name").asText())
                      .contains("Energy", "Volume", "Volume (2)", "Customer"));
      JsonNode state =
          awaitRetained("odd-" + dsl + "/+/state").get("odd-" + dsl + "/" + House.ODD + "/state");
      assertThat(state.get("volume").asText()).isEqualTo("9223372036854.775807");
      assertThat(state.get("power").isNull()).isTrue();
    }
  }

  /**
   * A reading of the second meter has more than 4 kB, those of the others have less. Routes of Java
   * and of YAML side by side, on one broker.
   */
  @Test
  void aReadingThatTheBrokerNeverTakesHoldsUpNoOther() throws Exception {
    int narrow = Ports.free();
    String limit = "-D" + MqttServer.LIMIT + "=4000";
    Path files = Files.createDirectory(directory.resolve("broker"));
    try (JavaProcess other = start(narrow, files, limit);
        House java = startOfThree(narrow, "java");
        House yaml = startOfThree(narrow, "yaml")) {
      assertHoldsUpNoOther(narrow, "java", java);
      assertHoldsUpNoOther(narrow, "yaml", yaml);
      assertThat(other.isRunning()).isTrue();
    }
  }

  private House startOfThree(int port, String dsl) throws Exception {
    return House.start(
        Files.createDirectory(directory.resolve(dsl)),
        Stream.concat(
                Stream.of(settings(port, dsl, "small")),
                Stream.of("mbus.meters=secondary=50418823,71412274,64208831"))
            .toArray(String[]::new));
  }

  private static void assertHoldsUpNoOther(int port, String dsl, House house) {
    await().atMost(PATIENCE).until(() -> retained(port, "small-" + dsl + "/+").size() == 2);
    await().atMost(PATIENCE).until(() -> house.app().log().contains("route mqtt failed"));
    assertThat(refused(house)).containsExactly("71412274");
  }

  private static Set<String> refused(House house) {
    return Pattern.compile("(\\d{8}): route mqtt failed: ")
        .matcher(house.app().log())
        .results()
        .map(line -> line.group(1))
        .collect(Collectors.toSet());
  }

  /** Routes of Java and of YAML side by side. */
  @Test
  @ResourceLock(BROKER)
  void aBrokerMayComeAfterTheApp() throws Exception {
    broker.kill();
    try (House java = startLate("java");
        House yaml = startLate("yaml")) {
      await().atMost(PATIENCE).until(() -> java.readings().size() > House.METERS);
      await().atMost(PATIENCE).until(() -> yaml.readings().size() > House.METERS);
      broker = start();

      await().atMost(PATIENCE).until(() -> retained("late-java/+").size() == House.METERS);
      await().atMost(PATIENCE).until(() -> retained("late-yaml/+").size() == House.METERS);
    } finally {
      if (!broker.isRunning()) {
        broker = start();
      }
    }
  }

  private House startLate(String dsl) throws Exception {
    return House.start(Files.createDirectory(directory.resolve(dsl)), settings(dsl, "late"));
  }

  private static String[] settings(String dsl, String topic) {
    return settings(port, dsl, topic);
  }

  private static String[] settings(int port, String dsl, String topic) {
    return new String[] {
      "mbus.sinks=json,mqtt",
      "mbus.dsl=" + dsl,
      "camel.component.paho-mqtt5.broker-url=tcp://127.0.0.1:" + port,
      "mbus.mqtt.topic=" + topic + "-" + dsl,
      "mbus.mqtt.discovery=discovery-" + topic + "-" + dsl
    };
  }

  /** What is retained below topics of which one has a message, or gets one. */
  private static Map<String, JsonNode> awaitRetained(String filter) {
    AtomicReference<Map<String, JsonNode>> last = new AtomicReference<>(Map.of());
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              last.set(retained(filter));
              return !last.get().isEmpty();
            });
    return last.get();
  }

  /**
   * What a client gets that comes only now. A broker under load may send nothing for longer than
   * this waits.
   */
  private static Map<String, JsonNode> retained(String filter) throws Exception {
    return retained(port, filter);
  }

  private static Map<String, JsonNode> retained(int port, String filter) throws Exception {
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
