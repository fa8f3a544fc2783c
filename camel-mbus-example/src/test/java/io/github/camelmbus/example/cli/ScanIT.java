package io.github.camelmbus.example.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelmbus.simulator.House;
import io.github.camelmbus.simulator.SimulatorServer;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Scans wait for meters that are not there: their tests run side by side, and begin first, as the
 * longest would else be left at the end, with nothing beside it.
 */
@Order(1)
@Execution(ExecutionMode.CONCURRENT)
class ScanIT {
  /** Sixteen times 2400 bit/s are the 38400 bit/s that the scans are told. */
  private static final double SPEED = 16;

  private static final List<String> FAST = List.of("--baud", "38400", "--timeout", "50ms");

  private static final String[] HOUSE = {
    "50418823",
    "50418825",
    "64208831",
    "64208832",
    "71350410",
    "71350412",
    "71350415",
    "71350417",
    "71412274",
    "71412275",
    "71412276"
  };

  @TempDir Path directory;
  private SimulatorServer gateway;

  @BeforeEach
  void serveTheHouse() {
    gateway = SimulatorServer.start(House.named("house"), 0, SPEED);
  }

  @AfterEach
  void endTheHouse() {
    gateway.close();
  }

  @Test
  void bothSearchesTellEachMeterOnceAndTheAddressThatTwoShare() throws Exception {
    App scan = scanAll("sim:house");

    assertThat(ids(scan)).containsExactlyInAnyOrder(HOUSE);
    assertThat(events(scan, "finding"))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.get("kind").asText()).isEqualTo("collision");
              assertThat(finding.get("where").asText()).isEqualTo("0");
              assertThat(finding.get("text").asText())
                  .contains("address 0: 2 meters have it", "set-address");
            });
    assertThat(events(scan, "progress")).isNotEmpty();
    JsonNode last = last(scan);
    assertThat(last.get("event").asText()).isEqualTo("summary");
    assertThat(last.get("found").asInt()).isEqualTo(11);
    // 30 of the secondary search; SND_NKE and REQ_UD2 to each silent primary address
    assertThat(last.get("probes").asInt()).isGreaterThanOrEqualTo(2 * 240 + 30);
    assertThat(last.get("seconds").asDouble()).isPositive();
    assertThat(last.get("complete").asBoolean()).isTrue();
    assertThat(scan.err()).isEmpty();
    assertThat(scan.exitCode()).isZero();
  }

  @Test
  void whatIsSavedIsAskedFirstLaterAndKeepsWhatPeopleWrote() throws Exception {
    Path file = directory.resolve("meters.json");
    Files.writeString(
        file,
        """
        {"building": "North",
         "meters": [{"secondaryAddress": "50418823", "name": "Flat 3 heat"},
                    {"secondaryAddress": "99999999"}]}
        """);

    App verify = scan(line(), "--known", file.toString(), "--verify", "--save", file.toString());

    assertThat(ids(verify)).containsExactly("50418823");
    assertThat(events(verify, "finding"))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.get("kind").asText()).isEqualTo("silent");
              assertThat(finding.get("where").asText()).startsWith("99999999");
            });
    assertThat(verify.exitCode()).isEqualTo(1);
    JsonNode saved = App.json(Files.readString(file));
    assertThat(saved.get("building").asText()).isEqualTo("North");
    assertThat(saved.at("/meters/0/name").asText()).isEqualTo("Flat 3 heat");
    assertThat(saved.at("/meters/0/lastSeen").asText()).isNotEmpty();
    assertThat(saved.at("/meters/1/missing").asBoolean()).isTrue();
  }

  @Test
  void metersOfAMaskAreSavedWithAllThatIsKnownAndReadByName() throws Exception {
    Path file = directory.resolve("meters.json");
    App scan = scan(line(), "--mask", "7135041F", "--save", file.toString());
    assertThat(scan.exitCode()).isZero();
    assertThat(ids(scan)).containsExactlyInAnyOrder("71350410", "71350412", "71350415", "71350417");
    JsonNode meter = events(scan, "found").get(0);
    // KAM is 2C2Dh, so with version 64 and device type 13 the octets as sent are 2D 2C 40 0D.
    assertThat(meter.get("secondaryAddress").asText()).isEqualTo("713504102D2C400D");
    assertThat(meter.get("primaryAddress").asInt()).isEqualTo(10);
    assertThat(meter.get("manufacturer").asText()).isEqualTo("KAM");
    assertThat(meter.get("version").asInt()).isEqualTo(64);
    assertThat(meter.get("deviceType").asText()).isEqualTo("heat-cooling");
    assertThat(meter.get("mask").asText()).isEqualTo("71350410FFFFFFFF");
    assertThat(meter.get("responseTimeMillis").asInt()).isNotNegative();
    String saved = Files.readString(file);
    assertThat(App.json(saved).get("meters")).hasSize(4);
    Files.writeString(
        file, saved.replaceFirst("(\"7135\\d{4}2D2C400D\",)", "$1\"name\":\"Hall\","));

    App read = run("read", line(), "--baud", "38400", "--inventory", file.toString());

    assertThat(read.json()).hasSize(4);
    assertThat(read.json().get(0).at("/meter/name").asText()).isEqualTo("Hall");
    assertThat(read.json()).allMatch(reading -> !reading.get("records").isEmpty());
    assertThat(read.exitCode()).isZero();
  }

  /** One meter of the inventory is there, one came back, one is gone, and one was not known. */
  @Test
  void aScanIntoAnInventoryEndsWithWhatHasChanged() throws Exception {
    Path file = directory.resolve("meters.json");
    Files.writeString(
        file,
        """
        {"meters": [{"secondaryAddress": "71350410", "name": "Hall"},
                    {"secondaryAddress": "71350412", "name": "Roof", "missing": true},
                    {"secondaryAddress": "71350415"},
                    {"secondaryAddress": "71350499", "name": "Attic"}]}
        """);
    String[] options = {"--mask", "7135041F", "--save", file.toString()};
    String[] all = {"--mask", "713504FF", "--save", file.toString()};

    App scan = scan(line(), all);
    List<String> lines = scan.out().lines().toList();
    assertThat(lines.subList(lines.size() - 4, lines.size() - 1))
        .containsExactly(
            "{\"event\":\"missing\",\"address\":\"71350499\",\"name\":\"Attic\"}",
            "{\"event\":\"back\",\"address\":\"71350412\",\"name\":\"Roof\"}",
            "{\"event\":\"new\",\"address\":\"713504172D2C400D\"}");
    assertThat(last(scan).get("event").asText()).isEqualTo("summary");
    assertThat(events(scan, "found"))
        .filteredOn(found -> found.get("id").asText().equals("71350410"))
        .singleElement()
        .satisfies(found -> assertThat(found.get("name").asText()).isEqualTo("Hall"));

    App again = scan(line(), all);
    assertThat(again.json())
        .extracting(event -> event.get("event").asText())
        .doesNotContain("missing", "back", "new");

    Files.writeString(file, Files.readString(file).replace("713504172D2C400D", "713504182D2C400D"));
    List<String> table = new ArrayList<>(Arrays.asList(withFast(options)));
    table.add("--no-json");
    App shown = run(command(line(), table.toArray(String[]::new)));
    assertThat(shown.out()).containsPattern("71350410.* Hall\n");
    assertThat(shown.err().lines())
        .containsExactly(
            "meter 713504182D2C400D is missing",
            "meter 713504172D2C400D is new at primary address 17, in place of meter"
                + " 713504182D2C400D, which is missing");
  }

  @Test
  void aPrimaryScanMarksAKnownMeterThatIsGoneAndNoneAtAnAddressThatTwoShare() throws Exception {
    String house =
        """
        {"line": {"baudRate": 2400},
         "templates": {"water": {"manufacturer": "HYD", "version": 1, "deviceType": 7,
           "manufacturerData": "%s",
           "records": [{"dib": "01", "vib": "13", "model": "constant", "value": 1}]}},
         "meters": [{"id": "11111111", "template": "water", "primaryAddress": 5},
                    {"id": "22222222", "template": "water", "primaryAddress": 9},
                    {"id": "33333333", "template": "water", "primaryAddress": 9}]}
        """
            .formatted("00 ".repeat(100).strip());
    Path served = Files.writeString(directory.resolve("house.json"), house);
    Path file = directory.resolve("meters.json");
    Files.writeString(
        file,
        """
        {"meters": [{"primaryAddress": 5}, {"primaryAddress": 7, "name": "Attic"},
                    {"secondaryAddress": "22222222", "primaryAddress": 9}]}
        """);
    App scan =
        scanAll(
            "sim:" + served, "--primary", "--known", file.toString(), "--save", file.toString());

    assertThat(events(scan, "missing"))
        .singleElement()
        .hasToString("{\"event\":\"missing\",\"address\":\"7\",\"name\":\"Attic\"}");
    assertThat(scan.exitCode()).isEqualTo(1);
    JsonNode saved = App.json(Files.readString(file));
    assertThat(saved.at("/meters/0/missing").asBoolean()).isFalse();
    assertThat(saved.at("/meters/1/missing").asBoolean()).isTrue();
    assertThat(saved.at("/meters/2/missing").asBoolean()).isFalse();
  }

  @Test
  void allMetersThatASearchFindsAreRead() throws Exception {
    List<String> command = new ArrayList<>(List.of("read", line()));
    command.addAll(Arrays.asList(withFast("--all")));

    App read = run(command.toArray(String[]::new));

    assertThat(read.json())
        .extracting(reading -> reading.at("/meter/id").asText())
        .containsExactlyInAnyOrder(HOUSE);
    assertThat(read.err()).isEmpty();
    assertThat(read.exitCode()).isZero();
  }

  @Test
  void metersAreReadBesideOneOfWhichNoTelegramIsGood() throws Exception {
    String house =
        """
        {"line": {"baudRate": 2400},
         "templates": {"water": {"manufacturer": "HYD", "version": 1, "deviceType": 7,
           "records": [{"dib": "01", "vib": "13", "model": "constant", "value": 1}]}},
         "meters": [{"id": "11111111", "template": "water"},
                    {"id": "22222222", "template": "water",
                     "faults": {"checksum": {"probability": 1}}}]}
        """;
    Path served = Files.writeString(directory.resolve("house.json"), house);

    App read = run("read", "sim:" + served, "--all");

    assertThat(read.json())
        .extracting(reading -> reading.at("/meter/id").asText())
        .containsExactly("11111111");
    assertThat(read.err()).contains("none of its telegrams is good", "meters may be missing");
    assertThat(read.exitCode()).isEqualTo(1);
  }

  @Test
  void ctrlCKeepsWhatWasFoundAndALaterScanGoesOn() throws Exception {
    Path state = directory.resolve("state");
    Path file = directory.resolve("meters.json");
    String[] options = {"--state", state.toString(), "--save", file.toString(), "--secondary"};
    // As slow as a real bus, so that the search is still on its way when it is interrupted.
    try (SimulatorServer slow = SimulatorServer.start(House.named("house"), 0, 1)) {
      assertGoesOn(state, file, command("tcp://localhost:" + slow.port(), options));
    }
  }

  private void assertGoesOn(Path state, Path file, String[] command) throws Exception {
    App cut = start(command);
    cut.awaitOut("\"event\":\"found\"");
    cut.interrupt();

    JsonNode last = last(cut);
    assertThat(last.get("event").asText()).isEqualTo("summary");
    assertThat(last.get("complete").asBoolean()).isFalse();
    int found = last.get("found").asInt();
    assertThat(found).isBetween(1, 10);
    assertThat(App.json(Files.readString(file)).get("meters")).hasSize(found);
    assertThat(cut.err()).isEmpty();
    assertThat(cut.exitCode()).isEqualTo(130);

    App resumed = run(command);

    assertThat(ids(resumed)).containsExactlyInAnyOrder(HOUSE);
    assertThat(resumed.err()).contains("resuming the scan of");
    assertThat(resumed.exitCode()).isZero();
    assertThat(state).doesNotExist();
    assertThat(App.json(Files.readString(file)).get("meters")).hasSize(11);
  }

  @Test
  void aFileThatIsNoStateOfThisScanIsLeftAlone() throws Exception {
    Path inventory = Files.writeString(directory.resolve("meters.json"), "{\"meters\":[]}\n");
    Path other =
        Files.writeString(directory.resolve("state"), "{\"scan\":\"COM3\",\"baudRate\":2400}\n");

    for (Path file : List.of(inventory, other)) {
      String before = Files.readString(file);
      App scan = run("scan", line(), "--secondary", "--state", file.toString());

      assertThat(scan.err()).contains(file + " is not the state of this scan", line());
      assertThat(scan.out()).isEmpty();
      assertThat(scan.exitCode()).isEqualTo(2);
      assertThat(file).hasContent(before);
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void outputThatCannotBeWrittenIsSaid() throws Exception {
    App scan =
        App.Start.in(directory).runInto(Path.of("/dev/full"), command(line(), "--secondary"));

    assertThat(scan.err()).contains("the output cannot be written: No space left on device");
    assertThat(scan.exitCode()).isEqualTo(2);
  }

  @Test
  void anEmptyBusIsAFindingThatSaysWhatToTry() throws Exception {
    try (SimulatorServer empty = serve("{\"meters\": []}")) {
      App scan = scan("tcp://localhost:" + empty.port(), "--secondary");

      JsonNode finding = events(scan, "finding").get(0);
      assertThat(finding.get("kind").asText()).isEqualTo("silent");
      assertThat(finding.get("text").asText()).contains("power", "baud rate", "--baud auto");
      assertThat(last(scan).get("found").asInt()).isZero();
      assertThat(scan.exitCode()).isEqualTo(1);
    }
  }

  @Test
  void autoTriesBaudRatesUntilMetersAnswer() throws Exception {
    assertFoundAt300("sim:" + slowHouse());
  }

  @Test
  void autoTriesBaudRatesThroughAGatewayWithRfc2217() throws Exception {
    try (PortServer gateway = new PortServer(slowHouse().toString())) {
      assertFoundAt300(gateway.line());
    }
  }

  private Path slowHouse() throws IOException {
    return Files.writeString(
        directory.resolve("slow.json"),
        """
        {"line": {"baudRate": 300},
         "meters": [{"id": "12345678", "manufacturer": "HYD", "version": 1, "deviceType": 7,
           "records": [{"dib": "01", "vib": "13", "model": "constant", "value": 1}]}]}
        """);
  }

  private void assertFoundAt300(String line) throws Exception {
    App scan = run("scan", line, "--secondary", "--baud", "auto", "--timeout", "100ms");

    assertThat(ids(scan)).containsExactly("12345678");
    assertThat(events(scan, "found").get(0).get("baudRate").asInt()).isEqualTo(300);
    assertThat(scan.err()).isEmpty();
    assertThat(scan.exitCode()).isZero();
  }

  @Test
  void knownMetersAreVerifiedAtTheirOwnBaudRates() throws Exception {
    Path house =
        Files.writeString(
            directory.resolve("mixed.json"),
            """
            {"templates": {"water": {"manufacturer": "HYD", "version": 1, "deviceType": 7,
               "records": [{"dib": "01", "vib": "13", "model": "constant", "value": 1}]}},
             "meters": [{"id": "11111111", "template": "water", "baudRate": 300},
                        {"id": "22222222", "template": "water"}]}
            """);
    Path known =
        Files.writeString(
            directory.resolve("known.json"),
            """
            {"meters": [{"secondaryAddress": "11111111", "baudRate": 300},
                        {"secondaryAddress": "22222222"}]}
            """);

    App verified = run("scan", "sim:" + house, "--known", known.toString(), "--verify");

    assertThat(ids(verified)).containsExactly("22222222", "11111111");
    assertThat(events(verified, "found"))
        .extracting(found -> found.get("baudRate").asInt())
        .containsExactly(2400, 300);
    assertThat(events(verified, "finding")).isEmpty();
    assertThat(verified.exitCode()).isZero();

    // A search at one rate says nothing about a meter of another.
    App searched =
        run(
            "scan",
            "sim:" + house,
            "--secondary",
            "--known",
            known.toString(),
            "--save",
            known.toString());

    assertThat(ids(searched)).containsExactly("22222222");
    assertThat(events(searched, "finding")).isEmpty();
    assertThat(searched.exitCode()).isZero();
    assertThat(Files.readString(known)).doesNotContain("missing");
  }

  @Test
  void faultyMetersAreFindingsAndTheOthersAreFound() throws Exception {
    String house =
        """
        {"line": {"baudRate": 2400, "echo": true},
         "templates": {"water": {"manufacturer": "HYD", "version": 1, "deviceType": 7,
           "records": [{"dib": "01", "vib": "13", "model": "constant", "value": 1}]}},
         "meters": [{"id": "12345678", "template": "water"},
                    {"id": "12345679", "template": "water"},
                    {"id": "12345687", "template": "water", "faults": {"mute": true}}]}
        """;
    App scan = scan(simulated(house), "--secondary");

    assertThat(ids(scan)).containsExactlyInAnyOrder("12345678", "12345679");
    assertThat(events(scan, "finding"))
        .extracting(finding -> finding.get("kind").asText())
        .contains("silent", "echo");
    assertThat(scan.exitCode()).isZero();
  }

  /** Two of three explain all that was heard, so the third shows where it is looked for. */
  @Test
  void idsWithLettersBesideOthersAreFoundOnRequest() throws Exception {
    String meter =
        """
        {"id": "%s", "manufacturer": "KAM", "version": 64, "deviceType": 13,
         "records": [{"dib": "04", "vib": "06", "model": "constant", "value": 7}]}
        """;
    String house =
        "{\"line\": {\"baudRate\": 2400}, \"meters\": [%s, %s, %s]}"
            .formatted(
                meter.formatted("12345672"),
                meter.formatted("12345673"),
                meter.formatted("1234567B"));
    String line = simulated(house);

    assertThat(ids(scan(line, "--secondary"))).containsExactly("12345672", "12345673");
    assertThat(ids(scan(line, "--letters")))
        .containsExactlyInAnyOrder("12345672", "12345673", "1234567B");
  }

  @Test
  void aGatewayThatIsDownIsSaidOnce() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }

    App scan = scan("tcp://localhost:" + port);

    assertThat(scan.out()).isEmpty();
    assertThat(scan.err().lines()).singleElement().asString().contains("refused the connection");
    assertThat(scan.exitCode()).isEqualTo(2);
  }

  /** CommandLinesTest has more, without a process. */
  @Test
  void whatCannotBeMeantIsAnsweredBeforeTheSearch() throws Exception {
    App scan = run("scan", line(), "--save", "no/such/folder/file.json");

    assertThat(scan.err()).contains("there is no").doesNotContain("\tat ");
    assertThat(scan.out()).isEmpty();
    assertThat(scan.exitCode()).isEqualTo(2);
  }

  /**
   * A line for scans that meet much silence. It has no delay to measure, so hundreds of silent
   * addresses do not take minutes on a busy machine.
   */
  private String simulated(String house) throws IOException {
    String fast = house.replace("\"baudRate\": 2400", "\"baudRate\": 38400");
    return "sim:" + Files.writeString(directory.resolve("fast.json"), fast);
  }

  private SimulatorServer serve(String house) throws Exception {
    return SimulatorServer.start(
        House.read(Files.writeString(directory.resolve("house.json"), house)), 0, SPEED);
  }

  private static List<JsonNode> events(App scan, String event) {
    return scan.json().stream().filter(line -> line.get("event").asText().equals(event)).toList();
  }

  private static JsonNode last(App scan) {
    List<JsonNode> lines = scan.json();
    return lines.get(lines.size() - 1);
  }

  private static List<String> ids(App scan) {
    return events(scan, "found").stream().map(meter -> meter.get("id").asText()).toList();
  }

  private String line() {
    return "tcp://localhost:" + gateway.port();
  }

  private App scan(String line, String... options) throws Exception {
    return run(command(line, withFast(options)));
  }

  /**
   * A scan of all primary addresses, at 2400 bit/s. There a long telegram takes 0.6 s, and a pause
   * of a busy machine is a small part of it. At 38400 bit/s such a pause looks like a gateway that
   * collects telegrams, after which each of 240 silences is waited for 0.8 s.
   */
  private App scanAll(String line, String... options) throws Exception {
    List<String> command = new ArrayList<>(List.of("scan", line, "--timeout", "60ms"));
    command.addAll(Arrays.asList(options));
    return run(command.toArray(String[]::new));
  }

  private static String[] withFast(String... options) {
    List<String> all = new ArrayList<>(FAST);
    all.addAll(Arrays.asList(options));
    return all.toArray(String[]::new);
  }

  private static String[] command(String line, String... options) {
    List<String> command = new ArrayList<>(List.of("scan", line));
    command.addAll(Arrays.asList(options));
    return command.toArray(String[]::new);
  }

  private App run(String... command) throws Exception {
    return App.Start.in(directory).run(command);
  }

  private App start(String... command) throws Exception {
    return App.Start.in(directory).start(command);
  }
}
