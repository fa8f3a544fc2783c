package io.github.camelmbus.example;

import io.github.camelmbus.search.Probe;
import io.github.camelmbus.search.SearchJournal;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * What the probes of a scan have shown, in a file, so that a later run goes on where this one was
 * cut off. A scan that comes to its end needs it no more and removes it.
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
   * Takes the state of an earlier run, or begins with none.
   *
   * @throws UncheckedIOException if the file cannot be read and written.
   */
  static ScanState open(Path file) {
    try {
      boolean resumed = Files.exists(file) && Files.size(file) > 0;
      Writer writer =
          Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      return new ScanState(file, resumed, writer);
    } catch (IOException e) {
      throw new UncheckedIOException("the state of the scan cannot be kept in " + file, e);
    }
  }

  boolean isResumed() {
    return resumed;
  }

  /** The probe, asked only what is not in the file. */
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

  /** The scan is complete. */
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
