package io.github.camelmbus.transport.tcp;

import io.github.camelmbus.transport.HostAndPort;
import io.github.camelmbus.transport.LineAddress;
import io.github.camelmbus.transport.LineSettings;
import io.github.camelmbus.transport.Transport;
import io.github.camelmbus.transport.TransportOption;
import io.github.camelmbus.transport.TransportProvider;
import java.util.List;
import java.util.Set;

/**
 * Connects to gateways in raw (transparent) mode: {@code tcp://host:port}. Baud rate, parity and
 * stop bits are settings of the gateway.
 */
public final class TcpTransportProvider implements TransportProvider {

  @Override
  public Set<String> schemes() {
    return Set.of("tcp");
  }

  @Override
  public List<String> forms() {
    return List.of("tcp://host:port");
  }

  @Override
  public List<TransportOption<?>> options() {
    return List.of(TcpConnector.CONNECT_TIMEOUT);
  }

  @Override
  public boolean hasItsOwnBaudRate() {
    return true;
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
    return TcpConnector.connect(line, settings);
  }
}
