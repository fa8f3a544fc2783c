package io.github.camelmbus.kmp.head;

import io.github.camelmbus.line.LineConnection;
import io.github.camelmbus.line.LineProtocol;
import io.github.camelmbus.transport.LineSettings;
import io.github.camelmbus.transport.Transport;
import java.time.Duration;

/**
 * The Kamstrup Meter Protocol on a line.
 *
 * @param window for the answers on all connections.
 */
record HeadProtocol(String line, KmpSettings settingsOfHead, AnswerWindow window)
    implements LineProtocol<KmpSession> {

  HeadProtocol(String line, KmpSettings settings) {
    this(line, settings, new AnswerWindow(settings.timeout()));
  }

  @Override
  public LineSettings settings() {
    return settingsOfHead.line();
  }

  @Override
  public Duration idleTimeout() {
    return settingsOfHead.idleTimeout();
  }

  @Override
  public int retries() {
    return settingsOfHead.retries();
  }

  @Override
  public LineConnection<KmpSession> connect(Transport transport) {
    return new KmpConnection(this, transport);
  }
}
