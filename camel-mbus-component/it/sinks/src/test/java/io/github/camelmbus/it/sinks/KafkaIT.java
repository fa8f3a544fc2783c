package io.github.camelmbus.it.sinks;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
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
 * The sink {@code kafka} and the commands that come from it. Tests share the broker; one that kills
 * it has it for itself.
 */
@Order(1)
@Execution(ExecutionMode.CONCURRENT)
class KafkaIT {
  private static final String BROKER = "broker";

  /** Codecs of native code, of which an image needs to know. */
  private static final String COMPRESSION = "camel.component.kafka.compression-codec=";

  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final int READINGS = 1000;

  @TempDir static Path brokerDirectory;
  private static int port;
  private static JavaProcess broker;

  @TempDir Path directory;
  private final String suffix = UUID.randomUUID().toString();

  @BeforeAll
  static void startBroker() {
    port = Ports.free();
    broker = JavaProcess.server(KafkaServer.class, port, brokerDirectory);
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @Test
  @ResourceLock(BROKER)
  void ofAThousandReadingsNoneIsLostOrDoubledWhenTheBrokerIsKilledHalfWay() throws Exception {
    killTheBrokerHalfWay("java");
  }

  /** Other tests have the routes of YAML send to the broker, which lives. */
  @Tag("soak")
  @Test
  @ResourceLock(BROKER)
  void theSameWithRoutesOfYaml() throws Exception {
    killTheBrokerHalfWay("yaml");
  }

  private void killTheBrokerHalfWay(String dsl) throws Exception {
    try (House house = start(dsl, "", COMPRESSION + "zstd");
        KafkaConsumer<String, String> consumer = consumer("readings")) {
      List<ConsumerRecord<String, String>> records = new ArrayList<>();
      await().atMost(PATIENCE).until(() -> house.readings().size() >= READINGS / 2);
      drain(consumer, records);
      broker.kill();
      int readWhenItWent = house.readings().size();

      await("the poll goes on").atMost(PATIENCE).until(() -> house.readings().size() >= READINGS);
      assertThat(house.readings().size()).isGreaterThan(readWhenItWent);
      broker = JavaProcess.server(KafkaServer.class, port, brokerDirectory);

      List<String> first = house.readings().stream().limit(READINGS).map(House::identity).toList();
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                drain(consumer, records);
                assertThat(Set.copyOf(identities(records))).containsAll(first);
              });
      assertThat(identities(records)).doesNotHaveDuplicates();
      assertThat(records)
          .allSatisfy(
              record ->
                  assertThat(record.key()).isEqualTo(House.meter(House.json(record.value()))));
      assertThat(records.stream().map(ConsumerRecord::key).distinct()).hasSize(House.METERS);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"java", "yaml"})
  @ResourceLock(value = BROKER, mode = ResourceAccessMode.READ)
  void whatCouldNotBeReadOrDecodedGoesToTheTopicOfFailures(String dsl) throws Exception {
    try (House house = House.startOdd(directory, settings(dsl, "", "100ms"));
        KafkaConsumer<String, String> failures = consumer("failed");
        KafkaConsumer<String, String> readings = consumer("readings")) {
      Map<String, JsonNode> failed = new HashMap<>();
      Map<String, JsonNode> read = new HashMap<>();
      await()
          .atMost(PATIENCE)
          .until(
              () -> lastByKey(failures, failed).size() > 1 && !lastByKey(readings, read).isEmpty());

      assertThat(failed).containsOnlyKeys("1@" + house.line(), "99999999@" + house.line());
      assertThat(failed.get("1@" + house.line()).at("/error/code").asText())
          .isEqualTo("unsupported-ci");
      assertThat(failed.get("1@" + house.line()).at("/telegrams/0").asText())
          .isEqualTo("68040468080166006F16");
      assertThat(failed.get("99999999@" + house.line()).at("/error/code").asText())
          .isEqualTo("no-answer");
      assertThat(read).containsOnlyKeys(House.ODD);
      assertThat(read.get(House.ODD).at("/records/6/value").asText()).isEqualTo(House.ODD_TEXT);
    }
  }

  /** Days of the log that {@code run} reads; one less or more where the clock is changed. */
  @ParameterizedTest
  @ValueSource(strings = {"java", "yaml"})
  @ResourceLock(value = BROKER, mode = ResourceAccessMode.READ)
  void readingsAndLogOfAMeterUnderAnOpticalHeadHaveItsSerialNumberAsTheirKey(String dsl)
      throws Exception {
    try (House head = House.startHead(directory, settings(dsl, "", "1s"));
        KafkaConsumer<String, String> consumer = consumer("readings")) {
      List<ConsumerRecord<String, String>> records = new ArrayList<>();
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                drain(consumer, records);
                assertThat(logEntries(records)).hasSizeGreaterThanOrEqualTo(39);
              });

      assertThat(records).extracting(ConsumerRecord::key).containsOnly("KAM67218804");
      List<Long> entries = logEntries(records);
      assertThat(entries)
          .doesNotHaveDuplicates()
          .isEqualTo(LongStream.rangeClosed(entries.get(0), last(entries)).boxed().toList());
      List<JsonNode> polled =
          records.stream()
              .map(record -> House.json(record.value()))
              .filter(reading -> !reading.has("source"))
              .toList();
      assertThat(polled).isNotEmpty().allMatch(reading -> reading.get("records").size() == 14);
      assertThat(head.app().log()).doesNotContain(" WARN ");
    }
  }

  private static List<Long> logEntries(List<ConsumerRecord<String, String>> records) {
    return records.stream()
        .map(record -> House.json(record.value()))
        .filter(reading -> reading.path("source").asText().equals("log"))
        .map(reading -> reading.get("logEntry").asLong())
        .toList();
  }

  private static long last(List<Long> entries) {
    return entries.get(entries.size() - 1);
  }

  private static Map<String, JsonNode> lastByKey(
      KafkaConsumer<String, String> consumer, Map<String, JsonNode> found) {
    consumer
        .poll(Duration.ofSeconds(1))
        .forEach(record -> found.put(record.key(), House.json(record.value())));
    return found;
  }

  @ParameterizedTest
  @ValueSource(strings = {"java", "yaml"})
  @ResourceLock(value = BROKER, mode = ResourceAccessMode.READ)
  void aCommandIsAnsweredByAReadingAndABadOneByItsFailure(String dsl) throws Exception {
    try (House house = start(dsl, "commands", COMPRESSION + "snappy");
        KafkaConsumer<String, String> failures = consumer("failed");
        KafkaProducer<String, String> producer = producer(dsl.equals("java") ? "zstd" : "snappy")) {
      String line = house.line();
      Path secret = Files.writeString(directory.resolve("secret"), "hunter2");
      String order = "{\"line\":\"%s\",\"meters\":\"%s\"}";
      producer.send(command(order.formatted("cellar", "99999999")));
      producer.send(command(order.formatted("cellar?operation=raw", "50418823")));
      producer.send(command(order.formatted(line, "50418823")));
      producer.send(command(order.formatted("sim:" + secret, "50418823")));
      producer.send(command(order.formatted("attic", "50418823")));
      producer.send(command("read\u001B[2J the meter"));
      producer.send(command(order.formatted("cellar", "88888888,50418825")));
      ProducerRecord<String, String> good = command(order.formatted("cellar", "50418823"));
      good.headers().add("CamelMBusOperation", "raw".getBytes(StandardCharsets.UTF_8));
      producer.send(good);
      producer.flush();

      List<ConsumerRecord<String, String>> records = new ArrayList<>();
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                drain(failures, records);
                assertThat(records).hasSize(7);
              });
      // One meter of a command that reads others is a reading with an error, as in a poll.
      assertThat(records).extracting(ConsumerRecord::key).contains("88888888@" + line);
      records.removeIf(record -> record.key().startsWith("88888888"));
      assertThat(records).extracting(ConsumerRecord::key).containsOnly("cellar");
      assertThat(records).noneSatisfy(record -> assertThat(record.value()).contains("hunter2"));
      assertThat(house.app().log())
          .contains("command failed: ")
          .doesNotContain("hunter2", "\u001B");
      assertThat(records.stream().map(record -> House.json(record.value()).get("error").asText()))
          .anySatisfy(error -> assertThat(error).contains("99999999"))
          .anySatisfy(error -> assertThat(error).startsWith("line is not "))
          .anySatisfy(error -> assertThat(error).startsWith("no command: "))
          .anySatisfy(error -> assertThat(error).startsWith("no line is named 'attic' in "));
      awaitMoreReadingsThanPolls(house);
    }
  }

  /** Each of the meters that are away takes some seconds, and the broker waits for five. */
  @ParameterizedTest
  @ValueSource(strings = {"java", "yaml"})
  @ResourceLock(value = BROKER, mode = ResourceAccessMode.READ)
  void aCommandThatTakesLongerThanThePollIntervalRunsOnce(String dsl) throws Exception {
    String away =
        IntStream.range(0, 3).mapToObj(i -> "999999%02d".formatted(i)).collect(joining(","));
    String order = "{\"line\":\"cellar\",\"meters\":\"%s\",\"id\":\"%s\"}";
    try (House house = start(dsl, "commands", "camel.component.kafka.max-poll-interval-ms=5000");
        KafkaConsumer<String, String> failures = consumer("failed");
        KafkaConsumer<String, String> readings = consumer("readings");
        KafkaProducer<String, String> producer = producer("none")) {
      producer.send(command(order.formatted(away + ",50418823", "long")));
      producer.send(command(order.formatted("50418825", "short")));
      producer.send(command(order.formatted("50418825", "short")));
      producer.send(command(order.formatted("88888888,50418825", "last")));
      producer.flush();

      List<ConsumerRecord<String, String>> records = new ArrayList<>();
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                drain(failures, records);
                assertThat(records)
                    .extracting(ConsumerRecord::key)
                    .anyMatch(key -> key.startsWith("88888888"));
              });
      drain(failures, records);
      assertThat(records).extracting(ConsumerRecord::key).hasSize(4).doesNotHaveDuplicates();
      List<ConsumerRecord<String, String>> read = new ArrayList<>();
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                drain(readings, read);
                List<String> polled = house.readings().stream().map(House::identity).toList();
                assertThat(identities(read).stream().filter(one -> !polled.contains(one)))
                    .extracting(one -> one.substring(0, 8))
                    .containsExactlyInAnyOrder("50418823", "50418825", "50418825");
              });
    }
  }

  /** The reading that the command asked for is in no file: only those of polls are. */
  private void awaitMoreReadingsThanPolls(House house) throws Exception {
    try (KafkaConsumer<String, String> consumer = consumer("readings")) {
      List<ConsumerRecord<String, String>> records = new ArrayList<>();
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                drain(consumer, records);
                List<String> polled = house.readings().stream().map(House::identity).toList();
                assertThat(identities(records).stream().filter(one -> !polled.contains(one)))
                    .anyMatch(one -> one.startsWith("50418823"))
                    .anyMatch(one -> one.startsWith("50418825"));
              });
    }
  }

  private House start(String dsl, String onDemand, String... more) throws Exception {
    String[] settings = settings(dsl, onDemand, onDemand.isEmpty() ? "10ms" : "1h");
    return House.start(
        directory, Stream.concat(Stream.of(settings), Stream.of(more)).toArray(String[]::new));
  }

  private String[] settings(String dsl, String onDemand, String delay) {
    return new String[] {
      "mbus.sinks=json,kafka",
      "mbus.dsl=" + dsl,
      "mbus.on-demand=" + onDemand,
      "mbus.delay=" + delay,
      "camel.component.kafka.brokers=127.0.0.1:" + port,
      "camel.component.kafka.reconnect-backoff-max-ms=1000",
      "mbus.kafka.readings=readings-" + suffix,
      "mbus.kafka.failed=failed-" + suffix,
      "mbus.kafka.commands=commands-" + suffix,
      "mbus.kafka.group=" + suffix
    };
  }

  private ProducerRecord<String, String> command(String json) {
    return new ProducerRecord<>("commands-" + suffix, "cellar", json);
  }

  private static List<String> identities(Collection<ConsumerRecord<String, String>> records) {
    return records.stream().map(record -> House.identity(House.json(record.value()))).toList();
  }

  /** A consumer that had to join again reads from the start: a message is one offset, once. */
  private static void drain(
      KafkaConsumer<String, String> consumer, List<ConsumerRecord<String, String>> records) {
    for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofSeconds(1))) {
      if (records.stream().noneMatch(known -> isSame(known, record))) {
        records.add(record);
      }
    }
  }

  private static boolean isSame(
      ConsumerRecord<String, String> one, ConsumerRecord<String, String> other) {
    return one.partition() == other.partition() && one.offset() == other.offset();
  }

  private KafkaConsumer<String, String> consumer(String topic) {
    return consumer(port, topic + "-" + suffix);
  }

  /** A consumer of all that is in a topic. */
  static KafkaConsumer<String, String> consumer(int port, String topic) {
    KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                "127.0.0.1:" + port,
                "group.id",
                UUID.randomUUID().toString(),
                "auto.offset.reset",
                "earliest",
                "metadata.max.age.ms",
                "1000",
                "enable.auto.commit",
                "false"),
            new StringDeserializer(),
            new StringDeserializer());
    consumer.subscribe(List.of(topic));
    return consumer;
  }

  private static KafkaProducer<String, String> producer(String compression) {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", "127.0.0.1:" + port, "compression.type", compression),
        new StringSerializer(),
        new StringSerializer());
  }
}
