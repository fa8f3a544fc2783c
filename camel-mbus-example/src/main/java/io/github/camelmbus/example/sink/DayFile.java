package io.github.camelmbus.example.sink;

import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;
import org.apache.camel.Header;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The file of a day, before something is appended to it. */
@Singleton
@Named("dayFile")
public class DayFile {
  private static final Logger LOG = LoggerFactory.getLogger(DayFile.class);

  /** Octets that are read at once; most lines are shorter. */
  private static final int BLOCK = 0x2000;

  private final Path directory;
  private final Set<String> logged = ConcurrentHashMap.newKeySet();

  DayFile(@ConfigProperty(name = "mbus.directory") Path directory) {
    this.directory = directory;
  }

  /** Whether it is missing or empty, so that the header line is missing, too. */
  public boolean isNew(@Header(Exchange.FILE_NAME) String name) throws IOException {
    Path file = directory.resolve(name);
    return !Files.exists(file) || Files.size(file) == 0;
  }

  /**
   * Cuts the file back to its last whole line if the last one has no end, as after a full disk or a
   * power cut: half a row would be one that programs cannot read, or a wrong number. No reading
   * gets lost by that, as the archive has it.
   *
   * @throws IOException if the directory is not there and cannot be made, or the file cannot be
   *     written.
   */
  public void cutTornLine(@Header(Exchange.FILE_NAME) String name) throws IOException {
    requireDirectory();
    if (isNew(name)) {
      return;
    }
    try (RandomAccessFile file = new RandomAccessFile(directory.resolve(name).toFile(), "rw")) {
      long length = file.length();
      long whole = endOfWholeLines(file, length);
      if (whole < length) {
        file.setLength(whole);
        logOnce(name, length - whole);
      }
    }
  }

  /** The position after the last line feed; 0 without any. */
  private static long endOfWholeLines(RandomAccessFile file, long length) throws IOException {
    byte[] block = new byte[BLOCK];
    for (long end = length; end > 0; ) {
      long start = Math.max(0, end - BLOCK);
      int octets = (int) (end - start);
      file.seek(start);
      file.readFully(block, 0, octets);
      for (int i = octets - 1; i >= 0; i--) {
        if (block[i] == '\n') {
          return start + i + 1;
        }
      }
      end = start;
    }
    return 0;
  }

  /** Once for each file, as with a full disk each reading leaves a torn line. */
  private void logOnce(String name, long octets) {
    if (logged.add(name)) {
      LOG.warn(
          "{}: its last line was written in part, as on a full disk, and was removed ({} octets);"
              + " the archive, if there is one, has the reading",
          directory.resolve(name),
          octets);
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
