package io.github.camelmbus.example.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelmbus.simulator.House;
import io.github.camelmbus.simulator.SimulatorServer;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadIT {
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
  void metersComeInTheOrderAsked() throws Exception {
    App read = read(line(), "--primary", "12,15", "--secondary", "50418825", "--primary", "10");

    assertThat(read.json())
        .extracting(reading -> reading.at("/meter/id").asText())
        .containsExactly("71350412", "71350415", "50418825", "71350410");
    assertThat(read.json()).allMatch(reading -> reading.at("/line").asText().equals(line()));
    assertThat(read.exitCode()).isZero();
    assertThat(read.err()).isEmpty();
  }

  @Test
  void aMeterThatIsNotThereIsAnErrorInItsPlace() throws Exception {
    App read = read(line(), "--primary", "11-12", "--retries", "1", "--timeout", "500ms");

    assertThat(read.json()).hasSize(2);
    assertThat(read.json().get(0).at("/error/code").asText()).isEqualTo("no-answer");
    assertThat(read.json().get(0).at("/error/message").asText()).contains("address 11");
    assertThat(read.json().get(1).at("/meter/id").asText()).isEqualTo("71350412");
    assertThat(read.exitCode()).isEqualTo(1);
  }

  /** Quarkus would start all that {@code run} has, and take most of the time of a command. */
  @Test
  void theLineOfTheSettingsIsReadWithoutQuarkus() throws Exception {
    assumeTrue(App.file().endsWith(".jar"), "what is loaded shows in Java only");
    Path config = Files.createDirectory(directory.resolve("config"));
    Files.writeString(
        config.resolve("application.properties"),
        "mbus.line=" + line() + "\ncamel.component.mbus.lines.cellar={{mbus.line}}\n");
    App read =
        App.Start.in(directory)
            .with("-Xlog:class+load:file=classes.txt")
            .run("read", "cellar", "--primary", "12");

    assertThat(read.json().get(0).at("/meter/id").asText()).isEqualTo("71350412");
    assertThat(read.err()).isEmpty();
    // Of a line as [0.1s][info][class,load] NAME source: ... the name.
    assertThat(Files.readAllLines(directory.resolve("classes.txt")))
        .extracting(loaded -> loaded.split(" ")[1])
        .contains("io.github.camelmbus.camel.MBusComponent")
        .doesNotContain(
            "io.quarkus.runner.ApplicationImpl", "org.apache.camel.component.kafka.KafkaComponent");
  }

  /** Each of the six meters takes less than the command timeout, and all of them more. */
  @Test
  void manyMetersMayTakeLongerThanOne() throws Exception {
    App read =
        App.Start.in(directory)
            .with("-Dcamel.component.mbus.command-timeout=5s")
            .run("read", "sim:house", "--primary", "20-24,12", "--timeout", "1s", "--retries", "0");

    assertThat(read.json()).hasSize(6);
    assertThat(read.json().get(5).at("/meter/id").asText()).isEqualTo("71350412");
  }

  /**
   * Telegram of 12345678, CI 72, configuration 0510h: mode 5 and one block, which is that of {@code
   * DecryptionTest}, its first record the energy 12345 kWh.
   */
  private static final String ENCRYPTED =
      "681F1F6808017278563412242328042A00100582E9C74DACF4CD7681ECCC267F5FC911BA16";

  @Test
  void metersOfAnInventoryAreReadAsItSays() throws Exception {
    Path house =
        Files.writeString(
            directory.resolve("mixed.json"),
            """
            {"templates": {"water": {"manufacturer": "HYD", "version": 1, "deviceType": 7,
               "records": [{"dib": "01", "vib": "13", "model": "constant", "value": 1}]}},
             "meters": [
               {"id": "11111111", "template": "water", "primaryAddress": 1, "baudRate": 300},
               {"id": "22222222", "template": "water", "primaryAddress": 2},
               {"id": "12345678", "manufacturer": "HYD", "version": 40, "deviceType": 4,
                "primaryAddress": 3, "telegrams": ["%s"]}]}
            """
                .formatted(ENCRYPTED));
    String key = "000102030405060708090A0B0C0D0E0F";
    Path inventory =
        Files.writeString(
            directory.resolve("meters.json"),
            """
            {"meters": [
               {"primaryAddress": 1, "name": "Old one", "baudRate": 300},
               {"secondaryAddress": "22222222", "name": "Kitchen"},
               {"primaryAddress": 9, "name": "Attic", "responseTimeout": 700},
               {"secondaryAddress": "12345678", "name": "Flat 3", "secretKey": "%s"}]}
            """
                .formatted(key));

    App read =
        read("sim:" + house, "--inventory", inventory.toString(), "--retries", "0", "--trace");

    // Those with the baud rate of the line first.
    assertThat(read.json())
        .extracting(reading -> reading.at("/meter/name").asText())
        .containsExactly("Kitchen", "Attic", "Flat 3", "Old one");
    // 700 ms and what a busy machine adds; the window of the line at 2400 bit/s is some 200 ms.
    assertThat(read.json().get(1).at("/error/message").asText())
        .containsPattern("silence for ([7-9]\\d\\d|\\d{4}) (to \\d+ )?ms");
    assertThat(read.json().get(2).at("/security/state").asText()).isEqualTo("decrypted");
    assertThat(read.json().get(2).at("/records/0/value").asText()).isEqualTo("12345000");
    assertThat(read.json().get(3).at("/meter/id").asText()).isEqualTo("11111111");
    assertThat(read.out() + read.err()).doesNotContainIgnoringCase(key);
    assertThat(read.exitCode()).isEqualTo(1);
  }

  @Test
  void aGatewayCannotFollowTheBaudRateOfAMeter() throws Exception {
    Path inventory =
        Files.writeString(
            directory.resolve("meters.json"),
            "{\"meters\": [{\"primaryAddress\": 12, \"baudRate\": 300}]}");

    App read = read(line(), "--inventory", inventory.toString());

    assertThat(read.json()).hasSize(1);
    assertThat(read.json().get(0).at("/meter/id").asText()).isEqualTo("71350412");
    assertThat(read.err()).contains("meter 12 wants 300 bit/s", "Set the baud rate at the gateway");
  }

  @Test
  void aMistakeInAnInventoryIsToldWithItsLine() throws Exception {
    Path inventory =
        Files.writeString(
            directory.resolve("meters.json"),
            "{\"meters\": [\n  {\"primaryAddress\": 12,\n   \"baudrate\": 300}]}");

    App read = read(line(), "--inventory", inventory.toString());

    assertThat(read.err())
        .isEqualTo("inventory " + inventory + ", line 3: 'baudrate' is spelled 'baudRate'\n");
    assertThat(read.out()).isEmpty();
    assertThat(read.exitCode()).isEqualTo(2);
  }

  @Test
  void tablesShowTheMeterAndItsRecords() throws Exception {
    App read = read(line(), "--primary", "12", "--no-json");

    assertThat(read.out())
        .containsPattern("71350412 +KAM +heat-cooling +primary 12")
        .containsPattern("  flowTemperature +[0-9.]+ +Cel +good\n");
  }

  @Test
  void aTraceShowsTheFramesOfBothDirectionsOnStderr() throws Exception {
    App read = read(line(), "--primary", "12", "--trace");

    assertThat(read.json()).hasSize(1);
    assertThat(read.err())
        .containsPattern("[0-9:.]{12} .* SENT 10 40 0C 4C 16\n")
        .containsPattern("[0-9:.]{12} .* RECEIVED E5\n")
        .containsPattern("[0-9:.]{12} .* RECEIVED 68 ");
  }

  @Test
  void aGatewayThatIsDownIsSaidOnce() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }

    App read = read("tcp://localhost:" + port, "--primary", "1-9");

    assertThat(read.out()).isEmpty();
    assertThat(read.err().lines()).singleElement().asString().contains("refused the connection");
    assertThat(read.exitCode()).isEqualTo(2);
  }

  /** CommandLinesTest has more, without a process. */
  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --secondary | 68 0B 0B 68 53 FD 52 78 56 34 12 24 23 28 04 AD 16 | 1234567824232804
          --parity    | odds                                              | none, odd, even
          --timeout   | soon                                              | 300ms
          --baud      | 0                                                 | bit/s
          """)
  void whatCannotBeMeantIsAnsweredWithWhatCan(String option, String value, String answer)
      throws Exception {
    App read =
        option.equals("--primary") || option.equals("--secondary")
            ? read(line(), option, value)
            : read(line(), "--primary", "12", option, value);

    assertThat(read.err()).contains(answer).doesNotContain("\tat ");
    assertThat(read.out()).isEmpty();
    assertThat(read.exitCode()).isEqualTo(2);
  }

  @Test
  void noCommandOfThatNameIsAUsageError() throws Exception {
    App misspelt = App.Start.in(directory).run("reed");
    assertThat(misspelt.err()).contains("there is no command 'reed'; did you mean read?");
    assertThat(misspelt.exitCode()).isEqualTo(2);
  }

  @Test
  void encryptedMetersAreReadWithTheKeyOfTheInventoryOrOfTheCommand() throws Exception {
    // As in DecodeIT: number 12345678, mode 5, one block.
    Files.writeString(
        directory.resolve("house.json"),
        """
        {"meters":[{"id":"12345678","manufacturer":"HYD","version":40,"deviceType":4,
          "primaryAddress":5,"telegrams":["681F1F680805727856341224232804\
        2A00100582E9C74DACF4CD7681ECCC267F5FC911BE16"]}]}
        """);
    String key = "000102030405060708090A0B0C0D0E0F";
    Path inventory = directory.resolve("meters.json");
    Files.writeString(
        inventory,
        "{\"meters\":[{\"secondaryAddress\":\"1234567824232804\",\"name\":\"Cellar\",\"secretKey\":\""
            + key
            + "\"}]}");
    Files.writeString(directory.resolve("keys.properties"), "*=" + key + "\n");
    try (SimulatorServer one =
        SimulatorServer.start(House.read(directory.resolve("house.json")), 0, 50)) {
      String line = "tcp://localhost:" + one.port();

      assertEnergy(read(line, "--inventory", inventory.toString(), "--trace"), key);
      assertEnergy(read(line, "--primary", "5", "--key", "file:keys.properties"), key);
      App without = read(line, "--primary", "5");
      assertThat(without.json().get(0).at("/security/state").asText()).isEqualTo("no-key");
    }
  }

  private static void assertEnergy(App read, String key) throws Exception {
    JsonNode reading = read.json().get(0);
    assertThat(reading.at("/security/state").asText()).isEqualTo("decrypted");
    assertThat(reading.at("/records/0/value").asInt()).isEqualTo(12345000);
    assertThat(read.out() + read.err()).doesNotContain(key);
  }

  private static String line() {
    return "tcp://localhost:" + gateway.port();
  }

  private App read(String... arguments) throws Exception {
    String[] command = new String[arguments.length + 1];
    command[0] = "read";
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    return App.Start.in(directory).run(command);
  }
}
