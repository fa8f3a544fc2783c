package io.github.camelmbus.example.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelmbus.simulator.House;
import io.github.camelmbus.simulator.SimulatorServer;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The commands for a meter under an optical head, and {@code run} on its line. */
class KmpIT {
  private static final Duration PATIENCE = Duration.ofSeconds(120);

  private static final String SERIAL_NUMBER = "67218804";

  /** Days of the log that {@code run} reads. */
  private static final int DAYS = 40;

  private static SimulatorServer head;

  @TempDir Path directory;

  @BeforeAll
  static void serveTheMeter() {
    head = SimulatorServer.start(House.named("kmp"), 0, 20);
  }

  @AfterAll
  static void endTheMeter() {
    head.close();
  }

  @Test
  void identifyNamesTheMeterAndItsAddressesOnTheBus() throws Exception {
    App identify = kmp("identify", line());

    assertThat(identify.json()).hasSize(1);
    JsonNode reading = identify.json().get(0);
    assertThat(reading.at("/meter/id").asText()).isEqualTo(SERIAL_NUMBER);
    assertThat(reading.at("/meter/manufacturer").asText()).isEqualTo("KAM");
    assertThat(keys(reading)).contains("type", "software", "primaryAddress_m1");
    assertThat(identify.err()).isEmpty();
    assertThat(identify.exitCode()).isZero();
  }

  /** The line as the settings of run have it. */
  @Test
  void readGivesTheCountersAndTheValuesOfNow() throws Exception {
    App read = kmp("read", "kmp:" + line());

    assertThat(read.json()).hasSize(1);
    assertThat(read.json().get(0).get("line").asText()).isEqualTo(line());
    assertThat(keys(read.json().get(0)))
        .contains("energy", "volume", "power", "flowTemperature", "returnTemperature");
    assertThat(read.err()).isEmpty();
    assertThat(read.exitCode()).isZero();
  }

  @Test
  void aRegisterThatTheMeterLacksIsAWarningBesideThoseItHas() throws Exception {
    App read = kmp("read", line(), "--registers", "60,volume,1234");

    JsonNode reading = read.json().get(0);
    assertThat(keys(reading)).containsExactly("energy", "volume");
    assertThat(reading.get("warnings"))
        .extracting(JsonNode::asText)
        .containsExactly("this meter does not have register 1234");
    assertThat(read.exitCode()).isZero();
  }

  @Test
  void aTableShowsTheMeterAndItsRegisters() throws Exception {
    App read = kmp("read", line(), "--registers", "86", "--no-json");

    assertThat(read.out())
        .containsPattern("67218804 +KAM ")
        .containsPattern("  flowTemperature +[0-9.]+ +Cel +good\n");
  }

  @Test
  void probeEndsAfterItsCount() throws Exception {
    App probe = kmp("probe", line(), "--count", "2");

    assertThat(probe.json())
        .hasSize(2)
        .allMatch(result -> result.get("echo").asBoolean() && result.get("answer").asBoolean())
        .allMatch(result -> result.get("id").asText().equals(SERIAL_NUMBER));
    assertThat(probe.exitCode()).isZero();
  }

  /** With 80 columns; the advice stands once. */
  @Test
  void probeSaysWhatToDoInLinesOfATerminal() throws Exception {
    App probe =
        kmp("probe", "sim:" + empty(true), "--count", "2", "--timeout", "500ms", "--no-json");

    assertThat(probe.out().lines()).hasSize(3).allMatch(text -> text.length() <= 80);
    assertThat(probe.out())
        .containsPattern("echo yes  octets +\\d+  echo of the head, and no answer\n")
        .containsOnlyOnce("move or turn the head");
    assertThat(probe.exitCode()).isEqualTo(1);
  }

  @Test
  void entriesOfALogComeWithoutAGapTheOldestFirst() throws Exception {
    App log = kmp("log", line(), "day", "--from", "2026-01-01", "--to", "2026-02-09");

    List<JsonNode> entries = log.json();
    assertThat(entries).hasSize(DAYS).allMatch(entry -> entry.at("/source").asText().equals("log"));
    assertWithoutAGap(entries.stream().map(entry -> entry.get("logEntry").asLong()).toList());
    assertThat(entries).extracting(entry -> entry.get("readAt").asText()).isSorted();
    assertThat(keys(entries.get(0))).contains("date", "energy", "volume");
    assertThat(log.exitCode()).isZero();
  }

