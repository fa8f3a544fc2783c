package io.github.camelmbus.transport.udp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import io.github.camelmbus.transport.LineAddress;
import io.github.camelmbus.transport.LineSettings;
import io.github.camelmbus.transport.LineUnavailableException;
import io.github.camelmbus.transport.LineUnavailableException.Reason;
import io.github.camelmbus.transport.Transport;
import io.github.camelmbus.transport.TransportContractTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.junit.jupiter.api.Test;

/** Datagrams on the loopback interface. */
class UdpTransportTest extends TransportContractTest {
  private final UdpTransportProvider provider = new UdpTransportProvider();

  @Override
  protected Peer newPeer() {
    return new Gateway();
  }

  /** A gateway knows where to send to from the first datagram that it gets. */
  @Override
  protected Transport connect(Peer peer) {
    Gateway gateway = (Gateway) peer;
    Transport transport = provider.open(gateway.line(), LineSettings.DEFAULT);
    transport.write(new byte[] {0});
    gateway.receive(1);
    return transport;
  }

  /** Without a connection, only the answer to a datagram says that nothing is there any more. */
  @Override
  protected void afterVanishing(Transport transport) {
    transport.write(new byte[] {0});
  }

  @Test
  void lineOpensWithoutAnAnswer() {
    try (Transport transport = provider.open(lineWithoutGateway(), LineSettings.DEFAULT)) {
      assertThat(transport.read(new byte[8], transport.clock().nanos() + 20_000_000)).isZero();
    }
  }

  @Test
  void portWithoutAListenerIsNamed() {
    LineAddress line = lineWithoutGateway();
    try (Transport transport = provider.open(line, LineSettings.DEFAULT)) {
      transport.write(new byte[] {0x10});
      assertThatExceptionOfType(LineUnavailableException.class)
          .isThrownBy(
              () -> transport.read(new byte[8], transport.clock().nanos() + 20_000_000_000L))
          .withMessageStartingWith(line + ": 127.0.0.1 port ")
          .withMessageContainingAll("ICMP port unreachable", "is its UDP mode on?")
          .extracting(LineUnavailableException::reason)
          .isEqualTo(Reason.LOST);
    }
  }

  /** A port that was free a moment ago. */
  private static LineAddress lineWithoutGateway() {
    try (Gateway gateway = new Gateway()) {
      return gateway.line();
    }
  }

  @Test
  void datagramsOfOthersAreDropped() throws IOException {
    try (Gateway gateway = new Gateway();
        Transport transport = connect(gateway);
        DatagramSocket other = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      other.send(new DatagramPacket(new byte[] {9, 9}, 2, gateway.client));
      gateway.send(new byte[] {(byte) 0xE5});

      byte[] buffer = new byte[8];
      assertThat(transport.read(buffer, transport.clock().nanos() + 20_000_000_000L)).isOne();
      assertThat(buffer[0]).isEqualTo((byte) 0xE5);
      assertThat(transport.read(buffer, transport.clock().nanos() + 20_000_000)).isZero();
    }
  }

  @Test
  void doubledDatagramsArePassedOn() {
    try (Gateway gateway = new Gateway();
        Transport transport = connect(gateway)) {
      gateway.send(new byte[] {0x10, 0x16});
      gateway.send(new byte[] {0x10, 0x16});

      byte[] octets = new byte[4];
      int count = transport.read(octets, transport.clock().nanos() + 20_000_000_000L);
      byte[] second = new byte[4];
      int more = transport.read(second, transport.clock().nanos() + 20_000_000_000L);
      assertThat(Arrays.copyOf(octets, count)).isEqualTo(new byte[] {0x10, 0x16});
      assertThat(Arrays.copyOf(second, more)).isEqualTo(new byte[] {0x10, 0x16});
    }
  }

  @Test
  void emptyDatagramsAreSilence() {
    try (Gateway gateway = new Gateway();
        Transport transport = connect(gateway)) {
      gateway.send(new byte[0]);

      assertThat(transport.read(new byte[8], transport.clock().nanos() + 20_000_000)).isZero();
    }
  }

  @Test
  void aWriteIsOneDatagram() throws IOException {
    try (Gateway gateway = new Gateway();
        Transport transport = connect(gateway)) {
      transport.write(new byte[261]); // the longest telegram

      assertThat(gateway.datagram()).hasSize(261);
    }
  }

  @Test
  void addressHasHostAndPort() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> provider.validate(LineAddress.parse("udp://gateway")))
        .withMessageContaining("names no port: append that of the gateway, as in udp://gateway:");
    assertThat(provider.canonical(LineAddress.parse("udp:GW:10001")).text())
        .isEqualTo("udp://gw:10001");
    assertThat(provider.hasItsOwnBaudRate()).isTrue();
  }

  @Test
  void interruptEndsTheWait() throws InterruptedException {
    try (Gateway gateway = new Gateway();
        Transport transport = connect(gateway)) {
      Thread bus =
          new Thread(
              () -> {
                try {
                  transport.read(new byte[8], transport.clock().nanos() + 50_000_000_000L);
                } catch (LineUnavailableException interrupted) {
                  // ends
                }
              });
      bus.start();
      bus.interrupt();

      await().until(() -> !bus.isAlive());
    }
  }

  private static final class Gateway implements Peer {
    private final DatagramSocket socket;
    private final Deque<Byte> received = new ArrayDeque<>();
    private SocketAddress client = new InetSocketAddress(0);

    Gateway() {
      try {
        socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        socket.setSoTimeout(20_000);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    LineAddress line() {
      return LineAddress.parse("udp://127.0.0.1:" + socket.getLocalPort());
    }

    byte[] datagram() throws IOException {
      DatagramPacket packet = new DatagramPacket(new byte[1000], 1000);
      socket.receive(packet);
      client = packet.getSocketAddress();
      return Arrays.copyOf(packet.getData(), packet.getLength());
    }

    @Override
    public void send(byte[] octets) {
      try {
        socket.send(new DatagramPacket(octets, octets.length, client));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public byte[] receive(int count) {
      byte[] octets = new byte[count];
      try {
        while (received.size() < count) {
          for (byte octet : datagram()) {
            received.add(octet);
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      for (int i = 0; i < count; i++) {
        octets[i] = received.remove();
      }
      return octets;
    }

    @Override
    public void vanish() {
      socket.close();
    }

    @Override
    public void close() {
      socket.close();
    }
  }
}
