package io.github.camelmbus.example.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelmbus.example.app.Gateway;
import io.github.camelmbus.simulator.House;
import io.github.camelmbus.simulator.SimulatorServer;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class RunIT {
  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private static final int METERS = 11;

  /** Sixteen times 2400 bit/s are the 38400 bit/s that a search is told. */
  private static final double SPEED = 16;

  private static final String SMALL_HOUSE =
      """
      {"templates": {"heat": {"manufacturer": "HYD", "version": 40,
         "records": [{"dib": "0C", "vib": "06", "model": "constant", "value": 12345}]}},
       "meters": [
         {"id": "12345678", "template": "heat", "deviceType": 4, "primaryAddress": 1},
         {"id": "23456789", "template": "heat", "deviceType": 7, "primaryAddress": 2}]}
      """;

  // L = 3 + 12 (long header) + 6 = 21 = 15h; VIF 13: volume in litres
  private static final String VOLUME =
      "68 15 15 68 08 05 72 21 43 65 87 24 23 28 04 01 00 00 00 0C 13 78 56 34 12 76 16";

  @TempDir Path directory;
  private SimulatorServer gateway;

  @BeforeEach
  void serveTheHouse() {
    gateway = SimulatorServer.start(House.named("house"), 0, 50);
  }

  @AfterEach
  void endTheHouse() {
    gateway.close();
  }

  @Test
  void everyReadingIsInBothFilesAndTheHeaderOnceEvenAfterARestart() throws Exception {
    pollUntilWritten(METERS);
    pollUntilWritten(2 * METERS);

    List<JsonNode> readings = lines(".jsonl").stream().map(App::json).toList();
    List<CSVRecord> rows = new ArrayList<>();
    for (Path file : files(".csv")) {
      assertThat(Files.readAllLines(file).get(0))
          .isEqualTo(
              "readAt,line,meterId,name,manufacturer,deviceType,key,value,unit,quality,text,secondaryAddress");
      rows.addAll(rows(file));
    }
    assertThat(readings)
        .extracting(reading -> reading.at("/meter/id").asText())
        .startsWith("50418823", "50418825", "71350410", "71350412", "71350415", "71350417")
        .hasSizeGreaterThanOrEqualTo(2 * METERS);
    assertThat(rows).hasSize(readings.stream().mapToInt(r -> r.get("records").size()).sum());
    int next = 0;
    for (JsonNode reading : readings) {
      for (JsonNode record : reading.get("records")) {
        assertThatRowIs(rows.get(next++), reading, record);
      }
    }
  }

  @Test
  void theLogSaysWhatRunsAndNoKey() throws Exception {
    String key = "00112233445566778899AABBCCDDEEFF";
    App.Start start =
        App.Start.in(directory)
            .with(
                "-Dmbus.line=tcp://localhost:" + gateway.port(),
                "-Dmbus.meters=" + Gateway.ALL_METERS + "&secretKey=" + key,
                "-Dmbus.delay=1s");
    try (App run = start.start("run")) {
      await().atMost(PATIENCE).until(() -> run.err().contains(" records from "));

      assertThat(run.err())
          .containsOnlyOnce(
              "Polling tcp://localhost:%d, with a pause of 1s; readings go to csv, json (directory"
                      .formatted(gateway.port())
                  + " readings, archive readings/archive.db)")
          .doesNotContain(key, "mbus.line is not set");
    }
  }

  /** As where the settings are not in the directory that it was started from. */
  @Test
  void theLogSaysThatReadingsAreMadeUpIfNoLineIsSet() throws Exception {
    try (App run = App.Start.in(directory).start("run")) {
      await().atMost(PATIENCE).until(() -> run.err().contains(" records from sim:house"));

      assertThat(run.err())
          .containsOnlyOnce("mbus.line is not set: a simulated house is polled, and its readings");
    }
  }

  @Test
  void aDirectoryThatCannotBeWrittenIsToldOnceAndThePollGoesOn() throws Exception {
    Path occupied = Files.createFile(directory.resolve("occupied"));
    try (App run = start(occupied.resolve("readings")).start()) {
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(run.err().lines().filter(line -> line.contains(" records from ")))
                      .hasSizeGreaterThan(METERS));

      assertThat(run.isRunning()).isTrue();
      assertThat(run.err())
          .containsOnlyOnce("route json failed: the directory ")
          .containsOnlyOnce("route csv failed: the directory ")
          .doesNotContain("\tat ");
      assertThat(run.out()).isEmpty();
    }
  }

  @Test
  void otherCommandsStartNothingOfIt() throws Exception {
    Path telegram = Files.writeString(directory.resolve("telegram"), VOLUME);
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    String[] settings = {
      "-Dmbus.sinks=csv,json,kafka,postgresql,mqtt,http",
      "-Dmbus.on-demand=rest",
      "-Dmbus.rest.port=" + port
    };
    try (App run = App.Start.in(directory).with(settings).start("run")) {
      await().atMost(PATIENCE).until(() -> run.err().contains("REST is at http://127.0.0.1:"));

      App decode = App.Start.in(directory).with(settings).run("decode", telegram.toString());
      App read = App.Start.in(directory).with(settings).run("read", "sim:house", "--primary", "12");

      assertThat(decode.json()).hasSize(1);
      assertThat(decode.err()).isEmpty();
      assertThat(read.json()).hasSize(1);
      assertThat(read.err()).isEmpty();
      assertThat(run.isRunning()).isTrue();
    }
  }

  @Test
  void aSignalWhileItStartsEndsItWithoutAnyError() throws Exception {
    endWhileItStarts(3);
  }

  @Tag("soak")
  @Test
  void theSameAtMoreMomentsOfTheStart() throws Exception {
    endWhileItStarts(1);
  }

  /** Ends it after 8, 8 + step, 8 + 2 step and so on to 20 of 20 parts of its start. */
  private void endWhileItStarts(int step) throws Exception {
    Instant start = Instant.now();
    try (App app = App.Start.in(directory).start("run")) {
      app.awaitErr("is starting");
    }
    Duration whole = Duration.between(start, Instant.now());
    for (int part = 8; part <= 20; part += step) {
      Duration untilSignal = whole.multipliedBy(part).dividedBy(20);
      App app = App.Start.in(directory).start("run");
      try (app) {
        await().pollDelay(untilSignal).atMost(PATIENCE).until(() -> true);
      }
      assertThat(app.exitCode()).isEqualTo(128 + 15);
      assertThat(app.err())
          .as("after %s of %s", untilSignal, whole)
          .doesNotContain("ERROR", "\tat ", "Arc", "Cannot invoke");
    }
  }

  /** So a gateway that is switched off every night does not fill its memory. */
  @Test
  void nothingIsInTheTemporaryDirectoryWhileItRuns() throws Exception {
    Path temporary = Files.createDirectory(directory.resolve("tmp"));
    App.Start start =
        App.Start.in(directory)
            .with("-Djava.io.tmpdir=" + temporary, "-Dmbus.on-demand=rest", "-Dmbus.rest.port=0");
    try (App run = start.start("run")) {
      await().atMost(PATIENCE).until(() -> run.err().contains(" records from "));

      assertThat(temporary).isEmptyDirectory();
    }
  }

  @Test
  void aPortOfRestThatIsTakenEndsItWithItsReason() throws Exception {
    App run =
        App.Start.in(directory)
            .with("-Dmbus.on-demand=rest", "-Dmbus.rest.port=" + gateway.port())
            .run();

    assertThat(run.err())
        .contains("REST cannot use port " + gateway.port(), "mbus.rest.port")
        .doesNotContain("\tat ");
    assertThat(run.exitCode()).isEqualTo(2);
  }

  @Test
  void aWrongSettingEndsItWithItsReason() throws Exception {
    App run = App.Start.in(directory).with("-Dmbus.meters=secondary=Flat3").run();

    assertThat(run.err()).contains("a secondary address is 8 digits").doesNotContain("\tat ");
    assertThat(run.out()).isEmpty();
    assertThat(run.exitCode()).isEqualTo(2);
  }

  @Test
  void withoutMetersTheLineIsSearchedAndWhatIsFoundIsPolledAndKept() throws Exception {
    try (SimulatorServer house = serveSmallHouse(0)) {
      try (App run = startSearching(house.port())) {
        await().atMost(PATIENCE).until(() -> lines(".jsonl").size() >= 2);
        assertThat(run.err())
            .contains("searching for meters by secondary addresses")
            .contains("found meter 1234567824232804 (HYD, heat, primary address 1)")
            .contains("found 2 meters");
      }
      Path inventory = directory.resolve("readings/inventory.json");
      String saved = Files.readString(inventory);
      assertThat(App.json(saved).get("meters"))
          .extracting(meter -> meter.get("secondaryAddress").asText())
          .containsExactlyInAnyOrder("1234567824232804", "2345678924232807");
      Files.writeString(
          inventory,
          saved.replace("\"1234567824232804\",", "\"1234567824232804\", \"name\": \"Flat 3\","));
      int before = lines(".jsonl").size();

      try (App run = startSearching(house.port())) {
        await().atMost(PATIENCE).until(() -> run.err().contains("found 2 meters"));
        await().atMost(PATIENCE).until(() -> lines(".jsonl").size() >= before + 2);

        // The known meters are polled at once, while the line is searched.
        assertThat(run.err().indexOf("12345678: 1 records"))
            .isBetween(0, run.err().indexOf("found 2 meters"));
        assertThat(lines(".jsonl").subList(before, before + 2))
            .anyMatch(reading -> App.json(reading).at("/meter/name").asText().equals("Flat 3"));
      }
    }
  }

  @Test
  void aLineThatIsAwayAtTheStartIsSearchedWhenItIsThere() throws Exception {
    int port;
    try (SimulatorServer house = serveSmallHouse(0)) {
      port = house.port();
    }
    try (App run = startSearching(port)) {
      await().atMost(PATIENCE).until(() -> run.err().contains("refused the connection"));
      assertThat(run.isRunning()).isTrue();

      try (SimulatorServer house = serveSmallHouse(port)) {
        await().atMost(PATIENCE).until(() -> lines(".jsonl").size() >= 2);
      }
      assertThat(run.err()).doesNotContain("\tat ");
    }
  }

  @Test
  void aLineOnWhichNoMeterAnswersIsSaidWithWhatHelpsAndRunGoesOn() throws Exception {
    Path empty = Files.writeString(directory.resolve("empty.json"), "{\"meters\": []}");
    try (SimulatorServer nobody = SimulatorServer.start(House.read(empty), 0, SPEED);
        App run = startSearching(nobody.port())) {
      // A gateway may delay each octet by seconds: silence is believed after the longest waits.
      await()
          .atMost(PATIENCE.multipliedBy(2))
          .until(() -> run.err().contains("no meter answers at"));

      assertThat(run.err())
          .contains("Check that the bus has power", "baudRate", "The next search is in 30 s");
      assertThat(run.isRunning()).isTrue();
    }
  }

  @Test
  void fullDiskIsReportedForBothFilesAndLeavesNoRowInPart() throws Exception {
    App.Start start =
        App.Start.in(directory)
            .with(
                "-Dmbus.line=tcp://localhost:" + gateway.port(),
                "-Dmbus.meters=" + Gateway.ALL_METERS,
                "-Dmbus.delay=100ms",
                "-Dmbus.archive=none");
    try (App run = start.startWithFilesUpTo(48, "run")) {
      run.awaitErr("route csv failed: Cannot store file");
      run.awaitErr("route json failed: Cannot store file");
    }
    long readings = lines(".jsonl").stream().filter(line -> line.endsWith("}")).count();

    try (App run = start.start("run")) {
      await().atMost(PATIENCE).until(() -> lines(".jsonl").size() > readings + METERS);
    }

    assertThat(lines(".jsonl")).extracting(App::json).hasSizeGreaterThan(METERS);
    assertThat(lines(".csv")).allSatisfy(row -> assertThat(row.split(",", -1)).hasSize(12));
  }

  private SimulatorServer serveSmallHouse(int port) throws IOException {
    Path house = Files.writeString(directory.resolve("small.json"), SMALL_HOUSE);
    return SimulatorServer.start(House.read(house), port, SPEED);
  }

  private App startSearching(int port) throws IOException {
    return App.Start.in(directory)
        .with(
            "-Dmbus.line=tcp://localhost:" + port,
            "-Dmbus.delay=1s",
            "-Dcamel.component.mbus.configuration.baud-rate=38400",
            "-Dcamel.component.mbus.configuration.response-timeout=50")
        .start();
  }

  private void pollUntilWritten(int readings) throws Exception {
    try (App run = start(directory.resolve("readings")).start("run")) {
      await().atMost(PATIENCE).until(() -> lines(".jsonl").size() >= readings);
      assertThat(run.isRunning()).isTrue();
    }
  }

  private App.Start start(Path readings) {
    return App.Start.in(directory)
        .with(
            "-Dmbus.line=tcp://localhost:" + gateway.port(),
            "-Dmbus.meters=" + Gateway.ALL_METERS,
            "-Dmbus.delay=1s",
            "-Dmbus.directory=" + readings);
  }

  private static void assertThatRowIs(CSVRecord row, JsonNode reading, JsonNode record) {
    assertThat(row.get("readAt")).isEqualTo(reading.get("readAt").asText());
    assertThat(row.get("meterId")).isEqualTo(reading.at("/meter/id").asText());
    assertThat(row.get("key")).isEqualTo(record.get("key").asText());
    assertThat(row.get("quality")).isEqualTo(record.get("quality").asText());
    assertThat(row.get("unit")).isEqualTo(record.path("unit").asText());
    if (record.get("value").isNumber()) {
      assertThat(row.get("value")).matches("-?\\d+(\\.\\d+)?");
      assertThat(record.get("value").decimalValue()).isEqualByComparingTo(row.get("value"));
    }
  }

  /** The files of a kind, one for each day: two where the test runs over midnight. */
  private List<Path> files(String ending) throws IOException {
    Path readings = directory.resolve("readings");
    if (!Files.exists(readings)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(readings)) {
      String name = "\\d{4}-\\d\\d-\\d\\d\\" + ending;
      return files.filter(file -> file.getFileName().toString().matches(name)).sorted().toList();
    }
  }

  private List<String> lines(String ending) throws IOException {
    List<String> lines = new ArrayList<>();
    for (Path file : files(ending)) {
      lines.addAll(Files.readAllLines(file));
    }
    return lines;
  }

  private static List<CSVRecord> rows(Path file) throws IOException {
    CSVFormat format = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();
    try (CSVParser parser = CSVParser.parse(file, StandardCharsets.UTF_8, format)) {
      return parser.getRecords();
    }
  }
}
