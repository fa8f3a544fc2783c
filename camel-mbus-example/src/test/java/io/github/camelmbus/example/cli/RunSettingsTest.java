package io.github.camelmbus.example.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RunSettingsTest {
  private static final List<String> NAMES = List.of("mbus.line", "mbus.meters", "mbus.test");

  @AfterEach
  void clear() {
    NAMES.forEach(System::clearProperty);
  }

  @Test
  void theLineAndSettingsCountInPlaceOfThoseOfFiles() {
    RunSettings.use(
        "run", "-Dmbus.meters=primary=1&secondary=12345678,23456789", "tcp://10.0.0.5:10001");

    assertThat(System.getProperty("mbus.line")).isEqualTo("tcp://10.0.0.5:10001");
    assertThat(System.getProperty("mbus.meters"))
        .isEqualTo("primary=1&secondary=12345678,23456789");
  }

  @Test
  void theLineIsThatOfFilesIfNoneIsGiven() {
    RunSettings.use("run", "-Dmbus.test=");
    RunSettings.use();

    assertThat(System.getProperty("mbus.line")).isNull();
    assertThat(System.getProperty("mbus.test")).isEmpty();
  }

  /** Of a command that is refused, or shows its help. */
  @Test
  void nothingIsSetByWhatIsWrong() {
    RunSettings.use("run", "-Dmbus.test", "tcp://10.0.0.5:10001");
    RunSettings.use("run", "--help");

    assertThat(System.getProperty("mbus.line")).isNull();
  }
}
