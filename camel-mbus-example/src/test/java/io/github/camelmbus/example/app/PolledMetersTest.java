package io.github.camelmbus.example.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;
import java.util.logging.StreamHandler;
import org.apache.camel.main.Main;
import org.jboss.logmanager.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which meters Home Assistant need not show any longer. */
class PolledMetersTest {
  private static final String METER = "1234567824232804";

  @TempDir Path directory;

  private PolledMeters meters(String line, String named) {
    return new PolledMeters(
        line,
        Optional.ofNullable(named),
        "15m",
        directory.resolve("inventory.json"),
        "24h",
        "day",
        "archive.db");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "secondary=12345678,87654321           | false",
        "secondary=1234567824232804            | false",
        "secondary=FFFF5678                    | false",
        "secondary=87654321                    | true",
        "secondary=12345678FFFF28              | false",
        "secondary=87654321&onMeterError=exchange | true",
        // Which meter answers at a primary address is not known before it does.
        "primary=1                             | false",
        "secondary=87654321&primary=1          | false",
      })
  void aMeterIsRemovedIfNoNameInTheSettingsMeansIt(String named, boolean removed) {
    assertThat(meters("/dev/ttyUSB0", named).isRemoved(METER)).isEqualTo(removed);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/dev/ttyUSB0     | secondary=12345678 |"
            + " mbus:/dev/ttyUSB0?secondary=12345678&delay=15m&streaming=true",
        "kmp:/dev/ttyUSB0 |                    | kmp:/dev/ttyUSB0?delay=15m",
        "kmp:/dev/ttyUSB0 | registers=60,68    | kmp:/dev/ttyUSB0?registers=60,68&delay=15m",
      })
  void theLineSaysWhatIsSpokenOnIt(String line, String named, String endpoint) {
    assertThat(meters(line, named).endpoint()).isEqualTo(endpoint);
  }

  @Test
  void aMeterWithoutASecondaryAddressIsNeverRemoved() {
    assertThat(meters("/dev/ttyUSB0", "secondary=87654321").isRemoved("5__dev_ttyUSB0")).isFalse();
  }

  @Test
  void aMeterThatWasTakenOutOfTheInventoryIsRemoved() throws IOException {
    PolledMeters meters = meters("/dev/ttyUSB0", null);
    inventory("{\"meters\": [{\"secondaryAddress\": \"1234567824232804\"}]}");
    assertThat(meters.isRemoved(METER)).isFalse();

    inventory("{\"meters\": [{\"secondaryAddress\": \"12345678\"}]}");
    assertThat(meters.isRemoved(METER)).as("its number alone").isFalse();

    inventory("{\"meters\": [{\"secondaryAddress\": \"8765432124232804\"}]}");
    assertThat(meters.isRemoved(METER)).isTrue();
  }

  /** A missing file, one that is being edited, and a search that has found nothing yet. */
  @Test
  void anInventoryThatSaysNothingRemovesNothing() throws IOException {
    PolledMeters meters = meters("/dev/ttyUSB0", null);
    assertThat(meters.isRemoved(METER)).isFalse();

    inventory("{\"meters\": [");
    assertThat(meters.isRemoved(METER)).isFalse();

    inventory("{\"meters\": []}");
    assertThat(meters.isRemoved(METER)).isFalse();
  }

  @Test
  void anInventoryThatCannotBeMadeIsTheOneLineOfTheLogThatSaysWhy() throws IOException {
    Files.createFile(directory.resolve("occupied"));
    List<LogRecord> log = new ArrayList<>();
    Handler handler =
        new StreamHandler(OutputStream.nullOutputStream(), new SimpleFormatter()) {
          @Override
          public void publish(LogRecord line) {
            log.add(line);
          }
        };
    Logger logger = Logger.getLogger(PolledMeters.class.getName());
    logger.addHandler(handler);
    try {
      new PolledMeters(
              "/dev/ttyUSB0",
              Optional.empty(),
              "15m",
              directory.resolve("occupied/readings/inventory.json"),
              "24h",
              "day",
              "archive.db")
          .addTo(new Main());
    } finally {
      logger.removeHandler(handler);
    }

    assertThat(log)
        .singleElement()
        .satisfies(
            line -> {
              assertThat(line.getMessage())
                  .startsWith("The inventory " + directory)
                  .contains("inventory.json cannot be made: ", "occupied")
                  .doesNotContain("{}");
              assertThat(line.getThrown()).isNull();
            });
  }

  private void inventory(String json) throws IOException {
    Files.writeString(directory.resolve("inventory.json"), json);
  }
}
