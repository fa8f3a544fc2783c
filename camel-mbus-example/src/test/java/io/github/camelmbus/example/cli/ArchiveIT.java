package io.github.camelmbus.example.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelmbus.simulator.House;
import io.github.camelmbus.simulator.SimulatorServer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The commands that use the archive, beside the app that writes it and after it has ended. */
@Execution(ExecutionMode.CONCURRENT)
class ArchiveIT {
  private static final int METERS = 11;
  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private static final Pattern READ = Pattern.compile("(\\d{8}): \\d+ records from ");

  /** With the files of two polls, which tests copy. */
  @TempDir static Path polled;

  @TempDir Path directory;
  private SimulatorServer gateway;

  @BeforeAll
  static void pollTheHouse() throws Exception {
    try (SimulatorServer gateway = SimulatorServer.start(House.named("house"), 0, 500);
        App run = app(polled, gateway).start("run")) {
      await().atMost(PATIENCE).until(() -> lines(polled, ".jsonl").size() >= 2 * METERS);
      assertThat(run.err()).doesNotContain("ERROR");
    }
  }

  @BeforeEach
  void serveTheHouse() {
    gateway = SimulatorServer.start(House.named("house"), 0, 500);
  }

  @AfterEach
  void endTheHouse() {
    gateway.close();
  }

  @Test
  void readingsOfTheArchiveAreThoseOfTheDayFilesOctetForOctet() throws Exception {
    copyWhatWasPolled();

    List<String> exported = app().run("export").out().lines().toList();
    List<String> written = lines(".jsonl");
    assertThat(exported).containsAll(written).hasSizeGreaterThanOrEqualTo(2 * METERS);

    List<JsonNode> energy =
        app().run("export", "--meter", "50418823", "--key", "energy", "--to", "2100-01-01").json();
    assertThat(energy)
        .isNotEmpty()
        .allSatisfy(
            reading -> {
              assertThat(reading.at("/meter/id").asText()).isEqualTo("50418823");
              assertThat(reading.get("records")).hasSize(1);
            });
    assertThat(app().run("export", "--from", "2100-01-01").out()).isEmpty();
    App unknown = app().run("export", "--meter", "50418823", "--key", "enrgy");
    assertThat(unknown.exitCode()).isEqualTo(2);
    assertThat(unknown.err())
        .contains(
            "--key enrgy: no reading has a record with this key; the keys are dateTime, ",
            " energy, ");
    assertThat(app().run("export", "--from", "2026-12-01", "--to", "2026-11-01").err())
        .contains("--from 2026-12-01 is not before --to 2026-11-01; nothing lies between");
    assertThat(app().run("export", "--csv").out().lines().map(line -> line + "\r\n"))
        .contains(
            "readAt,line,meterId,name,manufacturer,deviceType,key,value,unit,quality,text,"
                + "secondaryAddress\r\n");
  }

  @Test
  void namesThatTheInventoryHasGotSinceAreInAnExportWhereThatIsWanted() throws Exception {
    copyWhatWasPolled();
    Files.writeString(
        directory.resolve("readings/inventory.json"),
        """
        {"meters":[{"secondaryAddress":"5041882324232804","name":"Flat 3"}]}
        """);

    assertThat(app().run("export", "--meter", "50418823").json())
        .isNotEmpty()
        .allSatisfy(reading -> assertThat(reading.at("/meter/name").isMissingNode()).isTrue());
    assertThat(app().run("export", "--names-now", "--meter", "Flat 3").json())
        .isNotEmpty()
        .allSatisfy(
            reading -> {
              assertThat(reading.at("/meter/id").asText()).isEqualTo("50418823");
              assertThat(reading.at("/meter/name").asText()).isEqualTo("Flat 3");
            });
  }

