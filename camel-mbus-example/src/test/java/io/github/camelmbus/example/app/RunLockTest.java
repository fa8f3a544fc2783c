package io.github.camelmbus.example.app;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processes that append to one file spoil it. */
class RunLockTest {
  @TempDir Path directory;

  @Test
  void secondRunInADirectoryIsRefusedAndToldWhoHasIt() {
    Path readings = directory.resolve("readings");
    try (RunLock first = RunLock.of(readings)) {
      assertThatThrownBy(() -> RunLock.of(readings))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith(
              "another run (process " + ProcessHandle.current().pid() + ") writes to " + readings)
          .hasMessageContaining("-Dmbus.directory=");
    }
    assertThatCode(() -> RunLock.of(readings).close()).doesNotThrowAnyException();
  }

  /** A process that was killed leaves its file, and no lock. */
  @Test
  void fileOfAProcessThatIsGoneDoesNotKeepTheDirectory() throws IOException {
    Files.writeString(directory.resolve(".run.lock"), "4711");

    assertThatCode(() -> RunLock.of(directory).close()).doesNotThrowAnyException();
  }

  @Test
  void otherDirectoriesAreFree() {
    try (RunLock one = RunLock.of(directory.resolve("one"))) {
      assertThatCode(() -> RunLock.of(directory.resolve("two")).close()).doesNotThrowAnyException();
    }
  }

  @Test
  void directoryThatCannotBeMadeIsLeftToWhatWritesThere() throws IOException {
    Path occupied = Files.createFile(directory.resolve("occupied"));

    assertThatCode(() -> RunLock.of(occupied.resolve("readings")).close())
        .doesNotThrowAnyException();
  }
}
