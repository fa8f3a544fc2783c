package io.github.camelmbus.transport.rfc2217;

import io.github.camelmbus.transport.HostAndPort;
import io.github.camelmbus.transport.LineAddress;
import io.github.camelmbus.transport.LineSettings;
import io.github.camelmbus.transport.Transport;
import io.github.camelmbus.transport.TransportOption;
import io.github.camelmbus.transport.TransportProvider;
import io.github.camelmbus.transport.tcp.TcpConnector;
import io.github.camelmbus.transport.tcp.TcpTransport;
import java.util.List;
import java.util.Set;

/** Opens serial ports of gateways that speak RFC 2217: {@code rfc2217://host:port}. */
public final class Rfc2217TransportProvider implements TransportProvider {

  @Override
  public Set<String> schemes() {
    return Set.of("rfc2217");
  }

  @Override
  public List<String> forms() {
    return List.of("rfc2217://host:port");
  }

  @Override
  public List<TransportOption<?>> options() {
    return List.of(TcpConnector.CONNECT_TIMEOUT);
  }

  @Override
  public LineAddress canonical(LineAddress line) {
    return HostAndPort.canonical(line);
  }

  @Override
  public void validate(LineAddress line) {
    HostAndPort.parse(line);
  }

  @Override
  public Transport open(LineAddress line, LineSettings settings) {
    TcpTransport tcp = TcpConnector.connect(line, settings);
    try {
      return Rfc2217Transport.open(line, tcp, settings);
    } catch (RuntimeException | Error e) {
      tcp.close();
      throw e;
    }
  }
}
