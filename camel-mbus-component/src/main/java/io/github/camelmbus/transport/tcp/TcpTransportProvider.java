package io.github.camelmbus.transport.tcp;

import io.github.camelmbus.transport.LineAddress;
import io.github.camelmbus.transport.LineSettings;
import io.github.camelmbus.transport.LineUnavailableException;
import io.github.camelmbus.transport.LineUnavailableException.Reason;
import io.github.camelmbus.transport.Transport;
import io.github.camelmbus.transport.TransportProvider;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketOption;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * Connects to gateways in raw (transparent) mode: {@code tcp://host:port}.
 *
 * <p>Of the {@link LineSettings} only the connect timeout matters here; bit rate, parity and stop
 * bits are settings of the gateway.
 */
public final class TcpTransportProvider implements TransportProvider {
  private static final String SCHEME = "tcp";

  /**
   * Seconds of silence before a keep-alive probe, between two of them, and their number: a gateway
   * that lost its power is noticed after a minute and a half, not after the two hours that systems
   * take by default. Known by name, because the constants are outside {@code java.base}.
   */
  private static final Map<String, Integer> KEEP_ALIVE =
      Map.of("TCP_KEEPIDLE", 60, "TCP_KEEPINTERVAL", 10, "TCP_KEEPCOUNT", 3);

  @Override
  public Set<String> schemes() {
    return Set.of(SCHEME);
  }

  @Override
  public void validate(LineAddress line) {
    TcpEndpoint.parse(line);
  }

  @Override
  public Transport open(LineAddress line, LineSettings settings) {
    TcpEndpoint endpoint = TcpEndpoint.parse(line);
    InetSocketAddress address = new InetSocketAddress(endpoint.host(), endpoint.port());
    if (address.isUnresolved()) {
      throw new LineUnavailableException(
          line.text(),
          Reason.NOT_FOUND,
          "the host '"
              + endpoint.host()
              + "' is not known: check the name, or give its IP address");
    }
    Socket socket = new Socket();
    try {
      tune(socket);
      socket.connect(address, millis(settings.connectTimeout()));
      return new TcpTransport(line, socket);
    } catch (IOException e) {
      closeQuietly(socket, e);
      throw failure(line, address, settings.connectTimeout(), e);
    }
  }

  static void tune(Socket socket) throws IOException {
    // Requests are short and answered within milliseconds: Nagle's algorithm would hold them back.
    socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
    socket.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
    for (SocketOption<?> option : socket.supportedOptions()) {
      Integer value = KEEP_ALIVE.get(option.name());
      if (value != null) {
        setNumber(socket, option, value);
      }
    }
  }

  @SuppressWarnings("unchecked")
  private static void setNumber(Socket socket, SocketOption<?> option, int value)
      throws IOException {
    socket.setOption((SocketOption<Integer>) option, value);
  }

  private static int millis(Duration timeout) {
    long millis = timeout.plusNanos(999_999).toMillis();
    return (int) Math.min(millis, Integer.MAX_VALUE);
  }

  private static void closeQuietly(Socket socket, IOException failure) {
    try {
      socket.close();
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  private static LineUnavailableException failure(
      LineAddress line, InetSocketAddress address, Duration timeout, IOException cause) {
    String peer = address.getAddress().getHostAddress() + " port " + address.getPort();
    if (cause instanceof SocketTimeoutException) {
      return new LineUnavailableException(
          line.text(),
          Reason.UNREACHABLE,
          peer
              + " did not answer within "
              + timeout.toMillis()
              + " ms: is the gateway on, is this its address, does a firewall stand between?",
          cause);
    }
    // Java throws it for two errors: nobody listens, and the system's own connection timeout.
    if (cause instanceof ConnectException
        && !String.valueOf(cause.getMessage()).contains("timed out")) {
      return new LineUnavailableException(
          line.text(),
          Reason.REFUSED,
          peer
              + " refused the connection: is this the port of the gateway's raw (transparent) TCP"
              + " server, and is no other program connected to it?",
          cause);
    }
    return new LineUnavailableException(
        line.text(), Reason.UNREACHABLE, peer + " cannot be reached: " + cause.getMessage(), cause);
  }
}
