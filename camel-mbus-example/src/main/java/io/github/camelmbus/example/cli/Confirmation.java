package io.github.camelmbus.example.cli;

import java.io.Console;
import java.io.PrintWriter;
import java.util.Locale;
import picocli.CommandLine.Option;

/** Asks whoever sits at the terminal before something is changed. */
final class Confirmation {
  @Option(names = "--yes", description = "Do not ask; needed where nobody is there to confirm.")
  private boolean yes;

  /** Whether nobody need be asked. */
  boolean isGiven() {
    return yes;
  }

  /**
   * @param question ends with a question mark.
   * @param otherwise what may be done in place of {@code --yes}, as the end of a sentence.
   * @throws IllegalArgumentException if nobody is there to ask, and somebody must be.
   */
  void requireSomebody(String question, String otherwise) {
    if (!yes && !OutputOptions.onTerminal()) {
      throw new IllegalArgumentException(
          question + " Nobody is there to confirm it: give --yes" + otherwise);
    }
  }

  /** Asks on a terminal unless that is not needed; tells if the answer was no. */
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
