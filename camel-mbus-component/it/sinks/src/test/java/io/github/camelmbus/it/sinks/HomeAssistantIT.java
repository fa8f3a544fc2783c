package io.github.camelmbus.it.sinks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelmbus.simulator.SimulatorServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.eclipse.paho.mqttv5.client.IMqttMessageListener;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.MqttSubscription;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * What Home Assistant sees of the app at a broker: starts, ends, losses and removed meters. Tests
 * share the broker, each with topics of its own; one that kills it has it for itself.
 */
@Order(1)
@Execution(ExecutionMode.CONCURRENT)
class HomeAssistantIT {
  private static final String BROKER = "broker of HomeAssistantIT";
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final double SPEED = 2000;
  private static final String HEAT = "50418823";
  private static final String WATER = "71350410";

  @TempDir static Path brokerDirectory;
  private static int port;
  private static JavaProcess broker;
  private static final AtomicInteger TESTS = new AtomicInteger();

  @TempDir Path directory;
  private SimulatorServer gateway;
  private String topic;

  @BeforeAll
  static void startBroker() {
    port = Ports.free();
    broker = JavaProcess.server(MqttServer.class, port, brokerDirectory, MqttIT.OPENED);
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  /** One line for all runs of a test, as its topics are named by it. */
  @BeforeEach
  void serveTheHouse() {
    topic = "mbus" + TESTS.getAndIncrement();
    gateway = SimulatorServer.start(io.github.camelmbus.simulator.House.named("house"), 0, SPEED);
  }

  @AfterEach
  void endTheHouse() {
    gateway.close();
  }

  private JavaProcess run(String... meters) {
    return JavaProcess.start(
        directory,
        JavaProcess.app(
            List.of(
                "mbus.line=tcp://localhost:" + gateway.port(),
                "mbus.meters=secondary=" + String.join(",", meters),
                "mbus.delay=250ms",
                "mbus.directory=" + directory.resolve("readings"),
                "mbus.sinks=mqtt",
                "camel.component.paho-mqtt5.broker-url=tcp://127.0.0.1:" + port,
                "mbus.mqtt.topic=" + topic,
                "mbus.mqtt.discovery=ha-" + topic,
                "mbus.mqtt.silence=3s"),
            "run"));
  }

  private String bridge() {
    return topic + "/bridge/tcp___localhost_" + gateway.port();
  }

  @Test
  @ResourceLock(value = BROKER, mode = ResourceAccessMode.READ)
  void theAppIsOnlineWhileItRuns() throws Exception {
    try (JavaProcess app = run(HEAT)) {
      awaitBridge("online");
      assertThat(app.isRunning()).isTrue();
    }
    awaitBridge("offline");
  }

  /** Nothing is left of the app that could say so. */
  @Test
  @ResourceLock(value = BROKER, mode = ResourceAccessMode.READ)
  void theLastWillOfAnAppThatWasKilledSaysOffline() throws Exception {
    JavaProcess app = run(HEAT);
    awaitBridge("online");
    app.kill();

    awaitBridge("offline");
  }

  @Test
  @ResourceLock(value = BROKER, mode = ResourceAccessMode.READ)
  void allSensorsAreSaidAgainWhenHomeAssistantStarts() throws Exception {
    try (JavaProcess app = run(HEAT, WATER);
        Listener homeAssistant = new Listener(configs())) {
      awaitAvailability("online", "online");
      awaitBridge("online");
      assertThat(app.isRunning()).isTrue();
      Set<String> configs = homeAssistant.announced();
      homeAssistant.heard.clear();

      homeAssistant.client.publish(
          "ha-" + topic + "/status", "online".getBytes(StandardCharsets.UTF_8), 1, false);

      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(homeAssistant.heard.keySet()).isEqualTo(configs));
    }
  }

  @Test
  @ResourceLock(value = BROKER, mode = ResourceAccessMode.READ)
  void aMeterThatIsNotHeardBecomesUnavailable() throws Exception {
    try (JavaProcess app = run(HEAT, WATER)) {
      awaitAvailability("online", "online");
      gateway.close();

      awaitAvailability("offline", "offline");
      assertThat(app.isRunning()).isTrue();
    }
  }

