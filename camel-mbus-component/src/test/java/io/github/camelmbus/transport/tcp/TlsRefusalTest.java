package io.github.camelmbus.transport.tcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.github.camelmbus.transport.LineAddress;
import io.github.camelmbus.transport.LineSettings;
import io.github.camelmbus.transport.LineUnavailableException;
import io.github.camelmbus.transport.LineUnavailableException.Reason;
import io.github.camelmbus.transport.Transport;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Trust, names, keys and files that are wrong, and what users read then. */
@Timeout(60)
class TlsRefusalTest {
  @TempDir static Path folder;
  private static TestCertificates certificates;
  private static Path gatewayKeys;
  private static Path clientKeys;

  @BeforeAll
  static void makeCertificates() {
    certificates = new TestCertificates(folder);
    gatewayKeys = certificates.keys("gateway", "-ext", "san=ip:127.0.0.1");
    clientKeys = certificates.keys("client");
  }

  @Test
  void certificateThatIsNotTrusted() {
    try (TlsGateway gateway = gateway(gatewayKeys)) {
      assertRefused(
          gateway.line(),
          settings(),
          "no TLS with the gateway at 127.0.0.1:",
          "its certificate (CN=gateway) is not trusted: put it, or that of its authority, into a"
              + " PEM file and name the file by tlsTrust (--tls-trust of commands)");
    }
  }

  @Test
  void certificateForAnotherHost() {
    Path other = certificates.keys("attic", "-ext", "san=dns:attic.example");
    try (TlsGateway gateway = gateway(other)) {
      assertRefused(
          gateway.line(),
          trusting(other),
          "its certificate (CN=attic) is not one for the host 127.0.0.1 (",
          "write the host as the certificate has it");
    }
  }

  @Test
  void certificateThatHasExpired() {
    Path old =
        certificates.keys(
            "old", "-ext", "san=ip:127.0.0.1", "-startdate", "-10d", "-validity", "2");
    try (TlsGateway gateway = gateway(old)) {
      assertRefused(
          gateway.line(),
          trusting(old),
          "its certificate (CN=old) has expired on 20",
          "renew it on the gateway");
    }
  }

