package io.github.camelmbus.example.cli;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How data leaves the program: JSON lines for other programs, tables for people. */
final class OutputOptions {
  @Option(
      names = "--json",
      negatable = true,
      description = "One JSON object per line; the default unless stdout is a terminal.")
  @Nullable Boolean json;

  boolean json() {
    return json == null ? !onTerminal() : json;
  }

  private final StandardOutput stdout = new StandardOutput();

  /** Standard output, UTF-8 whatever the locale; flush it where somebody may be waiting. */
  PrintStream data() {
    return new PrintStream(stdout, false, StandardCharsets.UTF_8);
  }

  /**
   * Checks that all data has been written, so far as anybody wanted it: whoever reads along may
   * stop.
   *
   * @throws UncheckedIOException if it has not: the disk is full, for example.
   */
  void requireWritten() {
    IOException failure = stdout.failure;
    if (failure != null
        && !String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT).contains("pipe")) {
      throw new UncheckedIOException("the output cannot be written", failure);
    }
  }

  /** Remembers why it could not write, which a print stream does not tell. */
  private static final class StandardOutput extends FilterOutputStream {
    private volatile @Nullable IOException failure;

    StandardOutput() {
      super(new FileOutputStream(FileDescriptor.out));
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
   * Lines for people, with a progress bar on stderr where they are shown on a terminal.
   *
   * @param traced whether a trace has stderr for itself.
   */
  ScanScreen screen(PrintStream lines, boolean traced) {
    return !json() && !traced && onTerminal()
        ? ScanScreen.withBar(lines, System.err, Terminal.columns(), Terminal.showsColours())
        : ScanScreen.plain(lines);
  }

  /** Whether somebody sits at a terminal that is both input and output. */
  static boolean onTerminal() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      // Since Java 22 there may be a console without a terminal; this is how it tells.
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException e) {
      return true;
    }
  }
}