  @Test
  void aTimeWithoutAnEntryIsSaid() throws Exception {
    App log = kmp("log", line(), "month", "--from", "2026-01-02", "--to", "2026-01-03");

    assertThat(log.out()).isEmpty();
    assertThat(log.err()).isEqualTo("the month log has no entry in this time\n");
    assertThat(log.exitCode()).isZero();
  }

  @Test
  void aMeterWithoutSuchALogIsTold() throws Exception {
    App log = kmp("log", line(), "info", "--retries", "0");

    assertThat(log.out()).isEmpty();
    assertThat(log.err()).contains("meter 67218804 answers", "info log");
    assertThat(log.exitCode()).isEqualTo(1);
  }

  @Test
  void aSerialPortOfAHeadIsALineToo() throws Exception {
    assumeTrue(isThere("socat"), "socat is not installed");
    String link = directory.resolve("tty").toString();
    try (App meter = start().start("simulate", "kmp", "--pty", link, "--speed", "20")) {
      await().atMost(PATIENCE).until(() -> meter.out().endsWith("\n"));

      App identify = kmp("identify", link);
      App read = kmp("read", link, "--registers", "60,1234");
      App probe = kmp("probe", link, "--count", "1");
      App log = kmp("log", link, "day", "--from", "2026-01-01", "--to", "2026-02-09");

      assertThat(identify.json().get(0).at("/meter/id").asText()).isEqualTo(SERIAL_NUMBER);
      assertThat(keys(read.json().get(0))).containsExactly("energy");
      assertThat(probe.exitCode()).isZero();
      assertThat(log.json()).hasSize(DAYS);
      assertWithoutAGap(log.json().stream().map(entry -> entry.get("logEntry").asLong()).toList());
    }
  }

  @ParameterizedTest(name = "echo {0}")
  @CsvSource({"false, has the head power", "true, is the head in its place"})
  void aLineWithoutAnAnswerAsksForTheHead(boolean echo, String question) throws Exception {
    String line = "sim:" + empty(echo);

    App read = kmp("read", line, "--retries", "0", "--timeout", "500ms");

    assertThat(read.json()).hasSize(1);
    assertThat(read.json().get(0).at("/error/code").asText()).isEqualTo("no-answer");
    assertThat(read.json().get(0).at("/error/message").asText()).contains(question);
    assertThat(read.exitCode()).isEqualTo(1);
  }

