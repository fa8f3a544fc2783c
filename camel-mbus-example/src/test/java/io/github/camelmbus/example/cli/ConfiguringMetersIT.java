package io.github.camelmbus.example.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.camelmbus.simulator.House;
import io.github.camelmbus.simulator.SimulatorServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands that change meters, and those of the page about it. */
@Execution(ExecutionMode.CONCURRENT)
class ConfiguringMetersIT {
  private static final Path PAGE = Path.of("../docs/how-to/configure-meters.md");
  private static final Pattern COMMAND =
      Pattern.compile("(?m)^mbus (.* /dev/ttyUSB0 .*)$|^mbus (raw .*)$");
  private static final List<String> NOT_WRITING = List.of("alarm");

  /** Meter 12345678 at 1, with an alarm; its neighbour at 2. */
  private static final String HOUSE =
      """
      {"meters": [
        {"id": "12345678", "manufacturer": "HYD", "version": 40, "deviceType": 4,
         "primaryAddress": 1, "alarm": 1,
         "records": [{"dib": "0C", "vib": "06", "model": "constant", "value": 12345},
                     {"dib": "0C", "vib": "13", "model": "constant", "value": 2850427},
                     {"dib": "04", "vib": "6D", "model": "clock"}]},
        {"id": "87654321", "manufacturer": "KAM", "version": 64, "deviceType": 13,
         "primaryAddress": 2,
         "records": [{"dib": "0C", "vib": "06", "model": "constant", "value": 1}]}]}
      """;

  @TempDir Path directory;
  private Path house;

  @BeforeEach
  void writeHouse() throws IOException {
    house = Files.writeString(directory.resolve("house.json"), HOUSE);
  }

  static Stream<String> commands() throws IOException {
    return COMMAND.matcher(Files.readString(PAGE)).results().map(found -> found.group(1));
  }

  @Test
  void thePageHasACommandForEachOperation() throws IOException {
    assertThat(commands().map(command -> command.replaceAll(" .*", "")))
        .containsExactlyInAnyOrder(
            "set-address",
            "set-id",
            "set-clock",
            "baud-rate",
            "select",
            "reset",
            "write",
            "synchronise",
            "alarm",
            "raw");
  }

  @Test
  void writesAreLoggedInAFileIfTheSettingsNameOne() throws Exception {
    App write =
        App.Start.in(directory)
            .with(
                "-Dquarkus.log.handler.file.\"audit\".enabled=true",
                "-Dquarkus.log.handler.file.\"audit\".path=audit.log",
                "-Dquarkus.log.category.\"mbus.audit\".handlers=audit")
            .run("set-address", "sim:" + house, "--primary", "1", "--to", "5", "--yes");

    assertThat(write.exitCode()).isZero();
    assertThat(Files.readString(directory.resolve("audit.log"))).contains("setPrimaryAddress");
  }

  @ParameterizedTest
  @MethodSource("commands")
  void theCommandDoesWhatItSays(String command) throws Exception {
    List<String> words = new ArrayList<>(List.of(command.split(" ")));
    if (!NOT_WRITING.contains(words.get(0))) {
      words.add("--yes");
    }
    try (SimulatorServer gateway = SimulatorServer.start(House.read(house), 0, 20)) {
      // A gateway has a baud rate of its own; a simulated line has not.
      boolean direct = words.get(0).equals("baud-rate");
      String line = direct ? "sim:" + house : "tcp://localhost:" + gateway.port();
      words.replaceAll(word -> word.equals("/dev/ttyUSB0") ? line : word);
      if (!direct) {
        words.addAll(List.of("--baud", "38400"));
      }
      App app = App.Start.in(directory).run(words.toArray(String[]::new));

      assertThat(app.err()).doesNotContain("Exception");
      assertThat(app.exitCode()).isZero();
      if (words.get(0).equals("raw")) {
        assertThat(app.out()).isEqualTo("E5\n");
      } else if (words.get(0).equals("alarm")) {
        assertThat(app.json().get(0).at("/alarm").asBoolean()).isTrue();
      } else {
        assertThat(app.json().get(0).at("/telegrams")).hasSize(1);
        assertThat(app.json().get(0).at("/meter").asText()).isEqualTo("1234567824232804");
        assertThat(app.err()).contains("\"by\":{\"user\":\"" + System.getProperty("user.name"));
      }
    }
  }

