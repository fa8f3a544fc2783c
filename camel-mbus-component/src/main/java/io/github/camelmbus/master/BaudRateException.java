package io.github.camelmbus.master;

/** The line cannot be set to the baud rate of a meter; it still works at its own. */
public final class BaudRateException extends BusException {
  private static final long serialVersionUID = 1L;

  BaudRateException(Facts facts, String message, Throwable cause) {
    super("line", facts, message);
    initCause(cause);
  }
}
