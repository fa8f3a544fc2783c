package io.github.camelmbus.example.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is left of the library of SQLite beside an open archive, and so after a kill -9. */
class SqliteLibraryTest {
  @TempDir private Path files;

  @Test
  void aProcessThatIsKilledLeavesNoFile() throws Exception {
    Path temporary = files.resolve("tmp");
    assertThat(temporary.toFile().mkdir()).isTrue();
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + temporary,
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

    assertThat(temporary).isEmptyDirectory();
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