  @Test
  void withoutATerminalNothingIsWrittenUnlessItIsConfirmed() throws Exception {
    App app =
        App.Start.in(directory)
            .run("set-address", "sim:" + house, "--secondary", "12345678", "--to", "5");

    assertThat(app.exitCode()).isEqualTo(2);
    assertThat(app.out()).isEmpty();
    assertThat(app.err())
        .contains("Give meter 12345678 the primary address 5, on sim:" + house + "?")
        .contains("give --yes, or --dry-run to see the telegram");
  }

  @Test
  void aDryRunShowsTheTelegram() throws Exception {
    App app =
        App.Start.in(directory)
            .run("set-address", "/dev/no-such-port", "--primary", "1", "--to", "5", "--dry-run");

    assertThat(app.exitCode()).isZero();
    // 73 + 01 + 51 + 01 + 7A + 05 = 145h
    assertThat(app.json().get(0).at("/telegrams/0").asText()).isEqualTo("68060668730151017A054516");
  }

  @Test
  void whatIsNotSafeIsAnErrorObject() throws Exception {
    App app =
        App.Start.in(directory)
            .run("set-address", "sim:" + house, "--primary", "1", "--to", "2", "--yes");

    assertThat(app.exitCode()).isEqualTo(1);
    assertThat(app.json().get(0).at("/error/code").asText()).isEqualTo("unsafe");
    assertThat(app.json().get(0).at("/error/message").asText())
        .contains("primary address 2 is in use");
  }

  @Test
  void anInventoryIsKeptUpToDate() throws Exception {
    Path inventory =
        Files.writeString(
            directory.resolve("cellar.json"),
            "{\"meters\":[{\"secondaryAddress\":\"12345678\",\"name\":\"Flat 3\"}]}");
    App app =
        App.Start.in(directory)
            .run(
                "set-id",
                "sim:" + house,
                "--secondary",
                "12345678",
                "--to",
                "12345679",
                "--inventory",
                inventory.toString(),
                "--yes");

    assertThat(app.exitCode()).isZero();
    assertThat(Files.readString(inventory)).contains("1234567924232804", "Flat 3");
  }

  @Test
  void rawOctetsHaveNoDryRunToOffer() throws Exception {
    App app = App.Start.in(directory).run("raw", "sim:" + house, "10", "40", "01", "41", "16");

    assertThat(app.exitCode()).isEqualTo(2);
    assertThat(app.err()).contains("give --yes").doesNotContain("--dry-run");
  }

  @Test
  void octetsThatAreNoneAreToldBeforeTheQuestion() throws Exception {
    App app = App.Start.in(directory).run("raw", "sim:" + house, "10", "4G");

    assertThat(app.exitCode()).isEqualTo(2);
    assertThat(app.err()).contains("not '10 4G'").doesNotContain("Send", "--yes");
  }

  /** stdout is for data. */
  @Test
  void thatNobodyAnswersForAlarmsIsAMessage() throws Exception {
    App app = App.Start.in(directory).run("alarm", "sim:" + house, "--primary", "9", "--no-json");

    assertThat(app.exitCode()).isEqualTo(1);
    assertThat(app.out()).isEmpty();
    assertThat(app.err()).contains("no meter answers at primary address 9");
  }

  private App setAddressOnTerminal(String typed, String address) throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "script makes the terminal");
    return App.Start.in(directory)
        .runOnTerminal(
            typed, "set-address", "sim:" + house, "--primary", "1", "--to", address, "--trace");
  }

  /** Only a yes is one. */
  @ParameterizedTest
  @ValueSource(strings = {"n\n", "\n", "yep\n"})
  void whatIsNotConfirmedIsNotWritten(String typed) throws Exception {
    App app = setAddressOnTerminal(typed, "5");

    assertThat(app.exitCode()).isEqualTo(1);
    assertThat(app.out())
        .contains("Give the meter at primary address 1 the primary address 5, on sim:")
        .contains("nothing was done")
        .doesNotContain("outcome", "10 40 01 41 16");
  }

  @Test
  void whatIsConfirmedIsWritten() throws Exception {
    App app = setAddressOnTerminal("y\n", "5");

    assertThat(app.exitCode()).isZero();
    assertThat(app.out()).contains("primaryAddress: 1 -> 5", "68 06 06 68 73 01 51 01 7A 05 45 16");
  }

  @Test
  void nobodyIsAskedForWhatCannotBeDone() throws Exception {
    App app = setAddressOnTerminal("y\n", "300");

    assertThat(app.exitCode()).isEqualTo(2);
    assertThat(app.out()).contains("from 0 to 250, not 300").doesNotContain("[y/N]");
  }
}
