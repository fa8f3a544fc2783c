package io.github.camelmbus.example.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Constructor;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;
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
          new CommandLine(CamelMBus.class, new WithoutCamel())
              .parseArgs(words.toArray(String[]::new));
        } catch (ParameterException e) {
          wrong.put(words, document + ": " + e.getMessage());
        }
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(found).isGreaterThan(10);
  }

  /** Makes commands to look at, not to run. */
  private static final class WithoutCamel implements IFactory {
    @Override
    public <K> K create(Class<K> type) throws Exception {
      if (!type.getPackage().equals(CamelMBus.class.getPackage())) {
        return CommandLine.defaultFactory().create(type);
      }
      Constructor<?> constructor = type.getDeclaredConstructors()[0];
      constructor.setAccessible(true);
      return type.cast(constructor.newInstance(new Object[constructor.getParameterCount()]));
    }
  }
}
