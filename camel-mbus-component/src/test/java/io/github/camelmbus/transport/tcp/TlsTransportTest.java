package io.github.camelmbus.transport.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelmbus.transport.DamagedOctets;
import io.github.camelmbus.transport.LineAddress;
import io.github.camelmbus.transport.LineSettings;
import io.github.camelmbus.transport.Transport;
import io.github.camelmbus.transport.TransportContractTest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Semaphore;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTransportTest extends TransportContractTest {
  @TempDir static Path folder;
  private static SSLContext context;
  private static LineSettings settings;

  @BeforeAll
  static void makeCertificate() {
    TestCertificates certificates = new TestCertificates(folder);
    Path keys = certificates.keys("gateway", "-ext", "san=ip:127.0.0.1");
    context = TestCertificates.server(keys, keys);
    settings =
        LineSettings.DEFAULT.withOption("tlsTrust", certificates.certificate(keys).toString());
  }

  @Override
  protected Peer newPeer() {
    return new TlsGateway(context);
  }

  @Override
  protected Transport connect(Peer peer) {
    TlsGateway gateway = (TlsGateway) peer;
    Transport transport = new TlsTransportProvider().open(gateway.line(), settings);
    gateway.accept();
    return transport;
  }

  /** A record of TLS is decrypted as a whole; a deadline in the middle of it loses nothing. */
  @Test
  void deadlineWithinARecordIsSilenceAndTheRestComesLater() throws IOException {
    try (TlsGateway gateway = new TlsGateway(context);
        Narrows narrows = new Narrows(gateway.port());
        Transport transport = new TlsTransportProvider().open(narrows.line(), settings)) {
      gateway.accept();
      gateway.send(new byte[] {1});
      assertThat(read(transport, Duration.ofSeconds(20))).isEqualTo(new byte[] {1});

      narrows.stop();
      gateway.send(new byte[30]); // 5 octets of header, 30, 17 of TLS 1.3
      narrows.pass(3);
      assertThat(read(transport, Duration.ofMillis(50))).isEmpty();
      narrows.pass(20);
      assertThat(read(transport, Duration.ofMillis(50))).isEmpty();
      assertThat(transport.read(new byte[8], transport.clock().nanos() - 1)).isZero();
      narrows.pass(1000);
      assertThat(read(transport, Duration.ofSeconds(20))).isEqualTo(new byte[30]);
    }
  }

  @Test
  void latencyAndBadOctetsAreThoseOfATcpGateway() {
    try (TlsGateway gateway = new TlsGateway(context);
        Transport transport = connect(gateway)) {
      assertThat(transport.damagedOctets()).isEqualTo(DamagedOctets.UNKNOWN);
    }
  }

  private static byte[] read(Transport transport, Duration time) {
    byte[] buffer = new byte[64];
    int count = transport.read(buffer, transport.clock().nanos() + time.toNanos());
    return Arrays.copyOf(buffer, count);
  }

  /** Passes the octets of a server on one by one, as many as it is told to. */
  private static final class Narrows implements AutoCloseable {
    private final ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final Semaphore octets = new Semaphore(1_000_000);
    private final Socket server;

    Narrows(int port) throws IOException {
      server = new Socket(InetAddress.getLoopbackAddress(), port);
      Thread thread = new Thread(this::run, "narrows");
      thread.setDaemon(true);
      thread.start();
    }

    LineAddress line() {
      return LineAddress.parse("tls://127.0.0.1:" + listener.getLocalPort());
    }

    void stop() {
      octets.drainPermits();
    }

    void pass(int count) {
      octets.release(count);
    }

    private void run() {
      try (Socket client = listener.accept()) {
        Thread up = new Thread(() -> pump(client, server, new Semaphore(1_000_000)), "upwards");
        up.setDaemon(true);
        up.start();
        pump(server, client, octets);
      } catch (IOException ended) {
        // with the test
      }
    }

    private static void pump(Socket from, Socket to, Semaphore permits) {
      try {
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream();
        int octet = in.read();
        while (octet >= 0) {
          permits.acquireUninterruptibly();
          out.write(octet);
          octet = in.read();
        }
      } catch (IOException ended) {
        // with the test
      }
    }

    @Override
    public void close() throws IOException {
      server.close();
      listener.close();
    }
  }
}
