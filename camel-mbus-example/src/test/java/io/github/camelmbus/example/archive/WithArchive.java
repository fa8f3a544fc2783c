package io.github.camelmbus.example.archive;

import io.github.camelmbus.application.Keys;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Tests with an archive, which is empty at the beginning of each test. */
public abstract class WithArchive {
  protected final EntryCodec codec = new EntryCodec(source -> Keys.NONE);
  protected Archive archive;

  @BeforeEach
  protected void openArchive(@TempDir Path directory) {
    archive = Archive.append(directory.resolve("archive.db"));
  }

  @AfterEach
  protected void closeArchive() {
    archive.close();
  }
}
