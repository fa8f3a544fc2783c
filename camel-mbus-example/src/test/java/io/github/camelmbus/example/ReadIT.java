package io.github.camelmbus.example;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelmbus.simulator.House;
import io.github.camelmbus.simulator.SimulatorServer;
import java.net.ServerSocket;
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

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --secondary | 68 0B 0B 68 53 FD 52 78 56 34 12 24 23 28 04 AD 16 | 1234567824232804
          --secondary | 12                                                | primary
          --primary   | 300                                               | 0 to 250
          --primary   | 12345678                                          | secondary
          --parity    | odds                                              | none, odd, even
          --latency   | soon                                              | 300ms
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
  void noMeterAndNoCommandOfThatNameAreUsageErrors() throws Exception {
    App withoutMeter = read(line());
    assertThat(withoutMeter.err()).contains("--primary", "--secondary");
    assertThat(withoutMeter.exitCode()).isEqualTo(2);

    App misspelt = App.Start.in(directory).run("reed");
    assertThat(misspelt.err()).contains("Did you mean", "read");
    assertThat(misspelt.exitCode()).isEqualTo(2);
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
