package io.github.camelmbus.transport.tcp;

import io.github.camelmbus.transport.DamagedOctets;
import io.github.camelmbus.transport.LineAddress;
import io.github.camelmbus.transport.LineClock;
import io.github.camelmbus.transport.LineUnavailableException;
import io.github.camelmbus.transport.LineUnavailableException.Reason;
import io.github.camelmbus.transport.Transport;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** A connection to a gateway. Confined to the bus thread, but for {@link #close()}. */
public final class TcpTransport implements Transport {
  private static final long NANOS_PER_MILLI = 1_000_000;

  /** Longest delay of an answer, as a multiple of the time that connecting took. */
  private static final int MAX_ROUND_TRIPS = 4;

  private static final String SPEAKS_TLS =
      "it answered with an alert of TLS: that port speaks TLS, so the line is tls://host:port";

  private final LineAddress line;
  private final Socket connection;
  private final InputStream arrived;
  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;
  private final Duration connecting;
  private final FirstOctets first = new FirstOctets();
  private volatile boolean closed;

  /**
   * @param connecting the time that connecting took, at least a round trip.
   */
  TcpTransport(LineAddress line, Socket connected, Duration connecting) throws IOException {
    this(line, connected, connected, connecting);
  }

  /**
   * @param connection the TCP connection, which {@link #close()} closes directly, as closing TLS
   *     may block.
   * @param socket carries the octets: the connection, or TLS on it.
   */
  private TcpTransport(LineAddress line, Socket connection, Socket socket, Duration connecting)
      throws IOException {
    this.line = line;
    this.connection = connection;
    this.arrived = connection.getInputStream();
    this.socket = socket;
    this.in = socket.getInputStream();
    this.out = socket.getOutputStream();
    this.connecting = connecting;
  }

  /**
   * The same connection with TLS on it.
   *
   * @throws LineUnavailableException if the handshake fails; the connection stays open then.
   */
  TcpTransport over(TlsLayer tls) {
    try {
      return new TcpTransport(line, connection, tls.over(connection, connecting), connecting);
    } catch (IOException e) {
      throw gone(e);
    }
  }

  @Override
  public LineClock clock() {
    return LineClock.SYSTEM;
  }

  @Override
  public void write(byte[] octets) {
    try {
      out.write(octets);
    } catch (IOException e) {
      throw gone(e);
    }
  }

  @Override
  public int read(byte[] buffer, long deadline) {
    try {
      long remaining = deadline - clock().nanos();
      if (remaining <= 0 && in.available() == 0 && arrived.available() == 0) {
        return 0;
      }
      socket.setSoTimeout(timeoutMillis(remaining));
      int count = in.read(buffer);
      if (count < 0) {
        throw gone(null);
      }
      first.add(buffer, count);
      return count;
    } catch (SocketTimeoutException silence) {
      return 0;
    } catch (IOException e) {
      throw gone(e);
    }
  }

  /** Rounded up, so that 0 is never returned before the deadline; 0 would wait forever. */
  private static int timeoutMillis(long nanos) {
    long millis = (nanos + NANOS_PER_MILLI - 1) / NANOS_PER_MILLI;
    return (int) Math.max(1, Math.min(millis, Integer.MAX_VALUE));
  }

  private LineUnavailableException gone(@Nullable IOException cause) {
    if (closed) {
      return new LineUnavailableException(
          line.text(), Reason.CLOSED, "the connection was closed on this side", cause);
    }
    if (Thread.currentThread().isInterrupted()) {
      return new LineUnavailableException(
          line.text(), Reason.OTHER, "interrupted while waiting for octets", cause);
    }
    if (cause instanceof SSLException) {
      return new LineUnavailableException(
          line.text(),
          Reason.LOST,
          "the connection is lost: the gateway at "
              + line.rest()
              + ": "
              + TlsFailure.ofMessage(cause),
          cause);
    }
    if (socket == connection && first.isTlsAlert()) {
      return new LineUnavailableException(
          line.text(), Reason.REFUSED, "the gateway at " + line.rest() + ": " + SPEAKS_TLS, cause);
    }
    String how = cause == null ? "the gateway closed it" : String.valueOf(cause.getMessage());
    return new LineUnavailableException(
        line.text(), Reason.LOST, "the connection is lost (" + how + "): " + question(), cause);
  }

  /**
   * With TLS 1.3 a gateway refuses the certificate of this end only after the handshake. Some
   * servers with TLS close a connection without an alert when octets come that are not TLS.
   */
  private String question() {
    if (first.any()) {
      return "did the gateway restart, or did another program connect to it?";
    }
    return socket == connection
        ? "did the gateway restart, did another program connect to it, or is there TLS at that"
            + " port (tls://host:port)?"
        : "does the gateway want another certificate of this end (tlsKey), or did it restart?";
  }

  /** Some gateways pass on damaged octets, others drop them. */
  @Override
  public DamagedOctets damagedOctets() {
    return DamagedOctets.UNKNOWN;
  }

  /** Connecting takes a round trip; an answer takes at least as long, and may take much longer. */
  @Override
  public Duration longestDelay() {
    Duration usual = Transport.super.longestDelay();
    Duration slow = connecting.multipliedBy(MAX_ROUND_TRIPS);
    return slow.compareTo(usual) > 0 ? slow : usual;
  }

  @Override
  public void close() {
    closed = true;
    try {
      connection.close();
    } catch (IOException e) {
      // The descriptor is released in any case, and there is nothing to do about the error.
    }
  }
}
