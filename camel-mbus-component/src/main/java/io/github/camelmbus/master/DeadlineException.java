package io.github.camelmbus.master;

import io.github.camelmbus.MBusException;

/** A transaction could not begin in time, because others had the line; nothing was sent for it. */
public final class DeadlineException extends MBusException {
  private static final long serialVersionUID = 1L;

  private final String line;

  DeadlineException(String line, String message) {
    super(line + ": " + message);
    this.line = line;
  }

  public String line() {
    return line;
  }
}
