package io.github.camelmbus.line;

import io.github.camelmbus.MBusException;

/**
 * Nothing arrives on a connection that the operating system reports as open. A task that throws it
 * is run again on a new connection, without a limit: the task must stop by itself.
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
