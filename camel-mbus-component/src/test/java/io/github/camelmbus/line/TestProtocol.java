package io.github.camelmbus.line;

import io.github.camelmbus.transport.LineSettings;
import io.github.camelmbus.transport.Transport;
import java.time.Duration;

/** A protocol whose tasks get the transport. */
record TestProtocol(LineSettings settings) implements LineProtocol<Transport> {

  @Override
  public Duration idleTimeout() {
    return Duration.ofSeconds(60);
  }

  @Override
  public int retries() {
    return 2;
  }

  @Override
  public LineConnection<Transport> connect(Transport transport) {
    return new LineConnection<>() {
      @Override
      public Transport session(long nanos) {
        return transport;
      }

      @Override
      public boolean hasSent(Transport session) {
        return false;
      }
    };
  }
}
