package io.github.camelmbus.example.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DayFileTest {
  private static final String NAME = "2026-11-22.csv";

  @TempDir Path directory;

  @Test
  void aFileThatIsMissingOrEmptyIsNewAndLeftAlone() throws IOException {
    DayFile file = new DayFile(directory);
    assertThat(file.isNew(NAME)).isTrue();
    file.cutTornLine(NAME);
    assertThat(directory).isEmptyDirectory();

    write("");
    assertThat(file.isNew(NAME)).isTrue();
    file.cutTornLine(NAME);
    assertThat(content()).isEmpty();
  }

  @Test
  void aFileOfWholeLinesIsLeftAlone() throws IOException {
    DayFile file = new DayFile(directory);
    write("a,b\n1,2\n");

    assertThat(file.isNew(NAME)).isFalse();
    file.cutTornLine(NAME);
    assertThat(content()).isEqualTo("a,b\n1,2\n");
  }

  @Test
  void aTornLineIsCutOffSoThatAllLinesAreWhole() throws IOException {
    DayFile file = new DayFile(directory);
    write("a,b\n1,2\n1");
    file.cutTornLine(NAME);
    assertThat(content()).isEqualTo("a,b\n1,2\n");

    // The rest of a line of JSON may be longer than what is read at once.
    write("{}\n" + "x".repeat(100_000));
    file.cutTornLine(NAME);
    assertThat(content()).isEqualTo("{}\n");
  }

  /** The header is missing as well, so it is written again. */
  @Test
  void aFileWithATornHeaderIsNew() throws IOException {
    DayFile file = new DayFile(directory);
    write("readAt,li");
    file.cutTornLine(NAME);
    assertThat(content()).isEmpty();
    assertThat(file.isNew(NAME)).isTrue();
  }

  @Test
  void theDirectoryIsMadeOrItIsToldWhyNot() throws IOException {
    Path deep = directory.resolve("a").resolve("b");
    new DayFile(deep).cutTornLine(NAME);
    assertThat(deep).isEmptyDirectory();

    Path taken = Files.createFile(directory.resolve("taken"));
    assertThatThrownBy(() -> new DayFile(taken).cutTornLine(NAME))
        .isInstanceOf(IOException.class)
        .hasMessage("the directory " + taken + " cannot be made")
        .hasCauseInstanceOf(FileAlreadyExistsException.class);
  }

  private void write(String content) throws IOException {
    Files.writeString(directory.resolve(NAME), content);
  }

  private String content() throws IOException {
    return Files.readString(directory.resolve(NAME));
  }
}
