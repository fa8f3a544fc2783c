package io.github.camelmbus.example.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
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

  /**
   * Whatever is refused before a command needs its line. The commands have no beans, so one that
   * gets further fails with another message.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          read sim:house                                  | --primary
          read sim:house                                  | --secondary
          read sim:house --primary 300                    | 0 to 250
          read sim:house --primary 12345678               | secondary
          read sim:house --secondary 12                   | primary
          read sim:house --primary 12 --latency soon      | 300ms
          scan sim:house --mask 12                        | 8 digits
          scan sim:house --primary --mask 1234FFFF        | secondary search
          scan sim:house --primary --letters              | secondary search
          scan sim:house --known missing.json             | there is no inventory missing.json
          run sim:house sim:apartments                    | sim:apartments
          run sim:house sim:apartments                    | See: mbus run --help
          run sim:house sim:apartments                    | is not expected here
          sacn sim:house                                  | no command 'sacn'; did you mean scan?
          everything                                      | one of alarm, archive, baud-rate, decode
          archive chekc                                   | no command 'chekc'; did you mean check?
          read sim:house 12345678                         | --secondary 12345678 is the number
          set-clock sim:house 5                           | --primary 5 is its number on the bus
          read sim:house --primary 5 --inventory a.json   | --inventory=a.json cannot be combined
          simulate hut --tcp 0                            | hut
          simulate hut --tcp 0                            | house, apartments, hostile, kmp, head
          simulate hut.yaml --tcp 0                       | there is no file hut.yaml; houses that ship
          simulate house --tcp 0 --gateway lag=5ms        | is none of whole, mute, telnet
          series                                          | --key
          decode 6803036808                               | no such file: 6803036808; octets are
          """)
  void whatCannotBeMeantIsAnsweredWithWhatCan(String command, String answer) {
    int exitCode =
        CommandLines.configured(DistributionFiles.commands())
            .setErr(new PrintWriter(err, true))
            .execute(command.split(" "));

    assertThat(err.toString()).contains(answer).doesNotContain("\tat ");
    assertThat(exitCode).isEqualTo(ExitCode.UNUSABLE);
  }

  static Stream<String> names() {
    return DistributionFiles.commands().getSubcommands().keySet().stream();
  }

  /** Only one command is read from its annotations, and it is the same as among all of them. */
  @ParameterizedTest
  @MethodSource("names")
  void aCommandAloneHasTheHelpThatItHasAmongAll(String name) {
    CommandLine among = DistributionFiles.commands().getSubcommands().get(name);
    CommandLine alone = OneCommand.of(name, DistributionFiles.withoutBeans());

    assertThat(alone).isNotNull();
    assertThat(alone.getSubcommands()).containsOnlyKeys(name);
    assertThat(help(alone.getSubcommands().get(name))).isEqualTo(help(among));
  }

  /** Those of its own commands follow. */
  private static List<String> help(CommandLine command) {
    return Stream.concat(Stream.of(command), command.getSubcommands().values().stream())
        .map(CommandLine::getUsageMessage)
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "-V", "reed", ""})
  void withoutACommandThereIsNoneAlone(String word) {
    assertThat(OneCommand.of(word, DistributionFiles.withoutBeans())).isNull();
  }

  @Test
  void outputThatCannotBeWrittenFailsAnyCommand(@TempDir Path directory) throws IOException {
    DecodeCommand decode = new DecodeCommand();
    // Report of general application errors (EN 13757-3, CI 70h): 08 + 05 + 70 = 7D
    Path file = Files.writeString(directory.resolve("telegram"), "68 03 03 68 08 05 70 7D 16");
    decode.output = new OutputOptions(new FullDisk());
    int exitCode =
        CommandLines.configured(new CommandLine(decode))
            .setErr(new PrintWriter(err, true))
            .execute(file.toString());

    assertThat(exitCode).isEqualTo(ExitCode.UNUSABLE);
    assertThat(err.toString())
        .contains("the output cannot be written", "No space left on device")
        .doesNotContain("\tat ");
  }

  private static final class FullDisk extends OutputStream {
    @Override
    public void write(int octet) throws IOException {
      throw new IOException("No space left on device");
    }
  }

  @Test
  void optionThatIsMistypedIsNotTakenForAnAddress() {
    assertThat(run("--recrods")).isEqualTo(ExitCode.UNUSABLE);
    assertThat(err.toString()).contains("--records").doesNotContain("A meter has two addresses");
  }
}