  /** A terminal that does not tell its width is taken for one of 80 columns. */
  @Test
  void aReportFitsATerminal() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "script makes the terminal");
    copyWhatWasPolled();

    String year = Integer.toString(java.time.Year.now(java.time.ZoneId.systemDefault()).getValue());
    App report = app().runOnTerminal("", "report", "--year", year);

    assertThat(report.out().lines())
        .hasSizeGreaterThan(2 * METERS)
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    assertThat(report.out()).contains("meter", "remarks");
  }

  @Test
  void aReportHasEachCounterOfEachMeter() throws Exception {
    copyWhatWasPolled();

    String year = Integer.toString(java.time.Year.now(java.time.ZoneId.systemDefault()).getValue());
    App report = app().run("report", "--year", year);

    assertThat(report.exitCode()).isZero();
    assertThat(report.json().stream().map(row -> row.get("meter").asText()).distinct())
        .hasSize(METERS);
    assertThat(report.json())
        .filteredOn(row -> row.get("key").asText().equals("energy"))
        .isNotEmpty()
        .allSatisfy(
            row -> {
              assertThat(row.get("unit").asText()).isEqualTo("W.h");
              assertThat(row.get("end").isNumber()).isTrue();
            });
    assertThat(app().run("report", "--year", year, "--csv").out())
        .startsWith("meter,name,key,unit,from,to,used,start,startAt,startSource,end,endAt,");
    assertThat(app().run("report", "--year", year, "--no-json").out()).contains("remarks");
    App unknown = app().run("report", "--year", year, "--meter", "12");
    assertThat(unknown.err()).contains("--meter 12: the archive has no such meter; it has 5041882");
    assertThat(unknown.exitCode()).isEqualTo(2);
    assertThat(app().run("report", "--year", "2001").err())
        .isEqualTo(
            "nothing was read from 2001-01-01 to 2001-12-31; --month and --year choose another"
                + " time\n");
    assertThat(app().run("report", "--month", "yesterday").err())
        .contains(
            "--month has the form 2026-11, and --year the form 2026; 'yesterday' has neither");
  }

  @Test
  void aSeriesIsOneRecordOfAMeterByTime() throws Exception {
    copyWhatWasPolled();

    List<JsonNode> energy = app().run("series", "--meter", "50418823", "--key", "energy").json();
    assertThat(energy)
        .filteredOn(point -> point.get("source").asText().equals("poll"))
        .hasSizeGreaterThanOrEqualTo(2)
        .allSatisfy(
            point -> {
              assertThat(point.get("meter").asText()).startsWith("50418823");
              assertThat(point.get("unit").asText()).isEqualTo("W.h");
              assertThat(point.get("value").isNumber()).isTrue();
            });
    assertThat(energy).extracting(point -> point.get("at").asText()).isSorted();
    assertThat(app().run("series", "--key", "energy", "--csv").out())
        .startsWith("at,meter,name,key,value,unit,source");
    App unknown = app().run("series", "--key", "enrgy", "--csv");
    assertThat(unknown.exitCode()).isEqualTo(2);
    assertThat(unknown.err())
        .contains("--key enrgy: no reading has a record with this key; the keys are dateTime, ");
    App date = app().run("series", "--key", "dateTime");
    assertThat(date.exitCode()).isZero();
    assertThat(date.err())
        .isEqualTo("no reading of this time has a number with the key dateTime\n");
  }

  @Test
  void theFileIsCheckedCopiedAndShrunkWhileItIsWritten() throws Exception {
    try (App run = app().start("run")) {
      await().atMost(PATIENCE).until(() -> lines(".jsonl").size() >= METERS);

      assertThat(app().run("archive", "check").out()).contains(" is whole; it has ");
      assertThat(app().run("archive", "backup", "copy.db").exitCode()).isZero();
      assertThat(app().run("archive", "backup", "copy.db").err()).contains("copy.db exists");
      assertThat(app().run("archive", "compact").exitCode()).isZero();
      int before = lines(".jsonl").size();
      await().atMost(PATIENCE).until(() -> lines(".jsonl").size() > before);
      assertThat(run.err()).doesNotContain("ERROR");
    }
    assertThat(app().with("-Dmbus.archive=copy.db").run("export").json())
        .hasSizeGreaterThanOrEqualTo(METERS);
  }

  /** These commands start without Quarkus, which reads the settings for others. */
  @Test
  void settingsAreTakenFromWhereRunTakesThem() throws Exception {
    Path config = Files.createDirectory(directory.resolve("config"));
    Path file = config.resolve("application.properties");
    Files.writeString(file, "mbus.archive=${mbus.directory}/of-file.db\n");
    assertThat(app().run("export").err()).contains("/readings/of-file.db");
    Files.writeString(directory.resolve(".env"), "MBUS_ARCHIVE=of-env.db\n");
    assertThat(app().run("archive", "check").err()).contains("/of-env.db");
    assertThat(app("-Dmbus.archive=of-option.db").run("report").err()).contains("/of-option.db");
    assertThat(app("-Dmbus.archive=").run("archive", "check").err())
        .isEqualTo("the setting mbus.archive is empty\n");

    App wrong = app("-Dmbus.csv.decimal=x").run("series", "--key", "energy");
    assertThat(wrong.exitCode()).isEqualTo(2);
    assertThat(wrong.err()).isEqualTo("mbus.csv.decimal is a point or a comma, not 'x'\n");
  }

  @Test
  void theLogHasTheFormAndTheLevelsOfTheSettings() throws Exception {
    Path inventory = directory.resolve("readings/inventory.json");
    Files.createDirectories(inventory.getParent());
    Files.writeString(
        inventory,
        """
        {"version": 1, "meters": [{"secondaryAddress": "1234567824232804",
         "secretKey": "000102030405060708090A0B0C0D0E0F"}]}
        """);
    assertThat(inventory.toFile().setReadable(true, false)).isTrue();

    assertThat(app().run("export").err())
        .containsPattern("(?m)^20.* WARN  the inventory .* has keys of meters")
        .doesNotContain("command failed");
    assertThat(
            app("-Dquarkus.log.category.\"io.github.camelmbus\".level=DEBUG").run("export").err())
        .containsPattern("(?m)^20.* DEBUG command failed");
    assertThat(app("-Dquarkus.log.level=ERROR").run("export").err()).startsWith("there is no");
  }

  @Test
  void whatIsNotThereIsSaid() throws Exception {
    App export = app().run("export");

    assertThat(export.exitCode()).isEqualTo(2);
    assertThat(export.err()).contains("there is no archive").doesNotContain("\tat ");

    copyWhatWasPolled();
    App rewind = app().run("sinks", "rewind", "kafka", "--to", "2026-11-01");
    assertThat(rewind.exitCode()).isEqualTo(2);
    assertThat(rewind.err())
        .contains("no sink kafka has taken readings from the archive; none has yet");
  }

  @Test
  void aDamagedFileIsMovedAsideAndPollingGoesOn() throws Exception {
    Files.createDirectories(directory.resolve("readings"));
    Files.writeString(directory.resolve("readings/archive.db"), "not a database ".repeat(1000));

    try (App run = app().start("run")) {
      await().atMost(PATIENCE).until(() -> lines(".jsonl").size() >= METERS);

      assertThat(run.err()).contains("is damaged", "It was moved to ").doesNotContain("\tat ");
    }
    assertThat(app().run("export").json()).hasSizeGreaterThanOrEqualTo(METERS);
  }

  /** The line is as slow as a real one, so that the signal comes while a meter is read. */
  @Test
  void whatWasReadIsKeptWhenTheAppIsEndedInTheMiddleOfAPoll() throws Exception {
    gateway.close();
    gateway = SimulatorServer.start(House.named("house"), 0, 1);
    App run = app().start("run");
    try (run) {
      await().atMost(PATIENCE).until(() -> logged(run).size() >= METERS / 3);
    }

    List<String> archived = app().run("export").json().stream().map(ArchiveIT::identity).toList();
    assertThat(archived)
        .isNotEmpty()
        .isEqualTo(lines(".jsonl").stream().map(App::json).map(ArchiveIT::identity).toList())
        .isEqualTo(
            lines(".csv").stream()
                .skip(1)
                .map(row -> row.split(","))
                .map(row -> row[2] + "@" + row[0])
                .distinct()
                .toList());
    assertThat(archived).extracting(reading -> reading.substring(0, 8)).isEqualTo(logged(run));
  }

  private static List<String> logged(App run) {
    return READ.matcher(run.err()).results().map(result -> result.group(1)).toList();
  }

  private static String identity(JsonNode reading) {
    return reading.at("/meter/id").asText() + "@" + reading.get("readAt").asText();
  }

  /** Skipped where a small disk cannot be made. */
  @Test
  void whileTheDiskIsFullPollingGoesOnAndWhenThereIsRoomNothingIsMissing() throws Exception {
    Path disk = Files.createDirectory(directory.resolve("disk"));
    assumeTrue(
        execute("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", disk.toString()) == 0,
        "the user of the tests may not mount a file system");
    try {
      App.Start onDisk = app("-Dmbus.archive=" + disk.resolve("archive.db"));
      App run = onDisk.start("run");
      try (run) {
        await().atMost(PATIENCE).until(() -> lines(".jsonl").size() >= METERS);
        Path filler = fill(disk);
        await()
            .atMost(PATIENCE)
            .until(() -> run.err().contains("there is no room for the archive"));
        int before = lines(".jsonl").size();
        await().atMost(PATIENCE).until(() -> lines(".jsonl").size() >= before + METERS);
        Files.delete(filler);
        await().atMost(PATIENCE).until(() -> run.err().contains("the archive is written again"));
      }

      assertThat(run.err())
          .containsOnlyOnce("there is no room for the archive " + disk.resolve("archive.db"))
          .contains("make some on its disk. Meters are polled; up to 10000 readings wait in memory")
          .doesNotContain("\tat ");
      assertThat(onDisk.run("export").out().lines()).containsExactlyElementsOf(lines(".jsonl"));
    } finally {
      execute("umount", disk.toString());
    }
  }

  /** Skipped where a small disk cannot be made. */
  @Test
  void anAppThatIsStartedOnAFullDiskArchivesAllWhenThereIsRoom() throws Exception {
    Path disk = Files.createDirectory(directory.resolve("disk"));
    assumeTrue(
        execute("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", disk.toString()) == 0,
        "the user of the tests may not mount a file system");
    try {
      Path filler = fill(disk);
      App.Start onDisk = app("-Dmbus.archive=" + disk.resolve("archive.db"));
      App run = onDisk.start("run");
      try (run) {
        await().atMost(PATIENCE).until(() -> lines(".jsonl").size() >= METERS);
        Files.delete(filler);
        await().atMost(PATIENCE).until(() -> run.err().contains("the archive is written: "));
      }

      assertThat(run.err())
          .containsOnlyOnce("there is no room for the archive " + disk.resolve("archive.db"))
          .contains("nothing is archived until it can be used; that is tried again")
          .doesNotContain("\tat ");
      assertThat(onDisk.run("export").out().lines()).containsExactlyElementsOf(lines(".jsonl"));
    } finally {
      execute("umount", disk.toString());
    }
  }

  @Test
  void readingsOlderThanTheTimeToKeepThemAreRemovedWhenTheAppStarts() throws Exception {
    copyWhatWasPolled();
    long polled = app().run("export").out().lines().count();
    String file = directory.resolve("readings/archive.db").toString();
    long year = Duration.ofDays(366).toMillis();
    try (Connection archive = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = archive.createStatement()) {
      statement.executeUpdate(
          "UPDATE reading SET read_at = read_at - %d WHERE id <= 5".formatted(year));
    }
    try (App run = app("-Dmbus.archive.keep=1y").start("run")) {
      await().atMost(PATIENCE).until(() -> run.err().contains("older than mbus.archive.keep"));
      assertThat(run.err())
          .contains("5 readings were older than mbus.archive.keep and have been removed");
    }
    List<String> left = app().run("export").out().lines().toList();
    assertThat(left).hasSizeGreaterThanOrEqualTo((int) polled - 5);
    assertThat(left.get(0)).isEqualTo(lines(".jsonl").get(5));
  }

  private static int execute(String... command) throws Exception {
    return new ProcessBuilder(command).start().waitFor();
  }

  /** Writes to a new file until the disk has no room. */
  private static Path fill(Path disk) {
    Path filler = disk.resolve("filler");
    try (OutputStream out = Files.newOutputStream(filler)) {
      while (true) {
        out.write(new byte[512]);
      }
    } catch (IOException full) {
      return filler;
    }
  }

  /** The files of an app that has polled and ended. */
  private void copyWhatWasPolled() throws IOException {
    Path from = polled.resolve("readings");
    Path to = Files.createDirectory(directory.resolve("readings"));
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
  }

  private App.Start app(String... settings) {
    return app(directory, gateway, settings);
  }

  private static App.Start app(Path directory, SimulatorServer gateway, String... settings) {
    List<String> options =
        List.of(
            "-Dmbus.line=tcp://localhost:" + gateway.port(),
            "-Dmbus.meters=secondary=50418823,50418825,71350410,71350412,71350415,71350417,"
                + "71412274,71412275,71412276,64208831,64208832",
            "-Dmbus.delay=100ms");
    return App.Start.in(directory)
        .with(Stream.concat(options.stream(), Stream.of(settings)).toArray(String[]::new));
  }

  private List<String> lines(String ending) throws IOException {
    return lines(directory, ending);
  }

  private static List<String> lines(Path directory, String ending) throws IOException {
    Path readings = directory.resolve("readings");
    if (!Files.exists(readings)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(readings)) {
      Path file = files.filter(one -> one.toString().endsWith(ending)).findFirst().orElse(null);
      return file == null ? List.of() : Files.readAllLines(file);
    }
  }
}
