package io.github.camelmbus.example;

import java.io.Console;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
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

  /** Standard output, UTF-8 whatever the locale; flush it where somebody may be waiting. */
  PrintStream data() {
    return new PrintStream(System.out, false, StandardCharsets.UTF_8);
  }

  /**
   * Lines for people, with a progress bar on stderr where they are shown on a terminal.
   *
   * @param traced whether a trace has stderr for itself.
   */
  ScanScreen screen(PrintStream lines, boolean traced) {
    return !json() && !traced && onTerminal()
        ? ScanScreen.withBar(lines, System.err)
        : ScanScreen.plain(lines);
  }

  private static boolean onTerminal() {
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
