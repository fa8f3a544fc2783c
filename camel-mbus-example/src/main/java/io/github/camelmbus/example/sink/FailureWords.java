package io.github.camelmbus.example.sink;

import java.security.cert.CertPathBuilderException;

/** Why a server does not take readings, for the log. */
final class FailureWords {
  private static final String NOT_TRUSTED =
      "; Java does not trust the certificate of the server. A trust store with that of its"
          + " authority is named by MBUS_OPTS=-Djavax.net.ssl.trustStore=FILE";

  private FailureWords() {}

  /**
   * The reason in one line, with that of the root cause: the error of a database or of TLS is only
   * there.
   */
  static String of(Exception failure) {
    String message = String.valueOf(failure.getMessage());
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String cause = String.valueOf(root.getMessage());
    String all = message.contains(cause) ? message : message + ": " + cause;
    String help = root instanceof CertPathBuilderException ? NOT_TRUSTED : "";
    return all.replaceAll("\\s+", " ") + help;
  }
}
