package io.github.camelmbus.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelmbus.application.Keys;
import io.github.camelmbus.master.MeterAddress;
import io.github.camelmbus.reading.MeterReading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KnownMetersTest {
  private static final Instant NOW = Instant.parse("2026-02-15T06:30:00Z");
  private static final FileTime LONG_AGO = FileTime.from(NOW.minus(Duration.ofHours(1)));

  @TempDir Path folder;
  private Path file;
  private KnownMeters known;

  @BeforeEach
  void fileOfOneMeter() throws IOException {
    file = write("Attic", LONG_AGO);
    known = new KnownMeters(file, Clock.fixed(NOW, ZoneOffset.UTC));
    known.load(false);
  }

  private Path write(String name, FileTime time) throws IOException {
    Path written =
        Files.writeString(
            folder.resolve("inventory.json"),
            "{\"meters\":[{\"secondaryAddress\":\"12345678\",\"name\":\"" + name + "\"}]}");
    return Files.setLastModifiedTime(written, time);
  }

  private String name() {
    return known.current().meters().get(0).name();
  }

  @Test
  void aFileThatWasNotWrittenIsNotReadAgain() throws IOException {
    Inventory first = known.current();

    assertThat(known.current()).isSameAs(first);
    write("Attic", FileTime.from(NOW.minus(Duration.ofMinutes(1))));
    assertThat(known.current()).isNotSameAs(first).isEqualTo(first);
  }

  @Test
  void aFileRewrittenWithTheSameSizeIsRead() throws IOException {
    assertThat(name()).isEqualTo("Attic");

    write("Tower", FileTime.from(NOW.minus(Duration.ofMinutes(1))));

    assertThat(name()).isEqualTo("Tower");
  }

  /** As cp -p and editors do that write beside the file and rename. */
  @Test
  void anotherFileOfTheSameSizeAndTimeInItsPlaceIsRead() throws IOException {
    assertThat(name()).isEqualTo("Attic");
    Path kept = folder.resolve("kept.json");
    Files.move(file, kept);
    write("Tower", LONG_AGO);
    assertThat(Files.readAttributes(file, "*").get("fileKey"))
        .isNotEqualTo(Files.readAttributes(kept, "*").get("fileKey"));

    assertThat(name()).isEqualTo("Tower");

    Files.move(kept, file, StandardCopyOption.REPLACE_EXISTING);
    assertThat(name()).isEqualTo("Attic");
  }

  /** The time of a write counts in steps, so two writes can have the same one. */
  @Test
  void aSecondWriteInTheSameInstantIsSeen() throws IOException {
    FileTime now = FileTime.from(NOW);
    write("Attic", now);
    assertThat(name()).isEqualTo("Attic");

    write("Tower", now);

    assertThat(name()).isEqualTo("Tower");
  }

  @Test
  void aDamagedFileKeepsTheLastGoodOneUntilItIsMended() throws IOException {
    assertThat(name()).isEqualTo("Attic");
    Files.setLastModifiedTime(Files.writeString(file, "{\"meters\":[{"), LONG_AGO);

    assertThat(name()).isEqualTo("Attic");
    assertThat(name()).isEqualTo("Attic");

    write("Tower", LONG_AGO);
    assertThat(name()).isEqualTo("Tower");
  }

  @Test
  void aDamagedFileIsNotWrittenOver() throws IOException {
    String damaged = "{\"meters\":[{";
    Files.setLastModifiedTime(Files.writeString(file, damaged), LONG_AGO);
    known.current();

    known.merge(List.of(), meter -> true);

    assertThat(file).hasContent(damaged);
    assertThat(known.written(MeterAddress.secondary("12345678"), null, Map.of("baudRate", 300)))
        .contains("the inventory " + file + " could not be written and has the old state");
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          # how it is asked   the name of the meter that is meant
          1234567824232804,   Attic
          12345678,           Attic
          12345678FFFFFF04,   Attic
          1234FFFF,           Attic
          5,                  Attic
          6,                  Cellar
          5555555524232807,   Tower
          55555555,           Tower
          # one entry of several meters, others of one meter
          7777777724232804,   Riser
          77777777,           Riser
          # none, and several
          12345679,           -
          7,                  -
          8888888824232804,   -
          FFFFFFFF,           -
          """)
  void aMeterIsKnownByEachOfItsAddresses(String asked, String name) {
    KnownMeters meters = knowing(METERS);
    MeterAddress address =
        asked.length() < 3
            ? MeterAddress.primary(Integer.parseInt(asked))
            : MeterAddress.secondary(asked);

    assertThat(meters.settings(address).baudRate()).isEqualTo(name == null ? null : name.length());
    assertThat(meters.keys(address, Keys.NONE)).isEqualTo(Keys.NONE);
  }

  /** The baud rate is the length of the name. */
  private static final String METERS =
      """
      {"meters":[
        {"secondaryAddress":"1234567824232804","primaryAddress":5,"name":"Attic","baudRate":5},
        {"primaryAddress":6,"name":"Cellar","baudRate":6},
        {"secondaryAddress":"55555555","primaryAddress":7,"name":"Tower","baudRate":5},
        {"secondaryAddress":"777777FF","primaryAddress":7,"name":"Riser","baudRate":5},
        {"secondaryAddress":"8888888824232804","mask":"88888888FFFFFFFF/00000001",
         "primaryAddress":8,"name":"One","baudRate":3},
        {"secondaryAddress":"8888888824232804","mask":"88888888FFFFFFFF/00000002",
         "primaryAddress":9,"name":"Other","baudRate":5}]}
      """;

  private KnownMeters knowing(String json) {
    try {
      Path other = Files.writeString(folder.resolve("several.json"), json);
      KnownMeters meters = new KnownMeters(other, Clock.fixed(NOW, ZoneOffset.UTC));
      meters.load(false);
      return meters;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          # id      secondary address   primary   name
          12345678, 1234567824232804,   0,        Attic
          12345678, -,                  -,        Attic
          -,        -,                  5,        Attic
          -,        -,                  6,        Cellar
          # the entry has no secondary address
          99999999, 9999999924232804,   6,        Cellar
          55555555, 5555555524232807,   1,        Tower
          77777701, 7777770124232807,   1,        Riser
          88888888, 8888888824232804,   8,        -
          -,        -,                  7,        -
          -,        -,                  -,        -
          """)
  void aReadingHasTheNameOfItsMeter(String id, String secondary, Integer primary, String name) {
    MeterReading.Meter meter =
        new MeterReading.Meter(id, null, null, null, null, null, secondary, primary);

    assertThat(knowing(METERS).name(meter)).isEqualTo(name);
  }
}
