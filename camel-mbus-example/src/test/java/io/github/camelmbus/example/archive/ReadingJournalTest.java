package io.github.camelmbus.example.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.camelmbus.example.archive.ArchiveException.Reason;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jboss.logmanager.Logger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sqlite.SQLiteConfig;

/** Whatever is wrong with the file, polls go on, and nothing in it is lost. */
class ReadingJournalTest {
  private static final Instant START = Instant.parse("2026-11-29T03:00:00Z");

  @TempDir Path directory;
  private Path file;
  private final SteppedClock clock = new SteppedClock(START);

  @BeforeEach
  void nameFile() {
    file = directory.resolve("archive.db");
  }

  @Test
  void whatWasAppendedIsThereAfterARestart() {
    write(1, 2, 3);

    assertThat(content(file)).containsExactly(1, 2, 3);
  }

  @Test
  void aDamagedFileIsMovedAsideAndANewOneBegins() throws IOException {
    Files.writeString(file, "this is no database, but somebody's notes: ".repeat(100));
    byte[] before = Files.readAllBytes(file);

    write(4);

    assertThat(content(file)).containsExactly(4);
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files.filter(one -> one.toString().contains("db.damaged-20261129-0300")))
          .singleElement()
          .satisfies(moved -> assertThat(Files.readAllBytes(moved)).isEqualTo(before));
    }
  }

  /** As a disk leaves it: appending goes on, and only who reads that page sees it. */
  @Test
  void aFileWithADamagedPageThatASinkReadsIsMovedAsideWithAllThatIsInIt() throws Exception {
    int written = 100;
    try (ReadingJournal journal = new ReadingJournal(file, clock)) {
      for (int number = 1; number <= written; number++) {
        journal.append(entry(Arrays.copyOf(new byte[] {(byte) number}, 2000)));
      }
    }
    damagePage(30);
    try (ReadingJournal journal = new ReadingJournal(file, clock)) {
      journal.setPosition("kafka", 10);
      assertThat(journal.position("kafka")).hasValue(10);
      journal.append(entry(101));
      assertThat(journal.problem()).isNull();

      assertThatThrownBy(() -> journal.after(10, written))
          .isInstanceOf(ArchiveException.class)
          .hasMessageContaining("is damaged");

      assertThat(journal.problem()).contains("is damaged");
      journal.append(entry(102));
      assertThat(journal.problem()).isNull();
      assertThat(journal.position("kafka")).as("nothing is left out").hasValue(0);
      assertThat(journal.after(0, 10)).extracting(one -> number(one)).containsExactly(102);
    }
    try (Archive moved = Archive.read(movedAside())) {
      assertThat(moved.last()).isEqualTo(written + 1);
      assertThat(moved.after(written, 1)).extracting(one -> number(one)).containsExactly(101);
      assertThat(moved.after(0, 10)).hasSize(10);
    }
  }

  /** 4096 octets each; the first one has number 1. */
  private void damagePage(int number) throws IOException {
    try (RandomAccessFile pages = new RandomAccessFile(file.toFile(), "rw")) {
      assertThat(pages.length()).isGreaterThan(number * 4096L);
      pages.seek((number - 1) * 4096L);
      pages.write(new byte[4096]);
    }
  }

  private Path movedAside() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(one -> one.toString().matches(".*db\\.damaged-[0-9-]+"))
          .findFirst()
          .orElseThrow();
    }
  }

  @Test
  void aFileOfALaterVersionIsLeftAloneAndSaid() throws Exception {
    write(1);
    execute("PRAGMA user_version = 7");
    byte[] before = Files.readAllBytes(file);

    try (ReadingJournal journal = new ReadingJournal(file, clock)) {
      journal.append(entry(2));

      assertThat(journal.problem())
          .contains("has version 7, and this app knows 1", "start that one");
      assertThat(journal.after(0, 10)).extracting(one -> number(one)).containsExactly(2);
    }
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
  }

  @Test
  void aDatabaseOfAnotherProgramIsLeftAlone() throws Exception {
    execute("CREATE TABLE notes (text TEXT)");

    try (ReadingJournal journal = new ReadingJournal(file, clock)) {
      journal.append(entry(1));

      assertThat(journal.problem()).contains("is a database of another program");
    }
    execute("SELECT text FROM notes");
  }

  @Test
  void aSecondProcessIsRefusedWithWords() {
    try (ReadingJournal first = new ReadingJournal(file, clock);
        ReadingJournal second = new ReadingJournal(file, clock)) {
      second.append(entry(1));
      first.append(entry(2));

      assertThat(second.problem()).contains("another process appends to the archive");
      assertThat(first.problem()).isNull();
    }
    assertThat(content(file)).containsExactly(2);
  }

  @Test
  void aFolderThatIsAFileCannotBeWritten() throws IOException {
    Files.writeString(directory.resolve("readings"), "");

    try (ReadingJournal journal =
        new ReadingJournal(directory.resolve("readings/archive.db"), clock)) {
      journal.append(entry(1));

      assertThat(journal.problem()).contains("cannot be written", "give the user of this app");
      assertThat(journal.after(0, 10)).hasSize(1);
    }
  }

  /** Skipped where neither permissions nor a mount make it one. */
  @Test
  void aReadOnlyFolderIsReadAndItsFileIsLeftAsItIs() throws Exception {
    Path disk = Files.createDirectory(directory.resolve("disk #1"));
    assumeTrue(
        execute("mount", "-t", "tmpfs", "tmpfs", disk.toString()) == 0,
        "the user of the tests may not mount a file system");
    try {
      file = disk.resolve("archive.db");
      write(1, 2);
      byte[] before = Files.readAllBytes(file);
      assertThat(execute("mount", "-o", "remount,ro", disk.toString())).isZero();

      try (ReadingJournal journal = new ReadingJournal(file, clock)) {
        journal.append(entry(3));
        assertThat(journal.problem())
            .contains("cannot be written", "give the user of this app the right to write");
        assertThat(journal.after(0, 10)).hasSize(1);
      }

      assertThat(content(file)).containsExactly(1, 2);
      assertThat(Files.readAllBytes(file)).isEqualTo(before);
    } finally {
      execute("umount", disk.toString());
    }
  }

  private static int execute(String... command) throws Exception {
    return new ProcessBuilder(command).start().waitFor();
  }

  @Test
  void readingsWaitWhileTheDiskIsFullAndAreWrittenWhenThereIsRoom() throws Exception {
    try (ReadingJournal journal = new ReadingJournal(file, clock)) {
      journal.append(entry(1));
      // As a full disk: the file may not grow.
      Archive archive = journal.archive();
      archive.limitPages(1);
      journal.append(big(2));
      journal.append(big(3));

      assertThat(journal.problem()).contains("there is no room for the archive", "make some");
      assertThat(journal.waiting()).isEqualTo(2);
      assertThat(content(file)).containsExactly(1);

      archive.limitPages(1_000_000);
      clock.step(Duration.ofMinutes(1));
      journal.writeWaiting();

      assertThat(journal.problem()).isNull();
      assertThat(content(file)).containsExactly(1, 2, 3);
    }
  }

  @Test
  void readingsThatWaitAreWrittenAlsoIfTheClockWasSetBackMeanwhile() throws Exception {
    try (ReadingJournal journal = new ReadingJournal(file, clock)) {
      journal.archive().limitPages(1);
      journal.append(big(1));
      assertThat(journal.waiting()).isEqualTo(1);

      journal.archive().limitPages(1_000_000);
      clock.step(Duration.ofDays(-365));
      journal.writeWaiting();

      assertThat(journal.problem()).isNull();
      assertThat(content(file)).containsExactly(1);
    }
  }

  /** The folder is a file first, as nothing else refuses root everywhere. */
  @Test
  void anArchiveThatCannotBeUsedAtTheStartGetsWhatWasReadMeanwhile() throws IOException {
    write(1, 2);
    try (Archive archive = Archive.append(file)) {
      archive.setPosition("kafka", 2);
      archive.setPosition("http", 1);
    }
    Path folder = directory.resolve("readings");
    Files.writeString(folder, "");
    Path later = folder.resolve("archive.db");
    try (ReadingJournal journal = new ReadingJournal(later, clock)) {
      for (String sink : List.of("kafka", "http", "mqtt")) {
        assertThat(journal.position(sink)).isEmpty();
        journal.setPosition(sink, 0);
      }
      journal.append(entry(3));
      journal.append(entry(4));
      journal.advance("kafka", 0, 1);
      Files.delete(folder);
      Files.createDirectory(folder);
      Files.move(file, later);
      journal.writeWaiting();
      assertThat(journal.archive()).as("not due yet").isNull();

      clock.step(Duration.ofSeconds(10));
      journal.writeWaiting();
      journal.append(entry(5));

      assertThat(journal.problem()).isNull();
      assertThat(after(journal, "kafka")).as("has got 3 from memory").containsExactly(4, 5);
      assertThat(after(journal, "http")).as("was at 1").containsExactly(2, 3, 4, 5);
      assertThat(after(journal, "mqtt")).as("is new").containsExactly(3, 4, 5);
    }
    assertThat(content(later)).containsExactly(1, 2, 3, 4, 5);
  }

  private static List<Integer> after(ReadingJournal journal, String sink) {
    return journal.after(journal.position(sink).orElseThrow(), 10).stream()
        .map(ReadingJournalTest::number)
        .toList();
  }

  /** SQLite cannot lock a file for two machines there. */
  @Test
  void aNetworkDriveIsWarnedOfAndUsed() {
    List<String> said = new ArrayList<>();
    Handler log = handler(said);
    Logger logger = Logger.getLogger(ReadingJournal.class.getName());
    logger.addHandler(log);
    try (ReadingJournal local = new ReadingJournal(file, clock, folder -> "ext4")) {
      local.append(entry(1));
      assertThat(said).isEmpty();
    }
    try (ReadingJournal journal = new ReadingJournal(file, clock, folder -> "NFS4")) {
      journal.append(entry(2));
      assertThat(journal.problem()).isNull();
    } finally {
      logger.removeHandler(log);
    }

    assertThat(said)
        .containsExactly(
            "the archive %s is on a network drive (nfs4), where SQLite can lose data; let"
                    .formatted(file)
                + " mbus.archive name a file of a local disk");
    assertThat(content(file)).containsExactly(1, 2);
    assertThat(ArchiveFile.fileSystem(directory)).isNotEmpty();
  }

  /** The folder is a file, as nothing else refuses root everywhere. */
  @ParameterizedTest
  @ValueSource(ints = {0, 2})
  void whatIsLostAtTheEndIsSaidIfAnythingIs(int readings) throws IOException {
    Path folder = Files.writeString(directory.resolve("readings"), "");
    List<String> said = new ArrayList<>();
    Handler log = handler(said);
    Logger logger = Logger.getLogger(ReadingJournal.class.getName());
    ReadingJournal journal = new ReadingJournal(folder.resolve("archive.db"), clock);
    logger.addHandler(log);
    try {
      IntStream.range(0, readings).forEach(number -> journal.append(entry(number)));
      journal.close();
    } finally {
      logger.removeHandler(log);
    }

    assertThat(said)
        .isEqualTo(
            readings == 0 ? List.of() : List.of("2 readings that waited for the archive are lost"));
  }

  private static Handler handler(List<String> said) {
    return new Handler() {
      @Override
      public void publish(LogRecord record) {
        said.add(record.getMessage());
      }

      @Override
      public void flush() {}

      @Override
      public void close() {}
    };
  }

  @Test
  void withoutAnArchiveReadingsAreInMemory() {
    try (ReadingJournal journal = new ReadingJournal(null, clock)) {
      journal.append(entry(1));

      assertThat(journal.problem()).isNull();
      assertThat(journal.after(0, 10)).hasSize(1);
    }
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void aCursorThatSomebodyHasSetBackIsNotMovedOn() {
    write(1, 2, 3);
    try (Archive archive = Archive.append(file);
        Archive other = Archive.read(file)) {
      archive.setPosition("kafka", 3);
      other.setPosition("kafka", 1);

      assertThat(archive.advance("kafka", 3, 4)).isFalse();
      assertThat(archive.position("kafka")).hasValue(1);
    }
  }

  @Test
  void aSinkIsSetBackAndNeverOnBeyondWhatWaitsForIt() {
    write(1, 2, 3);
    try (Archive archive = Archive.append(file)) {
      archive.setPosition("kafka", 2);

      assertThat(archive.rewind("kafka", START.plusSeconds(3))).isFalse();
      assertThat(archive.rewind("kafka", START.plusSeconds(1000))).isFalse();
      assertThat(archive.position("kafka")).as("3 waits for it").hasValue(2);
      assertThat(archive.rewind("kafka", START.plusSeconds(2))).isTrue();
      assertThat(archive.position("kafka")).hasValue(1);
    }
  }

  @Test
  void onlyWhatEverySinkHasGotIsRemoved() {
    write(1, 2, 3);
    try (Archive archive = Archive.append(file)) {
      archive.setPosition("kafka", 2);

      assertThat(archive.removeBefore(START.plusSeconds(100), List.of("kafka"))).isEqualTo(2);
    }
    assertThat(content(file)).containsExactly(3);
  }

  @Test
  void theNewestReadingOfEachMeterIsFoundAmongMany() {
    write(1, 2, 3);
    try (Archive archive = Archive.append(file)) {
      assertThat(archive.newestAfter(0)).extracting(one -> number(one)).containsExactly(3);
      assertThat(archive.newestAfter(3)).isEmpty();
    }
  }

  @Test
  void aCopyHasAllAndMayBeMadeMeanwhile() {
    try (ReadingJournal journal = new ReadingJournal(file, clock);
        Archive beside = Archive.read(file)) {
      journal.append(entry(1));
      beside.backup(directory.resolve("copy.db"));
      journal.append(entry(2));
      beside.compact();

      assertThat(beside.damages()).isEmpty();
    }
    assertThat(content(directory.resolve("copy.db"))).containsExactly(1);
    assertThat(content(file)).containsExactly(1, 2);
  }

  @Test
  void aCopyThatCannotBeWrittenIsToldByItsOwnName() {
    write(1);
    Path target = directory.resolve("missing/copy.db");
    try (Archive archive = Archive.read(file)) {
      assertThatThrownBy(() -> archive.backup(target))
          .isInstanceOf(ArchiveException.class)
          .hasMessageStartingWith("the copy %s cannot be written: ".formatted(target))
          .hasMessageEndingWith("its directory must be there and have room for it");
    }
  }

  @Test
  void thereIsNoArchiveBeforeRunHasMadeOne() {
    assertThatThrownBy(() -> Archive.read(file))
        .isInstanceOfSatisfying(
            ArchiveException.class,
            failure -> assertThat(failure.reason()).isEqualTo(Reason.MISSING))
        .hasMessageContaining("there is no archive");
  }

  private void write(int... numbers) {
    try (ReadingJournal journal = new ReadingJournal(file, clock)) {
      for (int number : numbers) {
        journal.append(entry(number));
      }
      assertThat(journal.problem()).isNull();
    }
  }

  private static List<Integer> content(Path path) {
    try (Archive archive = Archive.read(path)) {
      return archive.after(0, 100).stream().map(ReadingJournalTest::number).toList();
    }
  }

  private static int number(ArchivedReading archived) {
    return archived.entry().telegrams().get(0)[0];
  }

  private static ArchiveEntry entry(int number) {
    return entry(new byte[] {(byte) number});
  }

  private static ArchiveEntry big(int number) {
    byte[] telegram = new byte[20_000];
    telegram[0] = (byte) number;
    return entry(telegram);
  }

  private static ArchiveEntry entry(byte[] telegram) {
    return new ArchiveEntry(
        new ArchiveEntry.Source("mbus", "tcp://gateway:10001", "12345678", "1", null),
        START.plusSeconds(telegram[0]),
        null,
        List.of(telegram),
        null,
        null);
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = new SQLiteConfig().createConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
