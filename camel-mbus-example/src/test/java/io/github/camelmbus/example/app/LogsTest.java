package io.github.camelmbus.example.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelmbus.line.LineStatus;
import io.github.camelmbus.link.Link;
import io.github.camelmbus.master.Bus;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogsTest {
  private static final String OPEN_LINE = LineStatus.class.getPackageName() + ".OpenLine";

  private final Map<Logger, Level> before = new HashMap<>();

  /** Levels outlast a test. */
  @BeforeEach
  void remember() {
    for (String name :
        new String[] {
          "org.apache.camel",
          LineStatus.class.getPackageName(),
          Link.class.getPackageName(),
          Bus.class.getPackageName(),
          OPEN_LINE
        }) {
      Logger logger = Logger.getLogger(name);
      before.put(logger, logger.getLevel());
    }
  }

  @AfterEach
  void restore() {
    before.forEach(Logger::setLevel);
  }

  @ParameterizedTest
  @ValueSource(classes = {Bus.class, Link.class, LineStatus.class})
  void traceShowsWhatMasterLinkAndLineNotice(Class<?> type) {
    Logs.quiet();
    Logs.traceFrames();
    assertThat(Logger.getLogger(type.getName()).isLoggable(Level.FINE)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(classes = {Bus.class, Link.class, LineStatus.class})
  void quietCommandShowsTheirWarningsAlone(Class<?> type) {
    Logs.quiet();
    assertThat(Logger.getLogger(type.getName()).isLoggable(Level.INFO)).isFalse();
    assertThat(Logger.getLogger(type.getName()).isLoggable(Level.WARNING)).isTrue();
  }

  @Test
  void lineThatIsAwayIsReportedByTheCommandAndNotByTheLogUnlessTraced() {
    Logs.quiet();
    assertThat(Logger.getLogger(OPEN_LINE).isLoggable(Level.WARNING)).isFalse();
    Logs.traceFrames();
    assertThat(Logger.getLogger(OPEN_LINE).isLoggable(Level.FINE)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "quarkus.log.file.enabled",
        "quarkus.log.console.level",
        "quarkus.log.handler.file.\"audit\".path",
        "quarkus.log.category.\"mbus.audit\".handlers",
        "QUARKUS_LOG_FILE_ENABLED"
      })
  void logThatOnlyQuarkusWritesIsLeftToIt(String setting) {
    assertThat(Logs.isForQuarkus(setting)).isTrue();
  }

  @Test
  void nothingOfTheAppItselfAsksForTheLogOfQuarkus() throws IOException {
    Properties settings = new Properties();
    try (InputStream file = Logs.class.getResourceAsStream("/application.properties")) {
      settings.load(file);
    }
    assertThat(settings.stringPropertyNames())
        .contains("quarkus.log.category.\"io.quarkus\".level")
        .noneMatch(Logs::isForQuarkus);
  }
}
