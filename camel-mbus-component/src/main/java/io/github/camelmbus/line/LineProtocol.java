package io.github.camelmbus.line;

import io.github.camelmbus.transport.LineSettings;
import io.github.camelmbus.transport.Transport;
import java.time.Duration;

/**
 * A protocol that is spoken on a line.
 *
 * @param <S> what its tasks can do on the line.
 */
public interface LineProtocol<S> {

  /** How the line is opened. */
  LineSettings settings();

  /** After this time without a task the line is closed until the next one. */
  Duration idleTimeout();

  /** How often a task is run again on a new connection, where one after the other is lost. */
  int retries();

  /** Begins to speak on a line that was opened. On the thread of the line. */
  LineConnection<S> connect(Transport transport);
}
