package io.github.camelmbus.example.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.ParameterException;

/** Commands within sentences and tables are understood; those in blocks are run. */
class DocumentedCommandsTest {

  @Test
  void commandsInTheTextAreUnderstood() {
    Map<List<String>, String> wrong = new HashMap<>();
    int found = 0;
    for (Path document : DocumentedCommands.documents()) {
      for (List<String> words : DocumentedCommands.inText(document)) {
        found++;
        try {
          DistributionFiles.commands().parseArgs(words.toArray(String[]::new));
        } catch (ParameterException e) {
          wrong.put(words, document + ": " + e.getMessage());
        }
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(found).isGreaterThan(10);
  }
}