  @Test
  void certificateThatIsNotYetValid() {
    Path early = certificates.keys("early", "-ext", "san=ip:127.0.0.1", "-startdate", "+10d");
    try (TlsGateway gateway = gateway(early)) {
      assertRefused(
          gateway.line(),
          trusting(early),
          "its certificate (CN=early) is valid from 20",
          "is the clock of this machine right?");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void certificateOfThisEndIsWanted(String protocol) {
    try (TlsGateway gateway = gateway(gatewayKeys).speaking(protocol).wantingCertificates()) {
      // In TLS 1.3 the refusal comes after the handshake, as the answer to the first octets.
      assertThatExceptionOfType(LineUnavailableException.class)
          .isThrownBy(() -> exchange(gateway.line(), trusting(gatewayKeys)))
          .withMessageContainingAll("certificate of this end", "tlsKey");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void certificateOfThisEndThatIsNotAccepted(String protocol) {
    Path stranger = certificates.keysAsPem(certificates.keys("unknown-" + protocol));
    try (TlsGateway gateway = gateway(gatewayKeys).speaking(protocol).wantingCertificates()) {
      LineSettings settings = trusting(gatewayKeys).withOption("tlsKey", stranger.toString());
      assertThatExceptionOfType(LineUnavailableException.class)
          .isThrownBy(() -> exchange(gateway.line(), settings))
          .withMessageContainingAll("certificate of this end", "tlsKey");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void keyOfThisEndMayBePemOrPkcs12(String protocol) {
    LineSettings pem =
        trusting(gatewayKeys).withOption("tlsKey", certificates.keysAsPem(clientKeys).toString());
    LineSettings pkcs12 =
        settings()
            .withOption("tlsTrust", certificates.trustStore(gatewayKeys).toString())
            .withOption("tlsKey", clientKeys.toString())
            .withOption("tlsPassword", TestCertificates.PASSWORD);
    try (TlsGateway gateway = gateway(gatewayKeys).speaking(protocol).wantingCertificates()) {
      for (LineSettings settings : new LineSettings[] {pem, pkcs12}) {
        try (Transport transport = new TlsTransportProvider().open(gateway.line(), settings)) {
          gateway.accept();
          gateway.send(new byte[] {(byte) 0xE5});

          assertThat(transport.read(new byte[8], in(transport, 20))).isOne();
        }
      }
    } finally {
      deleteQuietly(folder.resolve("gateway-trust.p12"));
    }
  }

  private static void deleteQuietly(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void passwordMayStandInAFile() throws IOException {
    Path password = Files.writeString(folder.resolve("password"), TestCertificates.PASSWORD + "\n");
    LineSettings settings =
        trusting(gatewayKeys)
            .withOption("tlsKey", clientKeys.toString())
            .withOption("tlsPassword", "file:" + password);
    try (TlsGateway gateway = gateway(gatewayKeys).wantingCertificates();
        Transport transport = new TlsTransportProvider().open(gateway.line(), settings)) {
      gateway.accept();
      gateway.send(new byte[] {1});

      assertThat(transport.read(new byte[8], in(transport, 20))).isOne();
    }
  }

  @Test
  void gatewayWithoutTls() throws IOException {
    // The greeting of a raw gateway, or of a bus with noise.
    assertRefusedBy(new byte[] {0x68, 0x1F, 0x1F, 0x68, 0x08}, "what it sent is not TLS");
  }

  /** A raw gateway with a level converter that echoes: the ClientHello itself comes back. */
  @Test
  void gatewayWithoutTlsThatEchoes() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CompletableFuture.runAsync(
          () -> {
            try (Socket client = server.accept()) {
              client.getInputStream().transferTo(client.getOutputStream());
            } catch (IOException closed) {
              // this end gave up, as it should
            }
          });
      assertRefused(
          line(server),
          settings(),
          "what is sent comes back, so there is no TLS: without TLS the line is tcp://host:port");
    }
  }

  @Test
  void gatewayThatSpeaksOnlyOldTls() throws IOException {
    // Alert 21 = 15h, version 3.1, length 2, fatal 2, protocol_version 70 = 46h (RFC 5246, 7.2)
    assertRefusedBy(
        new byte[] {0x15, 3, 1, 0, 2, 2, 0x46}, "it speaks no TLS of version 1.2 or later");
  }

  /** Java 25 names the alert twice. */
  @ParameterizedTest
  @CsvSource({
    "Received fatal alert: certificate_required, it wants a certificate of this end",
    "Received fatal alert: bad_certificate, it wants a certificate of this end",
    "Received fatal alert: unknown_ca, it does not accept the certificate of this end",
    "(unknown_ca) Received fatal alert: unknown_ca, it does not accept the certificate of this end",
    "Received fatal alert: internal_error, TLS failed: Received fatal alert: internal_error"
  })
  void alertsOfTheGatewayAreExplained(String message, String words) {
    assertThat(TlsFailure.ofMessage(new SSLException(message))).startsWith(words);
  }

  private static void assertRefusedBy(byte[] answer, String words) throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CompletableFuture<Void> served =
          CompletableFuture.runAsync(
              () -> {
                try (Socket client = server.accept()) {
                  client.getInputStream().read();
                  client.getOutputStream().write(answer);
                  client.getInputStream().readAllBytes();
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
      assertRefused(line(server), settings(), words);
      served.handle((done, ended) -> done).join();
    }
  }

  @Test
  void gatewayThatAnswersNothing() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertRefused(
          line(server),
          settings().withOption("connectTimeout", "200ms"),
          "it did not answer the TLS handshake within 200 ms: is there TLS at that port? Without"
              + " TLS the line is tcp://host:port");
    }
  }

  /** The head of a handshake record of 255 octets, and then one octet in 50 ms. */
  @Test
  void gatewayThatAnswersOctetByOctetForever() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CompletableFuture<Void> served =
          CompletableFuture.runAsync(
              () -> {
                try (Socket client = server.accept()) {
                  client.getOutputStream().write(new byte[] {0x16, 3, 3, 0, (byte) 0xFF, 2});
                  for (; ; TimeUnit.MILLISECONDS.sleep(50)) {
                    client.getOutputStream().write(0);
                  }
                } catch (IOException | InterruptedException closed) {
                  // this end gave up, as it should
                }
              });
      assertRefused(
          line(server),
          settings().withOption("connectTimeout", "400ms"),
          "it did not answer the TLS handshake within 400 ms");
      served.join();
    }
  }

  @Test
  void gatewayThatHangsUp() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CompletableFuture.runAsync(
          () -> {
            try (Socket client = server.accept()) {
              client.getInputStream().readNBytes(5);
              client.shutdownOutput();
              client.getInputStream().readAllBytes();
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
      assertRefused(line(server), settings(), "it closed the connection in the TLS handshake");
    }
  }

  @Test
  void interruptEndsTheHandshake() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CompletableFuture<LineUnavailableException> failure = new CompletableFuture<>();
      Thread bus =
          new Thread(
              () -> {
                try {
                  new TlsTransportProvider().open(line(server), settings());
                } catch (LineUnavailableException e) {
                  failure.complete(e);
                }
              });
      bus.start();
      server.accept().getInputStream().read(); // the handshake has begun
      bus.interrupt();

      await().until(failure::isDone);
      assertThat(failure.join().reason()).isEqualTo(Reason.CLOSED);
      assertThat(failure.join()).hasMessageContaining("interrupted in the TLS handshake");
    }
  }

  @Test
  void missingFile() {
    assertWrongFile(
        settings().withOption("tlsTrust", "/no/such/file.pem"),
        "the file /no/such/file.pem does not exist");
  }

  @Test
  void fileThatMayNotBeRead() throws IOException {
    Path secret = Files.writeString(folder.resolve("secret.pem"), "");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("---------"));
    Assumptions.assumeFalse(Files.isReadable(secret), "root reads everything");

    assertWrongFile(
        settings().withOption("tlsTrust", secret.toString()), "may not be read by this user");
  }

