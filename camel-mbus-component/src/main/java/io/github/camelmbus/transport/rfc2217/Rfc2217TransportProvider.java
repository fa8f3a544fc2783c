package io.github.camelmbus.transport.rfc2217;

import io.github.camelmbus.transport.HostTransportProvider;
import io.github.camelmbus.transport.LineAddress;
import io.github.camelmbus.transport.LineClock;
import io.github.camelmbus.transport.LineSettings;
import io.github.camelmbus.transport.Transport;
import io.github.camelmbus.transport.TransportOption;
import io.github.camelmbus.transport.tcp.TcpConnector;
import io.github.camelmbus.transport.tcp.TcpTransport;
import java.util.List;

/** Opens serial ports of gateways that speak RFC 2217: {@code rfc2217://host:port}. */
public final class Rfc2217TransportProvider extends HostTransportProvider {

  public Rfc2217TransportProvider() {
    super("rfc2217");
  }

  @Override
  public List<TransportOption<?>> options() {
    return List.of(TcpConnector.CONNECT_TIMEOUT);
  }

  @Override
  public Transport open(LineAddress line, LineSettings settings) {
    long deadline = LineClock.SYSTEM.nanos() + TcpConnector.timeout(settings).toNanos();
    TcpTransport tcp = TcpConnector.connect(line, settings);
    try {
      return Rfc2217Transport.open(line, tcp, settings, deadline);
    } catch (RuntimeException | Error e) {
      tcp.close();
      throw e;
    }
  }
}
