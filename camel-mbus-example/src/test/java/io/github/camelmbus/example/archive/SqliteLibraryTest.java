package io.github.camelmbus.example.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What is left of the library of SQLite beside an open archive, and so after a kill -9. */
class SqliteLibraryTest {
  @TempDir private Path files;

  @Test
  void aProcessThatIsKilledLeavesNoFile() throws Exception {
    Path temporary = files.resolve("tmp");
    assertThat(temporary.toFile().mkdir()).isTrue();

    openAndKill("-Djava.io.tmpdir=" + temporary);

    assertThat(temporary).isEmptyDirectory();
  }

  /** The driver would start {@code uname}, and read the names of all mapped files. */
  @Test
  @EnabledOnOs(
      value = OS.LINUX,
      architectures = {"amd64", "aarch64"})
  void theKindOfMachineIsKnownWithoutAProcess() throws Exception {
    assumeThat(Path.of("/lib"))
        .isDirectoryNotContaining(file -> file.getFileName().toString().startsWith("ld-musl"));
    Path classes = files.resolve("classes");

    openAndKill("-Xlog:class+load:file=" + classes);

    assertThat(classes)
        .content()
        .contains("org.sqlite.SQLiteJDBCLoader")
        .doesNotContain("org.sqlite.util.OSInfo", "java.lang.ProcessBuilder");
  }

  private void openAndKill(String option) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                option,
                "-cp",
                System.getProperty("java.class.path"),
                Opened.class.getName(),
                files.resolve("archive.db").toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      assertThat(process.inputReader().readLine()).isEqualTo("open");
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  /** A process with an open archive. */
  static final class Opened {
    private Opened() {}

    public static void main(String[] arguments) throws Exception {
      try (Sql ignored = new ArchiveFile(Path.of(arguments[0])).writing()) {
        System.out.println("open");
        System.in.read();
      }
    }
  }
}
