package io.github.camelmbus.transport.tcp;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Messages for failures of TLS, with a remedy. */
final class TlsFailure {
  private static final String ALERT = "Received fatal alert: ";

  private TlsFailure() {}

  /**
   * The cause of a failed handshake.
   *
   * @param host as the user wrote it.
   * @param shown the certificate of the gateway; null if it was not received.
   * @param now when the handshake failed.
   */
  static String ofHandshake(
      IOException failure,
      String host,
      Duration timeout,
      @Nullable X509Certificate shown,
      Instant now) {
    if (failure instanceof SocketTimeoutException) {
      return "it did not answer the TLS handshake within "
          + timeout.toMillis()
          + " ms: is there TLS at that port? Without TLS the line is tcp://host:port";
    }
    if (shown != null) {
      Optional<String> certificate = ofCertificate(failure, host, shown, now);
      if (certificate.isPresent()) {
        return certificate.get();
      }
    }
    return isHangUp(failure)
        ? "it closed the connection in the TLS handshake: is there TLS at that port, or does it"
            + " want another certificate of this end (tlsKey)?"
        : ofMessage(failure);
  }

  /** Whether the gateway has closed the connection; the exception depends on the timing. */
  private static boolean isHangUp(IOException failure) {
    return cause(failure, EOFException.class).isPresent()
        || cause(failure, SocketException.class).isPresent()
        || failure.getCause() instanceof IOException cause && !(cause instanceof SSLException);
  }

  private static Optional<String> ofCertificate(
      IOException failure, String host, X509Certificate shown, Instant now) {
    if (cause(failure, CertificateExpiredException.class).isPresent()) {
      return Optional.of(expired(shown, now));
    }
    if (cause(failure, CertificateNotYetValidException.class).isPresent()) {
      return Optional.of(notYetValid(shown, now));
    }
    Optional<String> weak =
        cause(failure, CertPathValidatorException.class)
            .filter(invalid -> invalid.getReason() == BasicReason.ALGORITHM_CONSTRAINED)
            .map(invalid -> certificate(shown) + " is too weak for Java: " + invalid.getMessage());
    if (weak.isPresent()) {
      return weak;
    }
    if (cause(failure, CertPathBuilderException.class).isPresent()
        || cause(failure, CertPathValidatorException.class).isPresent()) {
      return Optional.of(
          certificate(shown)
              + " is not trusted: put it, or that of its authority, into a PEM file and name the"
              + " file by tlsTrust (--tls-trust of commands)");
    }
    return cause(failure, CertificateException.class)
        .map(wrong -> ofName(String.valueOf(wrong.getMessage()), host, shown));
  }

  /** Only the message of the Java exception shows whether the name is wrong. */
  private static String ofName(String message, String host, X509Certificate shown) {
    return message.startsWith("No subject alternative") || message.startsWith("No name matching")
        ? certificate(shown)
            + " is not one for the host "
            + host
            + " ("
            + message
            + "): write the host as the certificate has it, or renew the certificate with"
            + " this name as subjectAltName"
        : certificate(shown) + " is refused: " + message;
  }

  private static String expired(X509Certificate shown, Instant now) {
    return shown.getNotAfter().toInstant().isBefore(now)
        ? certificate(shown)
            + " has expired on "
            + shown.getNotAfter().toInstant()
            + ": renew it on the gateway"
        : "a certificate of the authority that issued " + certificate(shown) + " has expired";
  }

  private static String notYetValid(X509Certificate shown, Instant now) {
    return shown.getNotBefore().toInstant().isAfter(now)
        ? certificate(shown)
            + " is valid from "
            + shown.getNotBefore().toInstant()
            + " only: is the clock of this machine right?"
        : "a certificate of the authority that issued " + certificate(shown) + " is not valid yet";
  }

  /** The meaning of an alert or another failure of TLS. */
  static String ofMessage(IOException failure) {
    String message = String.valueOf(failure.getMessage());
    // Java 25 repeats the alert at the beginning: "(unknown_ca) Received fatal alert: unknown_ca".
    int at = message.indexOf(ALERT);
    String alert = at < 0 ? "" : message.substring(at + ALERT.length());
    if (message.contains("Unsupported or unrecognized SSL message")) {
      return "what it sent is not TLS: without TLS the line is tcp://host:port";
    }
    if (message.contains("client_hello")) {
      // The handshake message that only this end sends: a level converter echoes.
      return "what is sent comes back, so there is no TLS: without TLS the line is tcp://host:port";
    }
    if (message.contains("protocol_version") || message.contains("protocol version")) {
      return "it speaks no TLS of version 1.2 or later (" + message + ")";
    }
    return switch (alert) {
      case "certificate_required", "bad_certificate", "handshake_failure" ->
          "it wants a certificate of this end, or another one ("
              + alert
              + "): name a file with key and certificate by tlsKey";
      case "certificate_unknown", "unknown_ca", "certificate_expired", "access_denied" ->
          "it does not accept the certificate of this end (" + alert + "): check tlsKey";
      default -> "TLS failed: " + message;
    };
  }

  private static String certificate(X509Certificate shown) {
    return "its certificate (" + shown.getSubjectX500Principal().getName() + ")";
  }

  private static <T extends Throwable> Optional<T> cause(Throwable failure, Class<T> type) {
    return Stream.iterate(failure, link -> link != null, Throwable::getCause)
        .filter(type::isInstance)
        .map(type::cast)
        .findFirst();
  }
}