  @Test
  void wrongPassword() {
    assertWrongFile(
        settings().withOption("tlsKey", clientKeys.toString()).withOption("tlsPassword", "sesame"),
        "client.p12 does not open with the tlsPassword given");
  }

  @Test
  void missingPassword() {
    assertWrongFile(
        settings().withOption("tlsKey", clientKeys.toString()),
        "client.p12 has a password: give it by tlsPassword");
  }

  @Test
  void fileOfThePasswordThatIsMissing() {
    assertWrongFile(
        settings().withOption("tlsPassword", "file:/no/such/password"),
        "the file /no/such/password of tlsPassword does not exist");
  }

  @Test
  void storeWithoutTrustedCertificates() throws Exception {
    // What Java sees of a file that openssl made without keys.
    Path empty = folder.resolve("empty.p12");
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    try (OutputStream out = Files.newOutputStream(empty)) {
      store.store(out, TestCertificates.PASSWORD.toCharArray());
    }
    assertWrongFile(
        settings()
            .withOption("tlsTrust", empty.toString())
            .withOption("tlsPassword", TestCertificates.PASSWORD),
        "empty.p12 has no certificate that is marked as trusted; a PEM file needs no such mark");
    Path none = Files.writeString(folder.resolve("none.pem"), "-----BEGIN nothing");
    assertWrongFile(
        settings().withOption("tlsTrust", none.toString()),
        "none.pem has no certificate (BEGIN CERTIFICATE)");
  }

  @Test
  void fileOfAnotherKind() throws IOException {
    Path text = Files.writeString(folder.resolve("notes.txt"), "the key is under the mat");
    assertWrongFile(
        settings().withOption("tlsTrust", text.toString()),
        "notes.txt is neither PEM (-----BEGIN ...) nor PKCS12");
  }

  @ParameterizedTest
  @ValueSource(strings = {"RSA PRIVATE KEY", "EC PRIVATE KEY", "ENCRYPTED PRIVATE KEY"})
  void keyInAFormThatIsNotSupported(String label) throws IOException {
    Path key =
        Files.writeString(
            folder.resolve("old-form.pem"), TestCertificates.block(label, new byte[] {0x30, 0}));
    assertWrongFile(
        settings().withOption("tlsKey", key.toString()),
        "(BEGIN "
            + label
            + "), which is not supported: convert it by openssl pkcs8 -topk8 -nocrypt");
  }

