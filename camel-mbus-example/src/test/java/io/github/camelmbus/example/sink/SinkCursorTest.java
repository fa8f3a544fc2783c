package io.github.camelmbus.example.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelmbus.example.archive.ArchiveEntry;
import io.github.camelmbus.example.archive.ArchivedReading;
import io.github.camelmbus.example.archive.ReadingJournal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteConfig;

/** Where a sink goes on while the archive does not keep its position, as on a full disk. */
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

  /** The ids of the readings of a batch that a sink has taken. */
  private List<Long> delivered() {
    SinkCursor.Batch batch = cursor.next(20);
    cursor.advance(batch.start(), batch.end());
    return batch.readings().stream().map(ArchivedReading::id).toList();
  }

  private void append(int count) {
    for (int i = 0; i < count; i++) {
      journal.append(
          new ArchiveEntry(
              new ArchiveEntry.Source("mbus", "tcp://gateway:10001", "12345678", "1", null),
              START,
              null,
              List.of(new byte[] {1}),
              null,
              null));
    }
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = new SQLiteConfig().createConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
