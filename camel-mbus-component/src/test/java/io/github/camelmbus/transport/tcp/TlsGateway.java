package io.github.camelmbus.transport.tcp;

import io.github.camelmbus.transport.LineAddress;
import io.github.camelmbus.transport.TransportContractTest.Peer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** A gateway with TLS: accepts in a thread of its own, as the handshake has two sides. */
final class TlsGateway implements Peer {
  private final SSLServerSocket server;
  private final BlockingQueue<SSLSocket> accepted = new ArrayBlockingQueue<>(10);
  private @Nullable SSLSocket client;

  TlsGateway(SSLContext context) {
    try {
      server =
          (SSLServerSocket)
              context
                  .getServerSocketFactory()
                  .createServerSocket(0, 10, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread thread = new Thread(this::serve, "tls-gateway");
    thread.setDaemon(true);
    thread.start();
  }

  TlsGateway speaking(String protocol) {
    server.setEnabledProtocols(new String[] {protocol});
    return this;
  }

  TlsGateway wantingCertificates() {
    server.setNeedClientAuth(true);
    return this;
  }

  int port() {
    return server.getLocalPort();
  }

  LineAddress line() {
    return LineAddress.parse("tls://127.0.0.1:" + port());
  }

  private void serve() {
    while (!server.isClosed()) {
      SSLSocket socket = null;
      try {
        socket = (SSLSocket) server.accept();
        socket.startHandshake();
        accepted.add(socket);
      } catch (IOException refused) {
        closeQuietly(socket);
      }
    }
  }

  private static void closeQuietly(@Nullable SSLSocket socket) {
    try {
      if (socket != null) {
        socket.close();
      }
    } catch (IOException e) {
      // it is gone in any case
    }
  }

  /** Waits for the connection of a client. */
  void accept() {
    try {
      client = accepted.poll(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void send(byte[] octets) {
    try {
      client.getOutputStream().write(octets);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public byte[] receive(int count) {
    try {
      return client.getInputStream().readNBytes(count);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void vanish() {
    closeQuietly(client);
  }

  @Override
  public void close() {
    vanish();
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
