package io.github.camelmbus.example.archive;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.LibraryLoaderUtil;

/**
 * Loads the native library of SQLite, which is in the jar of the driver. The driver itself would
 * copy it to a file and compare both octet by octet, which takes a third of the start of a native
 * app, and a killed process would leave the file behind.
 */
final class SqliteLibrary {
  /** The property with the directory that the driver searches first; users may have set it. */
  private static final String PATH = "org.sqlite.lib.path";

  /** On Windows a library in use cannot be deleted; the driver deletes it at the next start. */
  private static final String WINDOWS = ".dll";

  private SqliteLibrary() {}

  /** Loads it once. If that fails, the driver tries its own way, and reports the failure. */
  static void load() {
    String name = LibraryLoaderUtil.getNativeLibName();
    if (System.getProperty(PATH) != null || name.endsWith(WINDOWS)) {
      return;
    }
    String resource = LibraryLoaderUtil.getNativeLibResourcePath() + "/" + name;
    try (InputStream library = SQLiteJDBCLoader.class.getResourceAsStream(resource)) {
      if (library != null) {
        load(library, name);
      }
    } catch (Exception e) {
      System.clearProperty(PATH);
    }
  }

  private static void load(InputStream library, String name) throws Exception {
    Path folder = Files.createTempDirectory("mbus-");
    Path file = folder.resolve(name);
    try {
      Files.copy(library, file);
      System.setProperty(PATH, folder.toString());
      SQLiteJDBCLoader.initialize();
    } finally {
      Files.deleteIfExists(file);
      Files.delete(folder);
    }
  }
}
