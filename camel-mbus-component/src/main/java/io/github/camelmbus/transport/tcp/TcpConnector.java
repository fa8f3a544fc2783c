package io.github.camelmbus.transport.tcp;

import io.github.camelmbus.transport.HostAndPort;
import io.github.camelmbus.transport.LineAddress;
import io.github.camelmbus.transport.LineClock;
import io.github.camelmbus.transport.LineSettings;
import io.github.camelmbus.transport.LineUnavailableException;
import io.github.camelmbus.transport.LineUnavailableException.Reason;
import io.github.camelmbus.transport.TransportOption;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketOption;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Map;

/** Connects to gateways, for all lines over TCP. */
public final class TcpConnector {
  /** Time limit for the connection and the negotiation on it, before the first octet of data. */
  public static final TransportOption<Duration> CONNECT_TIMEOUT =
      TransportOption.duration("connectTimeout", "10s");

  /**
   * Seconds of silence before the first keep-alive probe, seconds between two probes, and their
   * number: a gateway that has lost power is noticed after 25 s instead of two hours by default. By
   * name, because the constants are not in {@code java.base}.
   */
  private static final Map<String, Integer> KEEP_ALIVE =
      Map.of("TCP_KEEPIDLE", 10, "TCP_KEEPINTERVAL", 5, "TCP_KEEPCOUNT", 3);

  private TcpConnector() {}

  /**
   * Connects. An interrupt of the thread ends it.
   *
   * @param line host and port; messages begin with it.
   * @param settings have the {@link #CONNECT_TIMEOUT}.
   * @throws LineUnavailableException naming the cause.
   */
  public static TcpTransport connect(LineAddress line, LineSettings settings) {
    InetSocketAddress address = HostAndPort.parse(line).resolve(line);
    Duration timeout = timeout(settings);
    long begin = LineClock.SYSTEM.nanos();
    Socket socket = connect(line, address, timeout);
    Duration taken = Duration.ofNanos(LineClock.SYSTEM.nanos() - begin);
    try {
      return new TcpTransport(line, socket, taken);
    } catch (IOException e) {
      closeQuietly(socket, e);
      throw failure(line, address, timeout, e);
    }
  }

  /** The connect timeout of these settings. */
  public static Duration timeout(LineSettings settings) {
    return CONNECT_TIMEOUT.in(settings).orElseThrow();
  }

  private static Socket connect(LineAddress line, InetSocketAddress address, Duration timeout) {
    Socket socket = null;
    try {
      // The socket of a channel, because an interrupt ends its connect().
      socket = SocketChannel.open().socket();
      tune(socket);
      socket.connect(address, millis(timeout));
      return socket;
    } catch (IOException e) {
      if (socket != null) {
        closeQuietly(socket, e);
      }
      throw failure(line, address, timeout, e);
    }
  }

  static void tune(Socket socket) throws IOException {
    // Nagle's algorithm would delay short requests.
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
    String peer = HostAndPort.inWords(address);
    if (cause instanceof SocketTimeoutException) {
      return new LineUnavailableException(
          line.text(),
          Reason.UNREACHABLE,
          peer
              + " did not answer within "
              + timeout.toMillis()
              + " ms: is the gateway on, is this its address, does a firewall block it?",
          cause);
    }
    if (Thread.currentThread().isInterrupted()) {
      return new LineUnavailableException(
          line.text(), Reason.CLOSED, "interrupted while connecting to " + peer, cause);
    }
    // Java throws it if nothing listens, and for the connection timeout of the operating system.
    if (cause instanceof ConnectException
        && !String.valueOf(cause.getMessage()).contains("timed out")) {
      return new LineUnavailableException(
          line.text(),
          Reason.REFUSED,
          peer
              + " refused the connection: is this the port of the gateway's serial server, and is"
              + " no other program connected to it?",
          cause);
    }
    return new LineUnavailableException(
        line.text(), Reason.UNREACHABLE, peer + " cannot be reached: " + cause.getMessage(), cause);
  }
}
