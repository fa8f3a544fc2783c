package io.github.camelmbus.transport.tcp;

import io.github.camelmbus.transport.HostAndPort;
import io.github.camelmbus.transport.LineAddress;
import io.github.camelmbus.transport.LineSettings;
import io.github.camelmbus.transport.LineUnavailableException;
import io.github.camelmbus.transport.LineUnavailableException.Reason;
import io.github.camelmbus.transport.TransportOption;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** TLS on a connection: trust, keys, and the handshake. */
final class TlsLayer {
  /**
   * A file, PEM or PKCS12, with the certificates to trust: those of gateways or of authorities.
   * Default: the certificates that Java trusts.
   */
  static final TransportOption<String> TRUST = TransportOption.text("tlsTrust");

  /**
   * A file, PEM or PKCS12, with the private key and the certificate of this end, for gateways that
   * require one.
   */
  static final TransportOption<String> KEY = TransportOption.text("tlsKey");

  /** The password of PKCS12 files, or file:NAME for a file with the password in its first line. */
  static final TransportOption<String> PASSWORD = TransportOption.secret("tlsPassword");

  private static final String FILE = "file:";

  private final LineAddress line;
  private final String host;
  private final Duration timeout;
  private final SeenCertificate trust;
  private final SSLContext context;
  private final Clock wallClock;

  private TlsLayer(
      LineAddress line,
      Duration timeout,
      SeenCertificate trust,
      SSLContext context,
      Clock wallClock) {
    this.line = line;
    this.host = HostAndPort.parse(line).host();
    this.timeout = timeout;
    this.trust = trust;
    this.context = context;
    this.wallClock = wallClock;
  }

  /**
   * Reads the files; does not connect.
   *
   * @param wallClock for messages about certificates that have expired.
   * @throws LineUnavailableException naming the file and the problem.
   */
  static TlsLayer of(LineAddress line, LineSettings settings, Clock wallClock) {
    try {
      String password = PASSWORD.in(settings).map(TlsLayer::password).orElse(null);
      SeenCertificate trust = trust(TRUST.in(settings).map(file -> keyFile(file, password)));
      KeyManager @Nullable [] keys =
          KEY.in(settings).map(file -> keys(keyFile(file, password))).orElse(null);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys, new TrustManager[] {trust}, null);
      return new TlsLayer(line, TcpConnector.timeout(settings), trust, context, wallClock);
    } catch (IllegalArgumentException e) {
      throw new LineUnavailableException(
          line.text(), Reason.SETTING, String.valueOf(e.getMessage()), e);
    } catch (GeneralSecurityException e) {
      throw new LineUnavailableException(
          line.text(), Reason.SETTING, "TLS cannot be set up: " + e.getMessage(), e);
    }
  }

  private static KeyFile keyFile(String file, @Nullable String password) {
    return new KeyFile(Path.of(file), password);
  }

  private static String password(String option) {
    if (!option.startsWith(FILE)) {
      return option;
    }
    Path file = Path.of(option.substring(FILE.length()));
    try {
      return Files.readString(file, StandardCharsets.UTF_8).lines().findFirst().orElse("");
    } catch (IOException e) {
      // The message of NoSuchFileException is only the path.
      String why = e instanceof NoSuchFileException ? "does not exist" : "cannot be read";
      throw new IllegalArgumentException("the file " + file + " of tlsPassword " + why, e);
    }
  }

  private static SeenCertificate trust(Optional<KeyFile> file) throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(file.map(KeyFile::trusted).orElse(null));
    X509ExtendedTrustManager judge =
        Arrays.stream(factory.getTrustManagers())
            .filter(X509ExtendedTrustManager.class::isInstance)
            .map(X509ExtendedTrustManager.class::cast)
            .findFirst()
            .orElseThrow(() -> new GeneralSecurityException("no trust manager for X.509"));
    return new SeenCertificate(judge);
  }

  private static KeyManager[] keys(KeyFile file) {
    try {
      KeyStore store = file.keys();
      KeyManagerFactory factory =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      factory.init(store, file.keyPassword());
      return factory.getKeyManagers();
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException(
          "the key in the file " + file.path() + " cannot be used: " + e.getMessage(), e);
    }
  }

  /**
   * Does the handshake.
   *
   * @param connected closed if the connect timeout expires; left open after other failures.
   * @param taken how much of the connect timeout has passed.
   * @throws LineUnavailableException naming the cause.
   */
  SSLSocket over(Socket connected, Duration taken) {
    AtomicBoolean late = new AtomicBoolean();
    Executor atTheEnd =
        CompletableFuture.delayedExecutor(
            timeout.minus(taken).toNanos(), TimeUnit.NANOSECONDS, Runnable::run);
    // The timeout of a socket would restart with each octet of a slow gateway.
    CompletableFuture<Void> end =
        CompletableFuture.runAsync(() -> close(connected, late), atTheEnd);
    try {
      SSLSocket socket =
          (SSLSocket)
              context.getSocketFactory().createSocket(connected, host, connected.getPort(), true);
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      socket.setSSLParameters(parameters);
      socket.startHandshake();
      return socket;
    } catch (IOException e) {
      throw failure(late.get() ? new SocketTimeoutException("the connect timeout is over") : e);
    } finally {
      end.cancel(false);
    }
  }

  private static void close(Socket connected, AtomicBoolean late) {
    late.set(true);
    try {
      connected.close();
    } catch (IOException e) {
      // The descriptor is released in any case, and there is nothing to do about the error.
    }
  }

  private LineUnavailableException failure(IOException cause) {
    if (Thread.currentThread().isInterrupted()) {
      return new LineUnavailableException(
          line.text(), Reason.CLOSED, "interrupted in the TLS handshake", cause);
    }
    String why =
        TlsFailure.ofHandshake(cause, host, timeout, trust.certificate(), wallClock.instant());
    return new LineUnavailableException(
        line.text(),
        Reason.REFUSED,
        "no TLS with the gateway at " + line.rest() + ": " + why,
        cause);
  }
}
