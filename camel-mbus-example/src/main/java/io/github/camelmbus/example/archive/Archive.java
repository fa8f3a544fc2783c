package io.github.camelmbus.example.archive;

import io.github.camelmbus.example.archive.ArchiveException.Reason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An archive in a file. Only one process appends to it, which holds a lock on a file beside it.
 * Others read it, and may set the positions of sinks.
 */
public final class Archive implements ReadingStore {
  private static final String READING =
      "SELECT r.id, r.read_at, r.event, r.telegrams, r.lengths, r.error, r.extra";

  private static final String COLUMNS =
      READING
          + ", m.protocol, m.line, m.meter, m.asked, m.name FROM reading r JOIN meter m ON m.id ="
          + " r.meter ";

  /** Without the columns of the meter, which are the same in all its rows. */
  private static final String COLUMNS_OF_KNOWN = READING + ", r.meter FROM reading r ";

  /** The column after those of {@link #READING}. */
  private static final int METER = 8;

  private final ArchiveFile file;
  private final @Nullable FileChannel lock;
  private final Sql writer;
  private final Sql reader;
  private final Map<ArchiveEntry.Source, Long> sources = new HashMap<>();

  private Archive(ArchiveFile file, @Nullable FileChannel lock, Sql writer, Sql reader) {
    this.file = file;
    this.lock = lock;
    this.writer = writer;
    this.reader = reader;
  }

  /**
   * Opens an archive to append to it, and creates it if it does not exist.
   *
   * @throws ArchiveException if it cannot be used.
   */
  public static Archive append(Path path) {
    return append(path, ArchiveFile::fileSystem);
  }

  /**
   * As {@link #append(Path)}.
   *
   * @param fileSystem gives the type of the file system of a directory.
   */
  static Archive append(Path path, Function<Path, String> fileSystem) {
    ArchiveFile file = new ArchiveFile(path, fileSystem);
    FileChannel lock = lock(file);
    try {
      Sql writer = file.writing();
      try {
        file.migrate(writer);
        return new Archive(file, lock, writer, file.reading());
      } catch (ArchiveException e) {
        close(writer);
        throw e;
      }
    } catch (ArchiveException e) {
      close(lock);
      throw e;
    }
  }

  /**
   * Opens an archive to read it, while another process may append to it.
   *
   * @throws ArchiveException if it does not exist, or cannot be used.
   */
  public static Archive read(Path path) {
    ArchiveFile file = new ArchiveFile(path);
    Sql reader = file.reading();
    try {
      file.check(reader);
    } catch (ArchiveException e) {
      close(reader);
      throw e;
    }
    return new Archive(file, null, reader, reader);
  }

