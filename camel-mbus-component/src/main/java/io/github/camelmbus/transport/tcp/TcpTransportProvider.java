package io.github.camelmbus.transport.tcp;

import io.github.camelmbus.transport.HostTransportProvider;
import io.github.camelmbus.transport.LineAddress;
import io.github.camelmbus.transport.LineSettings;
import io.github.camelmbus.transport.Transport;
import io.github.camelmbus.transport.TransportOption;
import java.util.List;

/**
 * Connects to gateways in raw (transparent) mode: {@code tcp://host:port}. Baud rate, parity and
 * stop bits are settings of the gateway.
 */
public final class TcpTransportProvider extends HostTransportProvider {

  public TcpTransportProvider() {
    super("tcp");
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
  public Transport open(LineAddress line, LineSettings settings) {
    return TcpConnector.connect(line, settings);
  }
}
