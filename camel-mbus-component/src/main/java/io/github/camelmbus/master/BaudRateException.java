package io.github.camelmbus.master;

/** The line does not take the baud rate of a meter; at its own it works on. */
public final class BaudRateException extends BusException {
  private static final long serialVersionUID = 1L;

  BaudRateException(Facts facts, String message, Throwable cause) {
    super("line", facts, message);
    initCause(cause);
  }
}
