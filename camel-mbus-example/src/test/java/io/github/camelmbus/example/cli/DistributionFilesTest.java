package io.github.camelmbus.example.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DistributionFilesTest {
  @Test
  void settingsOfUsersAreCommentsAndThoseOfTheAppAreLeftOut() throws Exception {
    String properties = Files.readString(Path.of("src/main/resources/application.properties"));

    assertThat(DistributionFiles.settings(properties))
        .startsWith("# Settings of mbus run.")
        .contains("\n#mbus.line=sim:house\n", "\n#mbus.meters=", "\n#mbus.rest.port=8081\n")
        .doesNotContain("quarkus.")
        .endsWith("\n")
        .matches("(#.*\n|\n)*");
  }
}
