package io.github.camelmbus.transport.udp;

import io.github.camelmbus.transport.DamagedOctets;
import io.github.camelmbus.transport.HostAndPort;
import io.github.camelmbus.transport.LineAddress;
import io.github.camelmbus.transport.LineClock;
import io.github.camelmbus.transport.LineUnavailableException;
import io.github.camelmbus.transport.LineUnavailableException.Reason;
import io.github.camelmbus.transport.Transport;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import org.jspecify.annotations.Nullable;

/**
 * Datagrams to and from one gateway; the system drops those of others. A write is one datagram.
 * Lost, duplicate and late datagrams are left to the protocol on the line.
 *
 * <p>Confined to the bus thread, but for {@link #close()}.
 */
final class UdpTransport implements Transport {
  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final int LARGEST_DATAGRAM = 65_535;

  private final LineAddress line;
  private final InetSocketAddress gateway;
  private final DatagramChannel channel;
  private final Selector selector;
  private final ByteBuffer datagram = ByteBuffer.allocate(LARGEST_DATAGRAM).limit(0);
  private volatile boolean closed;
  private @Nullable IOException lost;

  UdpTransport(LineAddress line, InetSocketAddress gateway) throws IOException {
    this.line = line;
    this.gateway = gateway;
    this.channel = DatagramChannel.open();
    try {
      channel.connect(gateway).configureBlocking(false);
      selector = Selector.open();
      channel.register(selector, SelectionKey.OP_READ);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  @Override
  public LineClock clock() {
    return LineClock.SYSTEM;
  }

  @Override
  public void write(byte[] octets) {
    requireUsable();
    if (octets.length == 0) {
      return;
    }
    try {
      if (channel.write(ByteBuffer.wrap(octets)) == 0) {
        throw new IOException("no room to send");
      }
    } catch (IOException e) {
      throw gone(e);
    }
  }

  @Override
  public int read(byte[] buffer, long deadline) {
    requireUsable();
    try {
      while (!datagram.hasRemaining() && !receive()) {
        long remaining = deadline - clock().nanos();
        if (remaining <= 0) {
          return 0;
        }
        await(remaining);
      }
    } catch (IOException | ClosedSelectorException e) {
      throw gone(e instanceof IOException cause ? cause : null);
    }
    int count = Math.min(buffer.length, datagram.remaining());
    datagram.get(buffer, 0, count);
    return count;
  }

  /** Receives a datagram, if one has arrived. */
  private boolean receive() throws IOException {
    datagram.clear();
    channel.read(datagram);
    datagram.flip();
    return datagram.hasRemaining();
  }

  private void await(long nanos) throws IOException {
    if (Thread.currentThread().isInterrupted()) {
      throw new LineUnavailableException(
          line.text(), Reason.OTHER, "interrupted while waiting for octets");
    }
    // Rounded up, so that 0 is never returned before the deadline.
    selector.select((nanos + NANOS_PER_MILLI - 1) / NANOS_PER_MILLI);
    selector.selectedKeys().clear();
  }

  private void requireUsable() {
    if (closed || lost != null) {
      throw gone(lost);
    }
  }

  private LineUnavailableException gone(@Nullable IOException cause) {
    if (closed) {
      return new LineUnavailableException(
          line.text(), Reason.CLOSED, "the line was closed on this side", cause);
    }
    lost = cause;
    String peer = HostAndPort.inWords(gateway);
    String how =
        cause instanceof PortUnreachableException
            ? peer
                + " answered that nothing listens there (ICMP port unreachable): is this the UDP"
                + " port of the gateway, and is its UDP mode on?"
            : peer + " cannot be reached: " + (cause == null ? "" : cause.getMessage());
    return new LineUnavailableException(line.text(), Reason.LOST, how, cause);
  }

  /** A gateway that waits for complete telegrams may drop damaged ones. */
  @Override
  public DamagedOctets damagedOctets() {
    return DamagedOctets.UNKNOWN;
  }

  @Override
  public void close() {
    closed = true;
    try {
      // Ends a pending select, and with it the descriptor of the channel is released.
      channel.close();
      selector.close();
    } catch (IOException e) {
      // The descriptors are released in any case, and there is nothing to do about the error.
    }
  }
}
