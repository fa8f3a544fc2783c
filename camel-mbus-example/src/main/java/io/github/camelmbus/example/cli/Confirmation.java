package io.github.camelmbus.example.cli;

import java.io.Console;
import java.io.PrintWriter;
import java.util.Locale;
import picocli.CommandLine.Option;

/** Asks the user for confirmation before something is changed. */
final class Confirmation {
  @Option(
      names = "--yes",
      description = "Do not ask for confirmation; required where there is no terminal.")
  private boolean yes;

  boolean isGiven() {
    return yes;
  }

  /**
   * Checks that the user can be asked, or need not be.
   *
   * @param question ends with a question mark.
   * @param alternative to {@code --yes}, as the end of a sentence.
   * @throws IllegalArgumentException if there is no terminal to ask on.
   */
  void requireTerminal(String question, String alternative) {
    if (!yes && !OutputOptions.onTerminal()) {
      throw new IllegalArgumentException(
          question + " There is no terminal to confirm it: give --yes" + alternative);
    }
  }

  /** Asks unless {@code --yes} was given; prints a message if the answer is no. */
  boolean ask(String question, PrintWriter err) {
    if (yes) {
      return true;
    }
    err.print(question + " [y/N] ");
    err.flush();
    String answer = answer();
    boolean confirmed = answer.equals("y") || answer.equals("yes");
    if (!confirmed) {
      err.println("nothing was done");
    }
    return confirmed;
  }

  private static String answer() {
    Console console = System.console();
    String line = console == null ? null : console.readLine();
    return line == null ? "" : line.strip().toLowerCase(Locale.ROOT);
  }
}