  @Test
  void aLineThatIsNotThereIsSaidOnce() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    assertUnusable(kmp("read", "tcp://localhost:" + port), "refused the connection");
    String missing = directory.resolve("ttyUSB9").toString();
    assertUnusable(kmp("identify", missing), "there is no serial port at " + missing);
  }

  @Test
  void namesThatDoNotExistAreAnsweredWithThoseThatDo() throws Exception {
    assertUnusable(kmp("read", line(), "--registers", "enrgy"), "energy or volume, not 'enrgy'");
    assertUnusable(kmp("log", line(), "week"), "info, year, month, day, hour, not 'week'");
  }

  private static void assertUnusable(App command, String said) {
    assertThat(command.out()).isEmpty();
    assertThat(command.err().lines()).singleElement().asString().contains(said);
    assertThat(command.exitCode()).isEqualTo(2);
  }

  @Test
  void runAtASerialPortArchivesTheMeterAndItsLog() throws Exception {
    assumeTrue(isThere("socat"), "socat is not installed");
    String link = directory.resolve("tty").toString();
    try (App meter = start().start("simulate", "kmp", "--pty", link, "--speed", "20")) {
      await().atMost(PATIENCE).until(() -> meter.out().endsWith("\n"));

      assertThat(runUntilTheLogIsRead("kmp:" + link)).isBetween(DAYS - 1, DAYS + 2);
    }
    List<JsonNode> archived = start().run("export", "--json").json();
    assertThat(archived)
        .allMatch(reading -> reading.at("/meter/id").asText().equals(SERIAL_NUMBER))
        .allMatch(reading -> reading.get("line").asText().equals(link))
        .anyMatch(reading -> !reading.has("source"));
    assertWithoutAGap(logEntries().stream().sorted().toList());
  }

  /** The first start fills the archive, the second one only what was taken out of it. */
  @Test
  void runPollsTheMeterAndFillsTheGapsOfTheArchiveOnce() throws Exception {
    String line = "kmp:tcp:localhost:" + head.port();
    int all = runUntilTheLogIsRead(line);
    List<Long> filled = logEntries();
    assertThat(filled).hasSizeBetween(DAYS - 1, DAYS + 2);
    assertWithoutAGap(filled.stream().sorted().toList());
    assertThat(lines(".jsonl"))
        .isNotEmpty()
        .allMatch(text -> App.json(text).at("/meter/id").asText().equals(SERIAL_NUMBER));
    assertThat(lines(".csv")).anyMatch(row -> row.contains(",energy,"));

    assertThat(removeFromArchive(filled.get(10), filled.get(11), filled.get(30))).isEqualTo(3);
    assertThat(logEntries()).hasSize(filled.size() - 3);
    // From the last day before the gap on.
    assertThat(runUntilTheLogIsRead(line)).isLessThan(all);

    assertThat(logEntries()).doesNotHaveDuplicates().containsAll(filled);
    assertWithoutAGap(logEntries().stream().sorted().toList());
  }

  /**
   * Each entry is in the archive before the next one is taken; run ends when all were. The line is
   * not spelled as readings have it.
   *
   * @return how many were read.
   */
  private int runUntilTheLogIsRead(String line) throws Exception {
    String[] settings = {"-Dmbus.line=" + line, "-Dmbus.delay=2s"};
    try (App run = start().with(settings).start("run")) {
      await().atMost(PATIENCE).until(() -> run.err().contains(" entries of the log of the meter"));
      await().atMost(PATIENCE).until(() -> run.err().contains("67218804: 14 records from"));
      run.interrupt();
      assertThat(run.err()).doesNotContain(" WARN ", "\tat ");
      Matcher read = Pattern.compile("(\\d+) entries of the log").matcher(run.err());
      assertThat(read.find()).isTrue();
      return Integer.parseInt(read.group(1));
    }
  }

  /** Of all days, each as often as the archive has it. */
  private List<Long> logEntries() throws Exception {
    App export = start().run("export", "--json");
    return export.json().stream()
        .filter(reading -> reading.path("source").asText().equals("log"))
        .map(reading -> reading.get("logEntry").asLong())
        .toList();
  }

  private int removeFromArchive(long... entries) throws Exception {
    int removed = 0;
    try (Connection archive =
            DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("readings/archive.db"));
        Statement statement = archive.createStatement()) {
      for (long entry : entries) {
        removed +=
            statement.executeUpdate(
                "DELETE FROM reading WHERE extra LIKE '%\"logEntry\":" + entry + "}%'");
      }
    }
    return removed;
  }

  private List<String> lines(String ending) throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve("readings"))) {
      List<Path> days = files.filter(file -> file.toString().endsWith(ending)).toList();
      return days.stream().flatMap(file -> text(file).lines()).toList();
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void assertWithoutAGap(List<Long> entries) {
    long first = entries.get(0);
    assertThat(entries).isEqualTo(LongStream.range(first, first + entries.size()).boxed().toList());
  }

  private static List<String> keys(JsonNode reading) {
    return reading.findValuesAsText("key");
  }

  /** A house without a meter. */
  private Path empty(boolean echo) throws IOException {
    return Files.writeString(
        directory.resolve("empty.json"),
        "{\"line\": {\"baudRate\": 1200, \"echo\": %s}, \"meters\": []}".formatted(echo));
  }

  private static boolean isThere(String program) {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  private static String line() {
    return "tcp://localhost:" + head.port();
  }

  private App.Start start() {
    return App.Start.in(directory);
  }

  private App kmp(String... arguments) throws Exception {
    String[] command = new String[arguments.length + 1];
    command[0] = "kmp";
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    return start().run(command);
  }
}
