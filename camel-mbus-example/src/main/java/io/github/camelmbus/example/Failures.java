package io.github.camelmbus.example;

import io.github.camelmbus.MBusException;

/** What a failure says to whoever sits at the terminal. */
final class Failures {
  private Failures() {}

  /**
   * The first message of an {@link MBusException} in the chain of causes; else the innermost one,
   * as Camel wraps what was wrong with an option.
   */
  static String message(Throwable failure) {
    Throwable innermost = failure;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof MBusException) {
        return String.valueOf(cause.getMessage());
      }
      innermost = cause;
    }
    String message = innermost.getMessage();
    return message == null ? innermost.getClass().getSimpleName() : message;
  }
}