  @Test
  @ResourceLock(value = BROKER, mode = ResourceAccessMode.READ)
  void aMeterThatIsPolledNoMoreIsRemovedByTheNextRun() throws Exception {
    try (JavaProcess app = run(HEAT, WATER)) {
      await().atMost(PATIENCE).until(() -> meters().size() == 2 && app.isRunning());
      await().atMost(PATIENCE).until(() -> availability().size() == 2);
    }
    try (JavaProcess app = run(HEAT)) {
      await().atMost(PATIENCE).until(() -> meters().size() == 1 && app.isRunning());

      assertThat(meters()).allMatch(meter -> meter.startsWith(topic + "/" + HEAT));
      await().atMost(PATIENCE).until(() -> retained(topic + "/+/state").size() == 1);
      awaitAvailability("online");
    }
  }

  /** It starts with nothing, as a broker that keeps its messages in memory. */
  @Test
  @ResourceLock(BROKER)
  void aBrokerThatHasLostEverythingIsToldEverything() throws Exception {
    try (JavaProcess app = run(HEAT, WATER);
        Listener homeAssistant = new Listener(configs())) {
      awaitAvailability("online", "online");
      Set<String> before = homeAssistant.announced();
      broker.kill();
      broker =
          JavaProcess.server(
              MqttServer.class,
              port,
              Files.createTempDirectory(brokerDirectory, "other"),
              MqttIT.OPENED);

      awaitBridge("online");
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(sensors().keySet()).isEqualTo(before));
      // While the broker is away readings wait, so the meters may be unavailable for a moment.
      awaitAvailability("online", "online");
      assertThat(app.isRunning()).isTrue();
    }
  }

  /** The topics of the states that sensors point to. */
  private Set<String> meters() throws Exception {
    return sensors().values().stream()
        .map(House::json)
        .map((JsonNode sensor) -> sensor.get("state_topic").asText())
        .collect(Collectors.toSet());
  }

  private String configs() {
    return "ha-" + topic + "/sensor/+/config";
  }

  /** The sensors that were announced; some of them where the broker is slow. */
  private Map<String, String> sensors() throws Exception {
    return retained(configs());
  }

  private void awaitAvailability(String... expected) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(availability()).containsExactly(expected));
  }

  private void awaitBridge(String expected) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(retained(bridge())).containsEntry(bridge(), expected));
  }

  private List<String> availability() throws Exception {
    return List.copyOf(retained(topic + "/+/availability").values());
  }

  /**
   * What a client gets that comes only now. Nothing says that it has got all of it, and a broker
   * under load may send nothing for longer than this waits: ask again until it is as expected.
   */
  private static Map<String, String> retained(String filter) throws Exception {
    try {
      return heardLate(filter);
    } catch (MqttException lost) {
      // A broker under load has ended the connection of this client.
      return heardLate(filter);
    }
  }

  private static Map<String, String> heardLate(String filter) throws Exception {
    try (Listener late = new Listener(filter)) {
      int[] before = {-1};
      await()
          .pollInterval(Duration.ofMillis(300))
          .atMost(PATIENCE)
          .until(() -> before[0] == (before[0] = late.retained.size()));
      return new TreeMap<>(late.retained);
    }
  }

  private static final class Listener implements AutoCloseable {
    private final Map<String, String> retained = new ConcurrentHashMap<>();
    private final Map<String, String> heard = new ConcurrentHashMap<>();
    private final String filter;
    private final MqttClient client;

    Listener(String filter) throws MqttException {
      this.filter = filter;
      client =
          new MqttClient(
              "tcp://127.0.0.1:" + port, UUID.randomUUID().toString(), new MemoryPersistence());
      client.connect();
      client.subscribe(
          new MqttSubscription[] {new MqttSubscription(filter, 1)},
          new IMqttMessageListener[] {this::add});
    }

    /**
     * The topics of all sensors that were announced since this client listens. The app waits for
     * the broker to take a message before it sends the next one, and the availability of a meter
     * follows its sensors: once that is seen, they are on their way to this client, before a
     * message of its own.
     */
    private Set<String> announced() throws MqttException {
      String end = filter.replace("+", "end");
      client.publish(end, new byte[0], 1, false);
      await().atMost(PATIENCE).until(() -> heard.containsKey(end));
      heard.remove(end);
      assertThat(heard).isNotEmpty();
      return Set.copyOf(heard.keySet());
    }

    private void add(String topic, MqttMessage message) {
      String payload = new String(message.getPayload(), StandardCharsets.UTF_8);
      (message.isRetained() ? retained : heard).put(topic, payload);
    }

    @Override
    public void close() throws MqttException {
      if (client.isConnected()) { // its broker may have been killed
        client.disconnect();
      }
      client.close();
    }
  }
}
