package io.github.camelmbus.example.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What a command says about arguments that it does not take. */
class CommandLinesTest {
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    return CommandLines.configured(new CommandLine(new DecodeCommand()))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--address", "-a", "--address=5"})
  void optionForTheAddressOfAMeterIsExplained(String option) {
    assertThat(run(option)).isEqualTo(ExitCode.UNUSABLE);
    assertThat(err.toString())
        .contains("Unknown option", "--primary 5", "--secondary 12345678", "'scan LINE'")
        .doesNotContain("Possible solutions");
  }

  @Test
  void optionThatIsMistypedIsNotTakenForAnAddress() {
    assertThat(run("--recrods")).isEqualTo(ExitCode.UNUSABLE);
    assertThat(err.toString()).contains("--records").doesNotContain("A meter has two addresses");
  }
}
