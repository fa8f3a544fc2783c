package io.github.camelmbus.example.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class ManPageTest {
  @Test
  void hyphensAndBackslashesAreCharactersAndNoLineIsAMacro() {
    assertThat(ManPage.text("--baud C:\\mbus")).isEqualTo("\\-\\-baud C:\\embus");
    assertThat(ManPage.text(".csv")).isEqualTo("\\&.csv");
    assertThat(ManPage.text("'reset'")).isEqualTo("\\&'reset'");
  }

  @Test
  void aCommandIsShownWithItsArgumentsAsTheyAreTyped() {
    CommandLine read = DistributionFiles.commands().getSubcommands().get("read");

    assertThat(ManPage.of(read, "1.2"))
        .startsWith(".TH \"mbus\\-read\" 1 \"\" \"mbus 1.2\" \"\"\n.SH NAME\nmbus\\-read \\- ")
        .contains("\n.B LINE\n", "\n.B \\-b, \\-\\-baud=", "\n.B \\-\\-[no\\-]json\n")
        .endsWith(".SH SEE ALSO\n.BR mbus (1)\n");
  }
}
