package io.github.camelmbus.example;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelmbus.simulator.House;
import io.github.camelmbus.simulator.SimulatorServer;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScanIT {
  /** Of a real line a meter would need ten times that. */
  private static final String WINDOW = "40ms";

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

  private static SimulatorServer gateway;

  @TempDir Path directory;

  @BeforeAll
  static void serveTheHouse() {
    gateway = SimulatorServer.start(House.named("house"), 0, 50);
  }

  @AfterAll
  static void endTheHouse() {
    gateway.close();
  }

  @Test
  void bothSearchesTellEachMeterOnceAndTheAddressThatTwoShare() throws Exception {
    App scan = scan(line(), "--timeout", WINDOW);

    assertThat(ids(scan)).containsExactlyInAnyOrder(HOUSE);
    assertThat(events(scan, "finding"))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.get("kind").asText()).isEqualTo("collision");
              assertThat(finding.get("where").asText()).isEqualTo("0");
              assertThat(finding.get("text").asText()).contains("several meters answer at once");
            });
    JsonNode last = scan.json().get(scan.json().size() - 1);
    assertThat(last.get("event").asText()).isEqualTo("summary");
    assertThat(last.get("found").asInt()).isEqualTo(11);
    assertThat(last.get("probes").asInt()).isBetween(251 + 30, 251 + 60);
    assertThat(last.get("seconds").asDouble()).isPositive();
    assertThat(last.get("complete").asBoolean()).isTrue();
    assertThat(scan.err()).isEmpty();
    assertThat(scan.exitCode()).isZero();
  }

  @Test
  void aMeterIsToldWithAllThatIsKnownOfIt() throws Exception {
    App scan = scan(line(), "--mask", "5041FFFF", "--timeout", WINDOW);

    // 50418823 HYD version 40 type 4: HYD is 2324h, octets as sent 24 23 28 04.
    JsonNode meter = events(scan, "found").get(0);
    assertThat(meter.get("secondaryAddress").asText()).isEqualTo("5041882324232804");
    assertThat(meter.get("primaryAddress").asInt()).isZero();
    assertThat(meter.get("id").asText()).isEqualTo("50418823");
    assertThat(meter.get("manufacturer").asText()).isEqualTo("HYD");
    assertThat(meter.get("version").asInt()).isEqualTo(40);
    assertThat(meter.get("deviceType").asText()).isEqualTo("heat");
    assertThat(meter.get("mask").asText()).isEqualTo("5041FFF3FFFFFFFF");
    assertThat(meter.get("responseTimeMillis").asInt()).isBetween(0, 40);
    assertThat(meter.has("baudRate")).isFalse();
    assertThat(ids(scan)).containsExactlyInAnyOrder("50418823", "50418825");
  }

  @Test
  void aTableShowsMetersAndFindingsInWords() throws Exception {
    App scan = scan(line(), "--primary", "--no-json", "--timeout", WINDOW);

    assertThat(scan.out())
        .containsPattern("^address +primary +manufacturer +version +device type +ms\n")
        .containsPattern("\n713504122D2C400D +12 +KAM +64 +heat-cooling +[0-9]+\n")
        .contains("collision: address 0: several meters answer at once")
        .containsPattern("\n9 meters found with 25[0-9] probes in [0-9.]+ s\n$")
        .doesNotContain("\r");
    assertThat(scan.err()).isEmpty();
  }

  @Test
  void ctrlCEndsAtTheNextProbeAndKeepsWhatWasFound() throws Exception {
    try (SimulatorServer slow = SimulatorServer.start(House.named("house"), 0, 1);
        App scan = start().start("scan", "tcp://localhost:" + slow.port(), "--secondary")) {
      scan.awaitOut("\"event\":\"found\"");

      scan.interrupt();

      JsonNode last = scan.json().get(scan.json().size() - 1);
      assertThat(last.get("event").asText()).isEqualTo("summary");
      assertThat(last.get("complete").asBoolean()).isFalse();
      assertThat(last.get("found").asInt()).isPositive().isLessThan(11);
      assertThat(scan.err()).isEmpty();
      assertThat(scan.exitCode()).isEqualTo(130);
    }
  }

  @Test
  void anEmptyBusIsAFindingThatSaysWhatToTry() throws Exception {
    try (SimulatorServer empty = serve("{\"meters\": []}")) {
      App scan = scan("tcp://localhost:" + empty.port(), "--secondary", "--timeout", WINDOW);

      JsonNode finding = events(scan, "finding").get(0);
      assertThat(finding.get("kind").asText()).isEqualTo("silent");
      assertThat(finding.get("text").asText()).contains("2400 bit/s", "--baud auto", "--timeout");
      assertThat(scan.exitCode()).isEqualTo(1);
    }
  }

  @Test
  void autoTriesBaudRatesUntilMetersAnswer() throws Exception {
    Path house =
        Files.writeString(
            directory.resolve("slow.json"),
            """
            {"line": {"baudRate": 300},
             "meters": [{"id": "12345678", "manufacturer": "HYD", "version": 1, "deviceType": 7,
               "records": [{"dib": "01", "vib": "13", "model": "constant", "value": 1}]}]}
            """);

    App scan = scan("sim:" + house, "--secondary", "--baud", "auto");

    assertThat(ids(scan)).containsExactly("12345678");
    assertThat(events(scan, "found").get(0).get("baudRate").asInt()).isEqualTo(300);
    assertThat(scan.exitCode()).isZero();
  }

  @Test
  void aHostileHouseEndsWithFindings() throws Exception {
    try (SimulatorServer hostile = SimulatorServer.start(House.named("hostile"), 0, 50)) {
      App scan = scan("tcp://localhost:" + hostile.port(), "--secondary", "--timeout", WINDOW);

      assertThat(events(scan, "finding"))
          .extracting(finding -> finding.get("kind").asText())
          .contains("silent");
      assertThat(events(scan, "found")).hasSizeGreaterThan(5);
      assertThat(scan.err()).isEmpty();
    }
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

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --mask      | 12   | 8 digits
          --baud      | fast | auto
          """)
  void whatCannotBeMeantIsAnsweredWithWhatCan(String option, String value, String answer)
      throws Exception {
    App scan = scan(line(), option, value);

    assertThat(scan.err()).contains(answer).doesNotContain("\tat ");
    assertThat(scan.out()).isEmpty();
    assertThat(scan.exitCode()).isEqualTo(2);
  }

  private SimulatorServer serve(String house) throws Exception {
    return SimulatorServer.start(
        House.read(Files.writeString(directory.resolve("house.json"), house)), 0, 50);
  }

  private static List<JsonNode> events(App scan, String event) {
    return scan.json().stream().filter(line -> line.get("event").asText().equals(event)).toList();
  }

  private static List<String> ids(App scan) {
    return events(scan, "found").stream().map(meter -> meter.get("id").asText()).toList();
  }

  private static String line() {
    return "tcp://localhost:" + gateway.port();
  }

  private App.Start start() {
    return App.Start.in(directory);
  }

  private App scan(String... arguments) throws Exception {
    String[] command = new String[arguments.length + 1];
    command[0] = "scan";
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    return start().run(command);
  }
}
