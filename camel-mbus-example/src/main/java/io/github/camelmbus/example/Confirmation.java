package io.github.camelmbus.example;

import java.io.Console;
import java.io.PrintWriter;
import java.util.Locale;

/** Asks whoever sits at the terminal before something is changed. */
final class Confirmation {
  private Confirmation() {}

  /**
   * Asks on a terminal.
   *
   * @param question ends with a question mark.
   * @return whether the answer was yes.
   * @throws IllegalArgumentException if nobody is there to ask.
   */
  static boolean ask(String question, PrintWriter err) {
    if (!OutputOptions.onTerminal()) {
      throw new IllegalArgumentException(
          question
              + " Nobody is there to confirm it: give --yes, or --dry-run to see the telegram");
    }
    err.print(question + " [y/N] ");
    err.flush();
    String answer = answer();
    return answer.equals("y") || answer.equals("yes");
  }

  private static String answer() {
    Console console = System.console();
    String line = console == null ? null : console.readLine();
    return line == null ? "" : line.strip().toLowerCase(Locale.ROOT);
  }
}
