package io.github.camelmbus.it.sinks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The app is killed as a power cut does, again and again, and the broker once. {@code
 * -Dmbus.crashes=200} makes a long test of it.
 */
@Order(2)
class CrashIT {
  /** Of a row of a CSV file. */
  private static final int COLUMNS = 12;

  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private static final int CRASHES = Integer.getInteger("mbus.crashes", 2);
  private static final int LONGEST_LIFE_MILLIS = 3000;
  private static final Pattern READ = Pattern.compile("(\\d{8}): \\d+ records from ");

  @TempDir Path directory;
  @TempDir Path brokerDirectory;
  private final String suffix = UUID.randomUUID().toString();

  @Test
  void everyReadingThatWasLoggedIsInTheArchiveAndInTheTopic() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    int port = Ports.free();
    JavaProcess broker = JavaProcess.server(KafkaServer.class, port, brokerDirectory);
    try {
      for (int crash = 0; crash < CRASHES; crash++) {
        try (House house = start(port)) {
          int before = logged(house.app().log());
          await().atMost(PATIENCE).until(() -> logged(house.app().log()) > before);
          pause(random.nextInt(LONGEST_LIFE_MILLIS));
          house.app().kill();
        }
        if (crash == CRASHES / 2) {
          broker.kill();
          broker = JavaProcess.server(KafkaServer.class, port, brokerDirectory);
        }
      }
      String log = Files.readString(directory.resolve("process.log"));
      try (House house = start(port)) {
        // The app goes on: what is in a file now was archived before.
        List<String> whole = wholeOnesOf(directory);
        List<String> archived = exported(directory);
        assertThat(archived.size()).as("seed %d", seed).isGreaterThanOrEqualTo(logged(log));
        assertThat(archived).doesNotHaveDuplicates();
        assertThat(archived).containsAll(whole);
        // At least once: what was under way at a crash is sent again, and its key says so.
        List<String> sent = awaitAll(port, new HashSet<>(archived));
        assertThat(sent).containsAll(archived);
        System.out.printf(
            "%d crashes: %,d readings in the log, %,d in the archive, %,d in the topic, %,d of them"
                + " again; %d torn rows of CSV%n",
            CRASHES,
            logged(log),
            archived.size(),
            sent.size(),
            sent.size() - new HashSet<>(sent).size(),
            tornRows());
      }
      assertThat(tornRows()).isLessThanOrEqualTo(CRASHES);
    } finally {
      broker.close();
    }
  }

  /** The moment of a crash is any, and nothing tells it. */
  private static void pause(int millis) {
    await().pollDelay(Duration.ofMillis(millis)).atMost(PATIENCE).until(() -> true);
  }

  private House start(int port) {
    return House.start(
        directory,
        "mbus.sinks=csv,json,kafka",
        House.WITHOUT_PAUSE,
        "camel.component.kafka.brokers=127.0.0.1:" + port,
        "camel.component.kafka.reconnect-backoff-max-ms=1000",
        "mbus.kafka.readings=crash-" + suffix,
        "mbus.kafka.failed=crash-failed-" + suffix);
  }

  private static int logged(String log) {
    return (int) READ.matcher(log).results().count();
  }

  /** What the archive has. */
  static List<String> exported(Path directory) throws IOException, InterruptedException {
    Process export =
        new ProcessBuilder(
                JavaProcess.app(
                    List.of("mbus.directory=" + directory.resolve("readings")), "export"))
            .directory(directory.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String lines = new String(export.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(export.waitFor()).isZero();
    return lines.lines().map(House::json).map(House::identity).toList();
  }

  /** A line that a crash has torn is none of them. */
  private static List<String> wholeOnesOf(Path directory) throws IOException {
    List<String> whole = new ArrayList<>();
    try (Stream<Path> files = Files.list(directory.resolve("readings"))) {
      for (Path file : files.filter(one -> one.toString().endsWith(".jsonl")).toList()) {
        for (String line : Files.readAllLines(file)) {
          if (line.endsWith("]}")) {
            whole.add(House.identity(House.json(line)));
          }
        }
      }
    }
    return whole;
  }

  private List<String> awaitAll(int port, Set<String> archived) {
    List<String> sent = new ArrayList<>();
    Set<String> missing = new HashSet<>(archived);
    try (KafkaConsumer<String, String> consumer = KafkaIT.consumer(port, "crash-" + suffix)) {
      await()
          .atMost(PATIENCE)
          .until(
              () -> {
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofSeconds(1))) {
                  JsonNode reading = House.json(record.value());
                  assertThat(record.key()).isEqualTo(House.meter(reading));
                  sent.add(House.identity(reading));
                  missing.remove(House.identity(reading));
                }
                return missing.isEmpty();
              });
    }
    return sent;
  }

  /** Whole rows are there once, and a torn row stands on a line of its own. */
  private long tornRows() throws IOException {
    long torn = 0;
    try (Stream<Path> files = Files.list(directory.resolve("readings"))) {
      for (Path file : files.filter(one -> one.toString().endsWith(".csv")).toList()) {
        List<String> rows = Files.readAllLines(file);
        assertThat(rows).doesNotHaveDuplicates();
        torn += rows.stream().filter(row -> row.split(",", -1).length != COLUMNS).count();
      }
    }
    return torn;
  }
}
