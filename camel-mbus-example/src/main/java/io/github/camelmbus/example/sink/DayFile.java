package io.github.camelmbus.example.sink;

import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.Exchange;
import org.apache.camel.Header;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The file of a day, before something is appended to it. */
@Singleton
@Named("dayFile")
public class DayFile {
  private final Path directory;

  DayFile(@ConfigProperty(name = "mbus.directory") Path directory) {
    this.directory = directory;
  }

  /** Whether it is missing or empty, so that the header line is missing, too. */
  public boolean isNew(@Header(Exchange.FILE_NAME) String name) throws IOException {
    Path file = directory.resolve(name);
    return !Files.exists(file) || Files.size(file) == 0;
  }

  /**
   * Ends the last line if it has no end, as after a full disk or a power cut: a torn line must not
   * spoil the next one.
   *
   * @throws IOException if the directory is not there and cannot be made, or the file cannot be
   *     written.
   */
  public void endLastLine(@Header(Exchange.FILE_NAME) String name) throws IOException {
    requireDirectory();
    if (isNew(name)) {
      return;
    }
    try (RandomAccessFile file = new RandomAccessFile(directory.resolve(name).toFile(), "rw")) {
      file.seek(file.length() - 1);
      if (file.read() != '\n') {
        file.write('\n');
      }
    }
  }

  /** Makes the directory. The route would make it, too, but not report why it cannot. */
  private void requireDirectory() throws IOException {
    if (Files.isDirectory(directory)) {
      return;
    }
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new IOException("the directory " + directory + " cannot be made", e);
    }
  }
}
