package io.github.camelmbus.transport.tcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelmbus.transport.DamagedOctets;
import io.github.camelmbus.transport.LineAddress;
import io.github.camelmbus.transport.LineSettings;
import io.github.camelmbus.transport.LineUnavailableException;
import io.github.camelmbus.transport.LineUnavailableException.Reason;
import io.github.camelmbus.transport.Transport;
import io.github.camelmbus.transport.TransportContractTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

  /**
   * What Java's TLS server answers to SND_NKE: alert 15h, version 3.3, length 2, fatal 2,
   * unexpected_message 0Ah (RFC 8446, 6). Then it closes.
   */
  @Test
  void alertOfTlsNamesTheOtherFormOfTheLine() {
    try (Gateway gateway = new Gateway();
        Transport transport = connect(gateway)) {
      gateway.send(new byte[] {0x15, 3, 3, 0, 2, 2, 0x0A});
      gateway.vanish();

      assertThatExceptionOfType(LineUnavailableException.class)
          .isThrownBy(() -> readToTheEnd(transport))
          .withMessageStartingWith(gateway.line() + ": the gateway at ")
          .withMessageContaining(
              "it answered with an alert of TLS: that port speaks TLS, so the line is"
                  + " tls://host:port")
          .extracting(LineUnavailableException::reason)
          .isEqualTo(Reason.REFUSED);
    }
  }

  /** OpenSSL sends no alert when the first octets are no record of TLS: it only closes. */
  @Test
  void connectionClosedBeforeAnythingCameMayBeOneForTls() {
    try (Gateway gateway = new Gateway();
        Transport transport = connect(gateway)) {
      gateway.vanish();

      assertThatExceptionOfType(LineUnavailableException.class)
          .isThrownBy(() -> readToTheEnd(transport))
          .withMessageContaining("or is there TLS at that port (tls://host:port)?")
          .extracting(LineUnavailableException::reason)
          .isEqualTo(Reason.LOST);
    }
  }

  /** Octets of a bus, a record of TLS that is no alert, an alert after octets of a bus, part. */
  @ParameterizedTest
  @CsvSource({
    "E5",
    "15",
    "15 03 03 00 02 02",
    "15 03 05 00 02 02 0A",
    "15 03 03 00 03 02 0A",
    "15 03 03 00 02 03 0A",
    "16 03 03 00 02 02 0A",
    "E5 15 03 03 00 02 02 0A"
  })
  void nothingElseIsTakenForTls(String hex) {
    try (Gateway gateway = new Gateway();
        Transport transport = connect(gateway)) {
      gateway.send(HexFormat.ofDelimiter(" ").parseHex(hex));
      gateway.vanish();

      assertThatExceptionOfType(LineUnavailableException.class)
          .isThrownBy(() -> readToTheEnd(transport))
          .withMessageNotContaining("TLS")
          .extracting(LineUnavailableException::reason)
          .isEqualTo(Reason.LOST);
    }
  }

  private static void readToTheEnd(Transport transport) {
    byte[] buffer = new byte[16];
    long end = transport.clock().nanos() + 20_000_000_000L;
    while (transport.read(buffer, end) > 0) {
      // until the connection is seen to be closed
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
