package io.github.camelmbus.transport.tcp;

import io.github.camelmbus.transport.LineAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/**
 * A gateway that does not answer SYN. Linux drops connections that the backlog of a server has no
 * room for.
 */
public final class SilentGateway implements AutoCloseable {
  private static final int MAX_BACKLOG = 100;

  private final ServerSocket server;
  private final List<Socket> waiting = new ArrayList<>();

  public SilentGateway() throws IOException {
    server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    InetSocketAddress address =
        new InetSocketAddress(server.getInetAddress(), server.getLocalPort());
    for (int i = 0; i < MAX_BACKLOG; i++) {
      Socket socket = new Socket();
      waiting.add(socket);
      try {
        socket.connect(address, 50);
      } catch (SocketTimeoutException full) {
        return;
      }
    }
    throw new IllegalStateException("the backlog takes all connections");
  }

  public LineAddress line() {
    return LineAddress.parse("tcp://127.0.0.1:" + server.getLocalPort());
  }

  @Override
  public void close() {
    try {
      for (Socket socket : waiting) {
        socket.close();
      }
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
