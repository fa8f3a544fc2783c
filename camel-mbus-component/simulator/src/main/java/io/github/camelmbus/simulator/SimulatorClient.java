package io.github.camelmbus.simulator;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Arrays;

/** A master connected to a {@link SimulatorServer}; confined to the thread of the server. */
final class SimulatorClient {
  private static final int END_OF_STREAM = -1;

  private final SocketChannel channel;
  private final GatewayConnection connection;
  private final ByteBuffer buffer = ByteBuffer.allocate(1024);

  SimulatorClient(SocketChannel channel, GatewayConnection connection) {
    this.channel = channel;
    this.connection = connection;
  }

  GatewayConnection connection() {
    return connection;
  }

  /** The octets that the master has sent; closes the connection if the master has. */
  byte[] receive() throws IOException {
    buffer.clear();
    int count = channel.read(buffer);
    if (count == END_OF_STREAM) {
      close();
    }
    return Arrays.copyOf(buffer.array(), Math.max(0, count));
  }

  /**
   * Sends what has arrived, and ends the connection if the gateway has.
   *
   * @throws IOException also if the master does not take its octets.
   */
  void deliver(long now) throws IOException {
    byte[] due = connection.takeUntil(now, Integer.MAX_VALUE);
    ByteBuffer octets = ByteBuffer.wrap(due);
    if (due.length > 0 && channel.isOpen() && channel.write(octets) < due.length) {
      throw new IOException("the master does not read its octets");
    }
    if (connection.isOver(now)) {
      end();
    }
  }

  private void end() throws IOException {
    if (connection.isRefused() && channel.isOpen()) {
      channel.setOption(StandardSocketOptions.SO_LINGER, 0);
    }
    close();
  }

  boolean isOpen() {
    return channel.isOpen();
  }

  void close() throws IOException {
    connection.leave();
    channel.close();
  }
}
