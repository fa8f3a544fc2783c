package io.github.camelmbus.transport.tcp;

import io.github.camelmbus.transport.HostTransportProvider;
import io.github.camelmbus.transport.LineAddress;
import io.github.camelmbus.transport.LineSettings;
import io.github.camelmbus.transport.Transport;
import io.github.camelmbus.transport.TransportOption;
import java.time.Clock;
import java.util.List;

/**
 * Connects to gateways in raw mode over TLS 1.2 or 1.3, {@code tls://host:port}. The certificate of
 * the gateway must be trusted and valid for its host name.
 */
public final class TlsTransportProvider extends HostTransportProvider {
  private final Clock wallClock;

  public TlsTransportProvider() {
    this(Clock.systemUTC());
  }

  TlsTransportProvider(Clock wallClock) {
    super("tls");
    this.wallClock = wallClock;
  }

  @Override
  public List<TransportOption<?>> options() {
    return List.of(TcpConnector.CONNECT_TIMEOUT, TlsLayer.TRUST, TlsLayer.KEY, TlsLayer.PASSWORD);
  }

  @Override
  public boolean hasItsOwnBaudRate() {
    return true;
  }

  @Override
  public Transport open(LineAddress line, LineSettings settings) {
    TlsLayer layer = TlsLayer.of(line, settings, wallClock);
    TcpTransport tcp = TcpConnector.connect(line, settings);
    try {
      return tcp.over(layer);
    } catch (RuntimeException | Error e) {
      tcp.close();
      throw e;
    }
  }
}
