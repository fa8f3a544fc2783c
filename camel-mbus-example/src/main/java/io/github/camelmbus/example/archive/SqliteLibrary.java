package io.github.camelmbus.example.archive;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.LibraryLoaderUtil;

/**
 * Loads the native library of SQLite, which is in the jar of the driver. The driver itself would
 * copy it to a file and compare both octet by octet, which takes a third of the start of a native
 * app, and a killed process would leave the file behind. To find out which library it needs, the
 * driver resolves the name of each file that is mapped, and starts {@code uname}.
 */
final class SqliteLibrary {
  /** The property with the directory that the driver searches first; users may have set it. */
  private static final String PATH = "org.sqlite.lib.path";

  /** The property with the directory that the driver searches for files of killed processes. */
  private static final String TEMPORARY = "org.sqlite.tmpdir";

  /** On Windows a library in use cannot be deleted; the driver deletes it at the next start. */
  private static final String WINDOWS = ".dll";

  /** Names of architectures in the jar by the property {@code os.arch}. */
  private static final Map<String, String> ARCHITECTURES =
      Map.of("amd64", "x86_64", "aarch64", "aarch64");

  private SqliteLibrary() {}

  /** Loads it once. If that fails, the driver tries its own way, and reports the failure. */
  static void load() {
    String name = LibraryLoaderUtil.getNativeLibName();
    if (System.getProperty(PATH) != null || name.endsWith(WINDOWS)) {
      return;
    }
    String resource = folder() + "/" + name;
    try (InputStream library = SQLiteJDBCLoader.class.getResourceAsStream(resource)) {
      if (library != null) {
        load(library, name);
      }
    } catch (Exception e) {
      System.clearProperty(PATH);
    }
  }

  /** The folder of the library in the jar. The driver is asked where it is not certain. */
  private static String folder() {
    String architecture = ARCHITECTURES.get(System.getProperty("os.arch"));
    return architecture != null && isGnuLinux(architecture)
        ? "/org/sqlite/native/Linux/" + architecture
        : LibraryLoaderUtil.getNativeLibResourcePath();
  }

  /** Whether it is Linux with the GNU C library alone: no Android, and no loader of musl. */
  private static boolean isGnuLinux(String architecture) {
    return System.getProperty("os.name").equals("Linux")
        && System.getenv("ANDROID_ROOT") == null
        && Files.notExists(Path.of("/lib/ld-musl-" + architecture + ".so.1"));
  }

  private static void load(InputStream library, String name) throws Exception {
    Path folder = Files.createTempDirectory("mbus-");
    Path file = folder.resolve(name);
    String temporary = System.getProperty(TEMPORARY, System.getProperty("java.io.tmpdir"));
    try {
      Files.copy(library, file);
      System.setProperty(PATH, folder.toString());
      System.setProperty(TEMPORARY, folder.toString());
      SQLiteJDBCLoader.initialize();
    } finally {
      System.setProperty(TEMPORARY, temporary);
      Files.deleteIfExists(file);
      Files.delete(folder);
    }
  }
}
