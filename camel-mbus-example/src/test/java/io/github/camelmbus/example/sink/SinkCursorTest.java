package io.github.camelmbus.example.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelmbus.example.archive.ArchiveEntry;
import io.github.camelmbus.example.archive.ArchivedReading;
import io.github.camelmbus.example.archive.ReadingJournal;
import io.github.camelmbus.example.archive.SteppedClock;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteConfig;

/** Where a sink goes on while the archive does not keep its position, or is another one. */
class SinkCursorTest {
  private static final Instant START = Instant.parse("2026-11-29T03:00:00Z");

  @TempDir Path directory;
  private Path file;
  private ReadingJournal journal;
  private SinkCursor cursor;

  @BeforeEach
  void open() {
    file = directory.resolve("archive.db");
    journal = new ReadingJournal(file, Clock.systemUTC());
    cursor = new SinkCursor("kafka", journal, false, true);
  }

  @AfterEach
  void close() {
    journal.close();
  }

  @Test
  void nothingIsSentAgainWhileAPositionCannotBeWritten() throws Exception {
    append(3);
    assertThat(delivered()).containsExactly(1L, 2L, 3L);
    append(1);
    execute("CREATE TRIGGER full BEFORE UPDATE ON cursor BEGIN SELECT RAISE(FAIL, 'no room'); END");
    assertThat(delivered()).containsExactly(4L);

    assertThat(delivered()).isEmpty();
    append(1);
    assertThat(delivered()).containsExactly(5L);
    assertThat(journal.position("kafka")).hasValue(3);

    execute("DROP TRIGGER full");
    assertThat(delivered()).isEmpty();
    assertThat(journal.position("kafka")).hasValue(5);
  }

  @Test
  void aSinkThatIsSetBackMeanwhileGetsAllAgain() throws Exception {
    append(3);
    delivered();
    append(1);
    execute("CREATE TRIGGER full BEFORE UPDATE ON cursor BEGIN SELECT RAISE(FAIL, 'no room'); END");
    delivered();

    execute("DROP TRIGGER full");
    journal.setPosition("kafka", 1);

    assertThat(delivered()).containsExactly(2L, 3L, 4L);
    assertThat(journal.position("kafka")).hasValue(4);
  }

  @Test
  void theLagIsWithoutWhatWasDeliveredWhileItsPositionCannotBeWritten() throws Exception {
    append(3);
    delivered();
    append(2);
    assertThat(cursor.lag()).isEqualTo(2);
    execute("CREATE TRIGGER full BEFORE UPDATE ON cursor BEGIN SELECT RAISE(FAIL, 'no room'); END");
    delivered();

    assertThat(journal.position("kafka")).hasValue(3);
    assertThat(cursor.lag()).isZero();
    append(1);
    assertThat(cursor.lag()).isEqualTo(1);
  }

  /** Position 0 in the damaged file, where the batch begins, is also that in the new one. */
  @Test
  void aBatchOfADamagedFileDoesNotMoveTheSinkOnInTheNewOne() throws Exception {
    for (int i = 0; i < 100; i++) {
      journal.append(entry(new byte[2000]));
    }
    journal.close();
    try (RandomAccessFile pages = new RandomAccessFile(file.toFile(), "rw")) {
      pages.seek(29 * 4096L);
      pages.write(new byte[4096]);
    }
    journal = new ReadingJournal(file, Clock.systemUTC());
    cursor = new SinkCursor("kafka", journal, false, true);
    SinkCursor.Batch underWay = cursor.next(5);
    assertThat(underWay.start()).isZero();
    assertThat(underWay.readings()).hasSize(5);

    assertThatThrownBy(() -> journal.after(5, 100)).hasMessageContaining("is damaged");
    append(7);
    cursor.advance(underWay, 3);
    cursor.advance(underWay, underWay.end());

    assertThat(cursor.lag()).isEqualTo(7);
    assertThat(delivered()).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L);
    assertThat(journal.position("kafka")).hasValue(7);
  }

  /** A sink that is new begins where its setting says, also if the archive is away at the start. */
  @Test
  void aNewSinkGetsAllFromTheBeginningOfAnArchiveThatIsOpenedLater() throws Exception {
    append(2);
    journal.close();
    // The folder is a file first, as nothing else refuses root everywhere.
    Path folder = directory.resolve("readings");
    Files.writeString(folder, "");
    SteppedClock clock = new SteppedClock(START);
    journal = new ReadingJournal(folder.resolve("archive.db"), clock);
    cursor = new SinkCursor("http", journal, false, true);
    SinkCursor fromNow = new SinkCursor("mqtt", journal, false, false);
    append(1);
    assertThat(delivered()).as("from memory").containsExactly(1L);
    SinkCursor.Batch underWay = fromNow.next(20);

    Files.delete(folder);
    Files.createDirectory(folder);
    Files.move(file, folder.resolve("archive.db"));
    clock.step(Duration.ofSeconds(10));
    journal.writeWaiting();
    fromNow.advance(underWay, underWay.end());

    assertThat(journal.problem()).isNull();
    assertThat(delivered()).containsExactly(1L, 2L, 3L);
    assertThat(fromNow.next(20).readings()).extracting(ArchivedReading::id).containsExactly(3L);
  }

  /** The ids of the readings of a batch that a sink has taken. */
  private List<Long> delivered() {
    SinkCursor.Batch batch = cursor.next(20);
    cursor.advance(batch, batch.end());
    return batch.readings().stream().map(ArchivedReading::id).toList();
  }

  private void append(int count) {
    for (int i = 0; i < count; i++) {
      journal.append(entry(new byte[] {1}));
    }
  }

  private static ArchiveEntry entry(byte[] telegram) {
    return new ArchiveEntry(
        new ArchiveEntry.Source("mbus", "tcp://gateway:10001", "12345678", "1", null),
        START,
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
