package io.github.camelmbus.transport.tcp;

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
import org.jspecify.annotations.Nullable;

/** A connection to a gateway. Confined to the bus thread, but for {@link #close()}. */
public final class TcpTransport implements Transport {
  private static final Duration LEAST_LATENCY = Duration.ofMillis(100);
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final LineAddress line;
  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;
  private final Duration initialLatency;
  private volatile boolean closed;

  /**
   * @param connecting the time that connecting took, a round trip at least.
   */
  TcpTransport(LineAddress line, Socket connected, Duration connecting) throws IOException {
    this.line = line;
    this.socket = connected;
    this.initialLatency = connecting.compareTo(LEAST_LATENCY) > 0 ? connecting : LEAST_LATENCY;
    this.in = connected.getInputStream();
    this.out = connected.getOutputStream();
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
      if (remaining <= 0 && in.available() == 0) {
        return 0;
      }
      socket.setSoTimeout(timeoutMillis(remaining));
      int count = in.read(buffer);
      if (count < 0) {
        throw gone(null);
      }
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
    String how = cause == null ? "the gateway closed it" : String.valueOf(cause.getMessage());
    return new LineUnavailableException(
        line.text(),
        Reason.LOST,
        "the connection is lost ("
            + how
            + "): did the gateway restart, or did another program connect to it?",
        cause);
  }

  /** True: in raw mode a gateway passes on what its UART received. */
  @Override
  public boolean showsBadOctets() {
    return true;
  }

  @Override
  public Duration initialLatency() {
    return initialLatency;
  }

  @Override
  public void close() {
    closed = true;
    try {
      socket.close();
    } catch (IOException e) {
      // The descriptor is released in any case, and there is nothing to do about the error.
    }
  }
}