  /** The headers of RFC 1421 before the octets, as openssl writes a key of its old form. */
  @Test
  void keyOfTheOldFormWithAPassword() throws IOException {
    Path key =
        Files.writeString(
            folder.resolve("old-encrypted.pem"),
            """
            -----BEGIN RSA PRIVATE KEY-----
            Proc-Type: 4,ENCRYPTED
            DEK-Info: AES-256-CBC,00112233445566778899AABBCCDDEEFF

            MAA=
            -----END RSA PRIVATE KEY-----
            """);
    assertWrongFile(
        settings().withOption("tlsKey", key.toString()),
        "old-encrypted.pem cannot be used: it has a key of PKCS #1 (BEGIN RSA PRIVATE KEY)");
  }

  @Test
  void keyFileWithoutAKeyOrACertificate() throws IOException {
    Path keyless = certificates.keys("keyless");
    assertWrongFile(
        settings().withOption("tlsKey", certificates.certificate(clientKeys).toString()),
        "client.crt has no private key (BEGIN PRIVATE KEY)");
    Path alone =
        Files.writeString(
            folder.resolve("alone.pem"),
            TestCertificates.block("PRIVATE KEY", new byte[] {0x30, 0}));
    assertWrongFile(
        settings().withOption("tlsKey", alone.toString()),
        "alone.pem has no certificate (BEGIN CERTIFICATE) beside the private key");
    assertWrongFile(
        settings()
            .withOption("tlsKey", certificates.trustStore(keyless).toString())
            .withOption("tlsPassword", TestCertificates.PASSWORD),
        "keyless-trust.p12 has no private key");
  }

  @Test
  void damagedCertificate() throws IOException {
    Path damaged =
        Files.writeString(
            folder.resolve("damaged.pem"),
            TestCertificates.block("CERTIFICATE", new byte[] {0x30, 0x05, 1, 2, 3}));
    assertWrongFile(
        settings().withOption("tlsTrust", damaged.toString()),
        "damaged.pem has a damaged certificate");
  }

  /** Files are read before anything is connected to: nothing listens at that port. */
  private static void assertWrongFile(LineSettings settings, String words) {
    assertThatExceptionOfType(LineUnavailableException.class)
        .isThrownBy(
            () -> new TlsTransportProvider().open(LineAddress.parse("tls://127.0.0.1:1"), settings))
        .withMessageStartingWith("tls://127.0.0.1:1: the file ")
        .withMessageContaining(words)
        .withMessageNotContaining("sesame")
        .extracting(LineUnavailableException::reason)
        .isEqualTo(Reason.SETTING);
  }

  private static void assertRefused(LineAddress line, LineSettings settings, String... words) {
    assertThatExceptionOfType(LineUnavailableException.class)
        .isThrownBy(() -> new TlsTransportProvider().open(line, settings))
        .withMessageStartingWith(line + ": ")
        .withMessageContainingAll(words)
        .extracting(LineUnavailableException::reason)
        .isEqualTo(Reason.REFUSED);
  }

  private static void exchange(LineAddress line, LineSettings settings) {
    try (Transport transport = new TlsTransportProvider().open(line, settings)) {
      transport.write(new byte[] {0x10});
      transport.read(new byte[8], in(transport, 20));
    }
  }

  private static TlsGateway gateway(Path keys) {
    return new TlsGateway(TestCertificates.server(keys, clientTrust()));
  }

  private static Path clientTrust() {
    Path file = folder.resolve("client-trust.p12");
    return Files.exists(file) ? file : certificates.trustStore(clientKeys);
  }

  private static LineSettings trusting(Path keys) {
    return settings().withOption("tlsTrust", certificates.certificate(keys).toString());
  }

  private static LineSettings settings() {
    return LineSettings.DEFAULT;
  }

  private static LineAddress line(ServerSocket server) {
    return LineAddress.parse("tls://127.0.0.1:" + server.getLocalPort());
  }

  private static long in(Transport transport, int seconds) {
    return transport.clock().nanos() + seconds * 1_000_000_000L;
  }
}
