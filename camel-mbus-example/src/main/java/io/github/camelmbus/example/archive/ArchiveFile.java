package io.github.camelmbus.example.archive;

import io.github.camelmbus.example.archive.ArchiveException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** The file of an archive: connections to it, its tables, and the messages of its failures. */
final class ArchiveFile {
  /** Marks the file as an archive: "MBus". */
  static final int APPLICATION_ID = 0x4D427573;

  /** The version of the tables. */
  static final int VERSION = 1;

  private static final int BUSY_MILLIS = 30_000;

  /** Network file systems, on which SQLite can lose data. */
  private static final Set<String> NETWORK =
      Set.of(
          "nfs",
          "nfs4",
          "cifs",
          "smb",
          "smb2",
          "smb3",
          "smbfs",
          "afs",
          "afpfs",
          "webdav",
          "davfs",
          "ceph",
          "9p",
          "fuse.sshfs",
          "fuse.rclone",
          "fuse.glusterfs");

  private static final List<String> TABLES =
      List.of(
          """
          CREATE TABLE meter (
            id INTEGER PRIMARY KEY,
            protocol TEXT NOT NULL,
            line TEXT,
            meter TEXT NOT NULL,
            asked TEXT,
            name TEXT)
          """,
          """
          CREATE TABLE reading (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            meter INTEGER NOT NULL REFERENCES meter (id),
            read_at INTEGER NOT NULL,
            event TEXT,
            telegrams BLOB NOT NULL,
            lengths TEXT,
            error TEXT,
            extra TEXT)
          """,
          "CREATE INDEX reading_of_meter ON reading (meter, read_at)",
          """
          CREATE TABLE cursor (
            sink TEXT PRIMARY KEY,
            position INTEGER NOT NULL)
          """,
          """
          CREATE TABLE failure (
            sink TEXT NOT NULL,
            reading INTEGER NOT NULL,
            failed_at INTEGER NOT NULL,
            reason TEXT NOT NULL,
            PRIMARY KEY (sink, reading))
          """);

  private final Path path;
  private final Function<Path, String> fileSystem;

  ArchiveFile(Path path) {
    this(path, ArchiveFile::fileSystem);
  }

  /**
   * @param fileSystem gives the type of the file system of a directory.
   */
  ArchiveFile(Path path, Function<Path, String> fileSystem) {
    this.path = path.toAbsolutePath().normalize();
    this.fileSystem = fileSystem;
  }

  /** The type of the file system of a directory; empty if unknown. */
  static String fileSystem(Path directory) {
    try {
      return Files.getFileStore(directory).type();
    } catch (IOException unknown) {
      return "";
    }
  }

  Path path() {
    return path;
  }

  /** Opens a connection to write, whose commits are on the disk when they return. */
  Sql writing() {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    return connect(config);
  }

  /**
   * Opens a connection to read.
   *
   * @throws ArchiveException if the file does not exist or cannot be opened.
   */
  Sql reading() {
    if (!Files.exists(path)) {
      throw new ArchiveException(
          Reason.MISSING,
          "there is no archive %s; mbus.archive says where it is, and run makes it".formatted(path),
          null);
    }
    SQLiteConfig config = new SQLiteConfig();
    // While another process writes, a reader must be able to create and lock the -shm file.
    if (Files.isWritable(path)) {
      return connect(config);
    }
    config.setReadOnly(true);
    // If no process writes, there is no -wal file, and this process cannot create it.
    return Files.exists(beside("-wal"))
        ? connect(config)
        : connect(config, path.toUri() + "?immutable=1");
  }

  private Sql connect(SQLiteConfig config) {
    return connect(config, path.toString());
  }

  private Sql connect(SQLiteConfig config, String name) {
    config.setBusyTimeout(BUSY_MILLIS);
    SqliteLibrary.load();
    try {
      // DriverManager does not find the driver where class loaders of tests are above it.
      return new Sql(config.createConnection("jdbc:sqlite:" + name));
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  /** Creates the tables of a new file, and checks the file as {@link #check}. */
  void migrate(Sql sql) {
    try {
      long version = sql.number("PRAGMA user_version");
      if (version == 0 && sql.number("SELECT count(*) FROM sqlite_master") == 0) {
        sql.transaction(
            () -> {
              for (String table : TABLES) {
                sql.execute(table);
              }
              sql.execute("PRAGMA application_id = " + APPLICATION_ID);
              sql.execute("PRAGMA user_version = " + VERSION);
            });
      }
      check(sql);
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  /**
   * Checks that the file is an archive, of a version that this app knows.
   *
   * @throws ArchiveException if it is not.
   */
  void check(Sql sql) {
    try {
      long version = sql.number("PRAGMA user_version");
      if (sql.number("PRAGMA application_id") != APPLICATION_ID) {
        throw new ArchiveException(
            Reason.FOREIGN,
            "%s is a database of another program; let mbus.archive name another file"
                .formatted(path),
            null);
      } else if (version > VERSION) {
        throw new ArchiveException(
            Reason.NEWER,
            ("the archive %s has version %d, and this app knows %d: a later version of the app has"
                    + " written it; start that one, or let mbus.archive name another file")
                .formatted(path, version, VERSION),
            null);
      }
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  /** The primary result code; SQLITE_FULL also if there is no space for the -shm file. */
  private static int code(SQLException cause) {
    if (!(cause instanceof SQLiteException own)) {
      return 0;
    }
    return own.getResultCode() == SQLiteErrorCode.SQLITE_IOERR_SHMSIZE
        ? SQLiteErrorCode.SQLITE_FULL.code
        : own.getResultCode().code & 0xFF;
  }

  /** The failure of the archive for an exception of SQLite. */
  ArchiveException failure(SQLException cause) {
    return switch (code(cause)) {
      case 8, 14 -> // SQLITE_READONLY, SQLITE_CANTOPEN
          new ArchiveException(
              Reason.READ_ONLY,
              ("the archive %s cannot be written; give the user of this app the right to write the"
                      + " file and its directory")
                  .formatted(path),
              cause);
      case 13 -> // SQLITE_FULL
          new ArchiveException(
              Reason.FULL,
              "there is no room for the archive %s; make some on its disk".formatted(path),
              cause);
      case 11, 26 -> // SQLITE_CORRUPT, SQLITE_NOTADB
          new ArchiveException(
              Reason.DAMAGED,
              "the archive %s is damaged: %s".formatted(path, cause.getMessage()),
              cause);
      case 5, 6 -> // SQLITE_BUSY, SQLITE_LOCKED
          new ArchiveException(
              Reason.IN_USE,
              "the archive %s is in use by another process for more than %d s"
                  .formatted(path, BUSY_MILLIS / 1000),
              cause);
      default ->
          new ArchiveException(
              Reason.OTHER,
              "the archive %s cannot be used: %s".formatted(path, cause.getMessage()),
              cause);
    };
  }

  /** The type of the file system if it is a network file system. */
  Optional<String> networkDrive() {
    String type = fileSystem.apply(path.getParent()).toLowerCase(Locale.ROOT);
    return NETWORK.contains(type) ? Optional.of(type) : Optional.empty();
  }

  /** A file in the same directory, whose name has this ending in addition. */
  Path beside(String ending) {
    return path.resolveSibling(path.getFileName() + ending);
  }
}
