package io.github.camelmbus.example.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DistributionFilesTest {
  private static final Pattern REFERENCE = Pattern.compile("\\.BR \"?([^ \"]+)\"? \\(1\\)");

  @TempDir Path directory;

  @Test
  void everyPageThatAPageRefersToIsThere() throws Exception {
    DistributionFiles.writePages(DistributionFiles.commands(), "1.2", directory);

    assertThat(directory.resolve("mbus-kmp-read.1")).isRegularFile();
    try (Stream<Path> pages = Files.list(directory)) {
      assertThat(pages.toList())
          .allSatisfy(
              page ->
                  assertThat(REFERENCE.matcher(Files.readString(page)).results())
                      .isNotEmpty()
                      .map(reference -> reference.group(1).replace("\\-", "-") + ".1")
                      .allMatch(name -> Files.exists(directory.resolve(name))));
    }
  }

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
