package io.github.camelmbus.example.cli;

import io.github.camelmbus.search.Probe;
import io.github.camelmbus.search.SearchJournal;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The results of the probes of a scan, in a file, so that another scan can continue after this one
 * was stopped. The first line of the file identifies the line that was scanned. A complete scan
 * removes the file.
 *
 * <pre>
 *   {"scan":"/dev/ttyUSB0","baudRate":2400}
 *   {"probe":"FFFFFFF7FFFFFFFF","effort":"QUICK","outcome":"several"}
 * </pre>
 */
final class ScanState implements AutoCloseable {
  private final Path file;
  private final boolean resumed;
  private final Writer writer;

  private ScanState(Path file, boolean resumed, Writer writer) {
    this.file = file;
    this.resumed = resumed;
    this.writer = writer;
  }

  /**
   * Opens the state of an earlier scan, or creates the file.
   *
   * @param line the line to scan.
   * @param baudRate in bit/s.
   * @throws IllegalArgumentException if the file is not the state of such a scan; it is not
   *     changed.
   * @throws UncheckedIOException if the file cannot be read and written.
   */
  static ScanState open(Path file, String line, int baudRate) {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new IllegalArgumentException(
          "the state of the scan cannot be kept in " + file + ": there is no " + folder);
    }
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("scan", line);
    members.put("baudRate", baudRate);
    String begin = JsonLine.of(members) + "\n";
    try {
      boolean resumed = isResumed(file, begin);
      Writer writer =
          Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      if (!resumed) {
        writer.write(begin);
        writer.flush();
      }
      return new ScanState(file, resumed, writer);
    } catch (IOException e) {
      throw new UncheckedIOException("the state of the scan cannot be kept in " + file, e);
    }
  }

  private static boolean isResumed(Path file, String begin) throws IOException {
    if (!Files.exists(file) || Files.size(file) == 0) {
      return false;
    }
    byte[] expected = begin.getBytes(StandardCharsets.UTF_8);
    byte[] first;
    try (InputStream in = Files.newInputStream(file)) {
      first = in.readNBytes(expected.length);
    }
    if (!Arrays.equals(first, expected)) {
      throw new IllegalArgumentException(
          "%s is not the state of this scan, which begins with %s; give another file"
              .formatted(file, begin.strip()));
    }
    return true;
  }

  boolean isResumed() {
    return resumed;
  }

  /** A probe that takes results from the file if it has them, and adds others to it. */
  Probe over(Probe probe) {
    if (!resumed) {
      return SearchJournal.begin(probe, writer);
    }
    try (Reader earlier = Files.newBufferedReader(file)) {
      return SearchJournal.resume(probe, earlier, writer);
    } catch (IOException e) {
      throw new UncheckedIOException("the state of the scan cannot be read from " + file, e);
    }
  }

  /** Removes the file; called if the scan is complete. */
  void remove() {
    close();
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be removed", e);
    }
  }

  @Override
  public void close() {
    try {
      writer.close();
    } catch (IOException e) {
      throw new UncheckedIOException("the state of the scan cannot be kept in " + file, e);
    }
  }
}
