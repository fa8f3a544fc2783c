package io.github.camelmbus.line;

import io.github.camelmbus.MBusException;

/**
 * Nothing comes back on a connection that is open, as far as the system knows. A task that throws
 * it is run once more on a new connection; it decides itself when to stop.
 */
public final class DeadConnectionException extends MBusException {
  private static final long serialVersionUID = 1L;

  /**
   * @param line for the message.
   * @param cause what has shown it.
   */
  public DeadConnectionException(String line, Throwable cause) {
    super(line + ": nothing comes back on this connection any more", cause);
  }
}
