package io.github.camelmbus.example.cli;

import java.io.BufferedOutputStream;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The form of the output: lines of JSON for programs, or tables for people. */
final class OutputOptions {
  /** Octets. */
  private static final int BLOCK = 0x10000;

  @Option(
      names = "--json",
      negatable = true,
      description = "Print one JSON object per line; the default unless stdout is a terminal.")
  @Nullable Boolean json;

  boolean json() {
    return json == null ? !onTerminal() : json;
  }

  private final StandardOutput stdout;

  OutputOptions() {
    this(new FileOutputStream(FileDescriptor.out));
  }

  OutputOptions(OutputStream stdout) {
    this.stdout = new StandardOutput(stdout);
  }

  /** Nobody reads the output any more, as after {@code | head}: the command has done its work. */
  static final class ReaderGone extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** Standard output, in UTF-8 with any locale. It is not flushed by itself. */
  PrintStream data() {
    return new PrintStream(stdout, false, StandardCharsets.UTF_8);
  }

  /** The same for many rows: they are written in blocks, and the last one when it is flushed. */
  PrintStream dataInBlocks() {
    return new PrintStream(new BufferedOutputStream(stdout, BLOCK), false, StandardCharsets.UTF_8);
  }

  /**
   * Checks that all data has been written, unless the reader has closed the pipe.
   *
   * @throws UncheckedIOException if it has not, because the disk is full for example.
   */
  void requireWritten() {
    IOException failure = stdout.failure;
    if (failure != null && !isClosedPipe(failure)) {
      throw new UncheckedIOException("the output cannot be written", failure);
    }
  }

  /**
   * Checks in the middle of a long output whether the rest is worth the work.
   *
   * @throws UncheckedIOException as {@link #requireWritten} does.
   * @throws ReaderGone if the reader has closed the pipe.
   */
  void requireReader() {
    requireWritten();
    if (stdout.failure != null) {
      throw new ReaderGone();
    }
  }

  private static boolean isClosedPipe(IOException failure) {
    return String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT).contains("pipe");
  }

  /** Keeps the exception of a failed write, which a print stream hides. */
  private static final class StandardOutput extends FilterOutputStream {
    private volatile @Nullable IOException failure;

    StandardOutput(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] octets, int offset, int length) throws IOException {
      try {
        out.write(octets, offset, length);
      } catch (IOException e) {
        failure = e;
        throw e;
      }
    }

    @Override
    public void write(int octet) throws IOException {
      write(new byte[] {(byte) octet}, 0, 1);
    }
  }

  /**
   * A screen for these lines, with a progress bar on stderr if it is a terminal.
   *
   * @param traced whether frames are traced on stderr, so that there is no bar.
   */
  ScanScreen screen(PrintStream lines, boolean traced) {
    return !json() && !traced && onTerminal()
        ? ScanScreen.withBar(lines, System.err, Terminal.columns(), Terminal.showsColours())
        : ScanScreen.plain(lines);
  }

  /** The width of a table: that of the terminal; any width in a file or for another program. */
  int columns() {
    return !json() && onTerminal() ? Terminal.columns() : Table.ANY_WIDTH;
  }

  /** Whether a terminal is both input and output. */
  static boolean onTerminal() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      // Since Java 22 a console may exist without a terminal, and has this method.
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException e) {
      return true;
    }
  }
}
