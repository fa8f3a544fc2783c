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

  /** How often a task is run again on a new connection, if its connection is lost each time. */
  int retries();

  /** Starts the protocol on an open line. Called on the thread of the line. */
  LineConnection<S> connect(Transport transport);
}