  private static FileChannel lock(ArchiveFile file) {
    FileChannel channel;
    try {
      Files.createDirectories(file.path().getParent());
      channel =
          FileChannel.open(
              file.beside(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new ArchiveException(
          Reason.READ_ONLY,
          ("the archive %s cannot be written: %s; give the user of this app the right to write the"
                  + " file and its directory")
              .formatted(file.path(), e),
          e);
    }
    try {
      if (channel.tryLock() != null) {
        return channel;
      }
    } catch (OverlappingFileLockException inThisProcess) {
      // reported below
    } catch (IOException e) {
      close(channel);
      throw new ArchiveException(
          Reason.OTHER, "the archive %s cannot be locked: %s".formatted(file.path(), e), e);
    }
    close(channel);
    throw new ArchiveException(
        Reason.IN_USE,
        ("another process appends to the archive %s; end it, or let mbus.archive name another"
                + " file")
            .formatted(file.path()),
        null);
  }

  /** Its absolute path. */
  public Path path() {
    return file.path();
  }

  /** A warning if it is on a network drive. */
  public Optional<String> warning() {
    return file.networkDrive()
        .map(
            type ->
                ("the archive %s is on a network drive (%s), where SQLite can lose data; let"
                        + " mbus.archive name a file of a local disk")
                    .formatted(file.path(), type));
  }

  @Override
  public void append(List<ArchiveEntry> entries) {
    Map<ArchiveEntry.Source, Long> added = new HashMap<>();
    run(
        () ->
            writer.transaction(
                () -> {
                  for (ArchiveEntry entry : entries) {
                    Long source = sources.get(entry.source());
                    if (source == null) {
                      source = added.get(entry.source());
                    }
                    if (source == null) {
                      source = source(entry.source());
                      added.put(entry.source(), source);
                    }
                    insert(source, entry);
                  }
                }));
    sources.putAll(added);
  }

  /** Whether an entry of a log is in the archive, read on any line and with any name. */
  private boolean isKnown(ArchiveEntry entry) throws SQLException {
    return entry.isLog()
        && writer.number(
                "SELECT count(*) FROM reading WHERE meter IN (SELECT id FROM meter WHERE protocol ="
                    + " ? AND meter = ?) AND read_at = ? AND event = ? AND json_extract(extra,"
                    + " '$.log') IS json_extract(?, '$.log') AND json_extract(extra, '$.logEntry')"
                    + " IS json_extract(?, '$.logEntry')",
                entry.source().protocol(),
                entry.source().meter(),
                entry.readAt().toEpochMilli(),
                ArchiveEntry.LOG,
                entry.extra(),
                entry.extra())
            > 0;
  }

  private void insert(long source, ArchiveEntry entry) throws SQLException {
    if (isKnown(entry)) {
      return;
    }
    List<byte[]> telegrams = entry.telegrams();
    writer.update(
        "INSERT INTO reading (meter, read_at, event, telegrams, lengths, error, extra)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?)",
        source,
        entry.readAt().toEpochMilli(),
        entry.event(),
        joined(telegrams),
        telegrams.size() < 2 ? null : lengths(telegrams),
        entry.error(),
        entry.extra());
  }

  private static byte[] joined(List<byte[]> telegrams) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    telegrams.forEach(all::writeBytes);
    return all.toByteArray();
  }

  private static String lengths(List<byte[]> telegrams) {
    return telegrams.stream()
        .map(telegram -> Integer.toString(telegram.length))
        .collect(Collectors.joining(","));
  }

  private long source(ArchiveEntry.Source source) throws SQLException {
    Object[] values = {
      source.protocol(), source.line(), source.meter(), source.asked(), source.name()
    };
    List<Long> known =
        writer.query(
            "SELECT id FROM meter WHERE protocol IS ? AND line IS ? AND meter IS ? AND asked IS ?"
                + " AND name IS ?",
            row -> row.getLong(1),
            values);
    if (!known.isEmpty()) {
      return known.get(0);
    }
    writer.update(
        "INSERT INTO meter (protocol, line, meter, asked, name) VALUES (?, ?, ?, ?, ?)", values);
    return writer.number("SELECT last_insert_rowid()");
  }

  @Override
  public long last() {
    return call(() -> reader.number("SELECT coalesce(max(id), 0) FROM reading"));
  }

  @Override
  public List<ArchivedReading> after(long id, int limit) {
    return call(
        () ->
            reader.query(
                COLUMNS + "WHERE r.id > ? ORDER BY r.id LIMIT ?", Archive::reading, id, limit));
  }

  @Override
  public List<ArchivedReading> newestAfter(long id) {
    return call(
        () ->
            reader.query(
                COLUMNS
                    + "WHERE r.id IN (SELECT max(id) FROM reading WHERE id > ? AND event IS NULL"
                    + " AND error IS NULL GROUP BY meter) ORDER BY r.id",
                Archive::reading,
                id));
  }

  /** The meters that have entries. */
  public List<ArchiveEntry.Source> sources() {
    return call(
        () ->
            reader.query(
                "SELECT protocol, line, meter, asked, name FROM meter ORDER BY id",
                row -> source(row, 1)));
  }

  /**
   * Hands over entries in the order in which they were appended.
   *
   * @param wanted selects meters.
   * @param from the first moment; null without a limit.
   * @param to the moment after the last one; null without a limit.
   * @param each gets the entries.
   */
  public void entries(
      Predicate<ArchiveEntry.Source> wanted,
      @Nullable Instant from,
      @Nullable Instant to,
      Consumer<ArchivedReading> each) {
    Map<Long, ArchiveEntry.Source> meters = new HashMap<>();
    call(
        () ->
            reader.each(
                "SELECT protocol, line, meter, asked, name, id FROM meter",
                row -> meters.put(row.getLong(6), source(row, 1))));
    boolean all = meters.values().stream().allMatch(wanted);
    meters.values().removeIf(wanted.negate());
    String ids = meters.keySet().stream().map(String::valueOf).collect(Collectors.joining(","));
    // The + keeps SQLite from using the index by meter, after which it would have to sort all rows.
    String ofThem = (all ? "+" : "") + "r.meter IN (" + ids + ")";
    call(
        () ->
            reader.each(
                COLUMNS_OF_KNOWN
                    + "WHERE "
                    + ofThem
                    + " AND r.read_at >= ? AND r.read_at < ? ORDER BY r.id",
                row ->
                    each.accept(
                        reading(row, Objects.requireNonNull(meters.get(row.getLong(METER))))),
                millis(from, Long.MIN_VALUE),
                millis(to, Long.MAX_VALUE)));
  }

  private static long millis(@Nullable Instant moment, long defaultMillis) {
    return moment == null ? defaultMillis : moment.toEpochMilli();
  }

  /**
   * Hands over entries of a meter by the time they were read at.
   *
   * @param from the first moment; null without a limit.
   * @param to the moment after the last one; null without a limit.
   * @param each gets the entries.
   */
  public void entries(
      ArchiveEntry.Source source,
      @Nullable Instant from,
      @Nullable Instant to,
      Consumer<ArchivedReading> each) {
    call(
        () ->
            reader.each(
                COLUMNS_OF_KNOWN
                    + "WHERE r.meter = (SELECT id FROM meter WHERE protocol IS ? AND line IS ? AND"
                    + " meter IS ? AND asked IS ? AND name IS ?) AND r.read_at >= ? AND r.read_at <"
                    + " ? ORDER BY r.read_at, r.id",
                row -> each.accept(reading(row, source)),
                source.protocol(),
                source.line(),
                source.meter(),
                source.asked(),
                source.name(),
                millis(from, Long.MIN_VALUE),
                millis(to, Long.MAX_VALUE)));
  }

  private static ArchiveEntry.Source source(ResultSet row, int column) throws SQLException {
    return new ArchiveEntry.Source(
        row.getString(column),
        row.getString(column + 1),
        row.getString(column + 2),
        row.getString(column + 3),
        row.getString(column + 4));
  }

  private static ArchivedReading reading(ResultSet row) throws SQLException {
    return reading(row, source(row, METER));
  }

  private static ArchivedReading reading(ResultSet row, ArchiveEntry.Source source)
      throws SQLException {
    return new ArchivedReading(
        row.getLong(1),
        new ArchiveEntry(
            source,
            Instant.ofEpochMilli(row.getLong(2)),
            row.getString(3),
            telegrams(row.getBytes(4), row.getString(5)),
            row.getString(6),
            row.getString(7)));
  }

  private static List<byte[]> telegrams(byte[] octets, @Nullable String lengths) {
    if (lengths == null) {
      return octets.length == 0 ? List.of() : List.of(octets);
    }
    List<byte[]> telegrams = new ArrayList<>();
    int start = 0;
    for (String length : lengths.split(",", -1)) {
      int end = start + Integer.parseInt(length);
      telegrams.add(Arrays.copyOfRange(octets, start, end));
      start = end;
    }
    return telegrams;
  }

  @Override
  public OptionalLong position(String sink) {
    List<Long> position =
        call(
            () ->
                reader.query(
                    "SELECT position FROM cursor WHERE sink = ?", row -> row.getLong(1), sink));
    return position.isEmpty() ? OptionalLong.empty() : OptionalLong.of(position.get(0));
  }

  /** The sinks that have a position. */
  public List<String> sinks() {
    return call(
        () -> reader.query("SELECT sink FROM cursor ORDER BY sink", row -> row.getString(1)));
  }

  /** The id after which the entries begin that were read since a moment; 0 before all entries. */
  public long lastBefore(Instant moment) {
    return call(
        () ->
            reader.number(
                "SELECT coalesce((SELECT min(id) - 1 FROM reading WHERE read_at >= ?),"
                    + " (SELECT max(id) FROM reading), 0)",
                moment.toEpochMilli()));
  }

  /**
   * Sets the position of a sink back, so that it gets all again that was read since a moment. A
   * position before that moment stays.
   *
   * @return whether the position was set back.
   */
  public boolean rewind(String sink, Instant moment) {
    long position = lastBefore(moment);
    return call(
            () ->
                writer.update(
                    "UPDATE cursor SET position = ? WHERE sink = ? AND position > ?",
                    position,
                    sink,
                    position))
        > 0;
  }

  @Override
  public void setPosition(String sink, long position) {
    call(
        () ->
            writer.update(
                "INSERT INTO cursor (sink, position) VALUES (?, ?) ON CONFLICT (sink) DO UPDATE SET"
                    + " position = excluded.position",
                sink,
                position));
  }

  @Override
  public boolean advance(String sink, long from, long to) {
    return call(
            () ->
                writer.update(
                    "UPDATE cursor SET position = ? WHERE sink = ? AND position = ?",
                    to,
                    sink,
                    from))
        > 0;
  }

  @Override
  public void fail(String sink, long id, Instant at, String reason) {
    call(
        () ->
            writer.update(
                "INSERT INTO failure (sink, reading, failed_at, reason) VALUES (?, ?, ?, ?) ON"
                    + " CONFLICT (sink, reading) DO UPDATE SET failed_at = excluded.failed_at,"
                    + " reason = excluded.reason",
                sink,
                id,
                at.toEpochMilli(),
                reason));
  }

  @Override
  public Map<String, Long> failures() {
    Map<String, Long> failures = new LinkedHashMap<>();
    call(
        () ->
            reader.query(
                "SELECT sink, count(*) FROM failure GROUP BY sink",
                row -> failures.put(row.getString(1), row.getLong(2))));
    return failures;
  }

  /**
   * Removes entries that are older than a moment and that all these sinks have got.
   *
   * @return the number of removed entries.
   */
  public int removeBefore(Instant moment, List<String> sinks) {
    long limit =
        sinks.stream().mapToLong(sink -> position(sink).orElse(0)).min().orElse(Long.MAX_VALUE);
    return call(
        () ->
            writer.update(
                "DELETE FROM reading WHERE read_at < ? AND id <= ?", moment.toEpochMilli(), limit));
  }

  /** The damages of the file; empty without any. */
  public List<String> damages() {
    List<String> found =
        call(() -> reader.query("PRAGMA integrity_check(20)", row -> row.getString(1)));
    return found.equals(List.of("ok")) ? List.of() : found;
  }

  /** Gives the space of removed entries back to the disk. */
  public void compact() {
    run(
        () -> {
          writer.execute("VACUUM");
          writer.execute("PRAGMA wal_checkpoint(TRUNCATE)");
        });
  }

  /**
   * Copies the archive as it is at one moment.
   *
   * @param target a file that does not exist.
   */
  public void backup(Path target) {
    try {
      reader.update("VACUUM INTO ?", target.toAbsolutePath().toString());
    } catch (SQLException e) {
      ArchiveException failure = file.failure(e);
      if (failure.reason() == Reason.DAMAGED) {
        throw failure;
      }
      throw new ArchiveException(
          failure.reason(),
          "the copy %s cannot be written: %s; its directory must be there and have room for it"
              .formatted(target, e.getMessage()),
          e);
    }
  }

  /** Limits the size of the file, as a full disk does. */
  void limitPages(int pages) {
    run(() -> writer.execute("PRAGMA max_page_count = " + pages));
  }

  /** The number of entries. */
  public long count() {
    return call(() -> reader.number("SELECT count(*) FROM reading"));
  }

  private interface Call<T> {
    T call() throws SQLException;
  }

  private <T> T call(Call<T> call) {
    try {
      return call.call();
    } catch (SQLException e) {
      throw file.failure(e);
    }
  }

  private void run(Sql.Work work) {
    try {
      work.run();
    } catch (SQLException e) {
      throw file.failure(e);
    }
  }

  @Override
  public void close() {
    close(reader);
    close(writer);
    if (lock != null) {
      close(lock);
    }
  }

  /** Ignores failures: all that was appended is on the disk. */
  private static void close(AutoCloseable closed) {
    try {
      closed.close();
    } catch (Exception ignored) {
      // The caller reports another failure, or needs it no more.
    }
  }
}
