package io.github.camelmbus.transport.udp;

import io.github.camelmbus.transport.HostAndPort;
import io.github.camelmbus.transport.HostTransportProvider;
import io.github.camelmbus.transport.LineAddress;
import io.github.camelmbus.transport.LineSettings;
import io.github.camelmbus.transport.LineUnavailableException;
import io.github.camelmbus.transport.LineUnavailableException.Reason;
import io.github.camelmbus.transport.Transport;
import java.io.IOException;
import java.net.InetSocketAddress;

/**
 * Sends datagrams to gateways, {@code udp://host:port}. There is no connection: opening succeeds
 * even without a gateway.
 */
public final class UdpTransportProvider extends HostTransportProvider {

  public UdpTransportProvider() {
    super("udp");
  }

  @Override
  public boolean hasItsOwnBaudRate() {
    return true;
  }

  @Override
  public Transport open(LineAddress line, LineSettings settings) {
    InetSocketAddress gateway = HostAndPort.parse(line).resolve(line);
    try {
      return new UdpTransport(line, gateway);
    } catch (IOException e) {
      throw new LineUnavailableException(
          line.text(),
          Reason.UNREACHABLE,
          HostAndPort.inWords(gateway) + " cannot be reached: " + e.getMessage(),
          e);
    }
  }
}
