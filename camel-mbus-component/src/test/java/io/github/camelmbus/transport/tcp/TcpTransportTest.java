package io.github.camelmbus.transport.tcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelmbus.transport.DamagedOctets;
import io.github.camelmbus.transport.LineAddress;
import io.github.camelmbus.transport.LineSettings;
import io.github.camelmbus.transport.Transport;
import io.github.camelmbus.transport.TransportContractTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TcpTransportTest extends TransportContractTest {

  @Override
  protected Peer newPeer() {
    return new Gateway();
  }

  @Override
  protected Transport connect(Peer peer) {
    Gateway gateway = (Gateway) peer;
    Transport transport = new TcpTransportProvider().open(gateway.line(), LineSettings.DEFAULT);
    gateway.accept();
    return transport;
  }

  @Test
  void closeFreesTheOnlyConnectionOfTheGateway() throws IOException {
    try (Gateway gateway = new Gateway()) {
      connect(gateway).close();

      assertThat(gateway.client.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void resetConnectionIsLost() throws IOException {
    try (Gateway gateway = new Gateway();
        Transport transport = connect(gateway)) {
      gateway.client.setSoLinger(true, 0); // close by RST, as a gateway that restarts
      gateway.vanish();

      assertThatThrownBy(
              () -> transport.read(new byte[16], transport.clock().nanos() + 20_000_000_000L))
          .hasMessageStartingWith(gateway.line() + ": the connection is lost (")
          .hasMessageContaining("did another program connect");
    }
  }

  @Test
  void latencyOfAGatewayIsAssumedAndItPassesBadOctetsOn() {
    try (Gateway gateway = new Gateway();
        Transport transport = connect(gateway)) {
      assertThat(transport.damagedOctets()).isEqualTo(DamagedOctets.UNKNOWN);
    }
  }

  /** Connecting takes a round trip: an answer takes as long at least. */
  @Test
  void gatewayThatWasSlowToConnectIsWaitedForLonger() throws IOException {
    try (Gateway gateway = new Gateway();
        Socket socket = new Socket("127.0.0.1", gateway.server.getLocalPort());
        Transport slow = new TcpTransport(gateway.line(), socket, Duration.ofSeconds(4))) {
      assertThat(slow.longestDelay()).isEqualTo(Duration.ofSeconds(16));
    }
  }

  /** A gateway that serves one connection after the other. */
  private static final class Gateway implements Peer {
    private final ServerSocket server;
    private Socket client = new Socket();

    Gateway() {
      try {
        server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    LineAddress line() {
      return LineAddress.parse(
          "tcp://" + server.getInetAddress().getHostAddress() + ":" + server.getLocalPort());
    }

    void accept() {
      try {
        client = server.accept();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
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
      try {
        client.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
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
}
