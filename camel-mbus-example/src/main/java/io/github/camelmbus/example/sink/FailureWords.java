package io.github.camelmbus.example.sink;

import java.security.cert.CertPathBuilderException;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;

/** Why a server does not take readings, for the log. */
final class FailureWords {
  /** A native image does not read MBUS_OPTS, which is of the script that starts Java. */
  private static final String NOT_TRUSTED =
      "; Java does not trust the certificate of the server. A trust store with that of its"
          + " authority is named by MBUS_OPTS=-Djavax.net.ssl.trustStore=FILE, or by that option of"
          + " run";

  /** The driver reads a file of its own, and looks into no trust store. */
  private static final String NOT_TRUSTED_BY_DRIVER =
      "; the certificate of the database is not trusted. A file with that of its authority is named"
          + " by sslrootcert=FILE in mbus.postgresql.url";

  /** Of the driver, where there is no such file. */
  private static final String NO_ROOT_CERTIFICATE = "root certificate";

  /**
   * Of the client of Kafka. It takes the answer of a port with TLS for a length, cannot get as much
   * memory, and asks for nothing any more.
   */
  private static final String NO_METADATA = "not present in metadata";

  private static final String MAY_HAVE_TLS =
      "; the broker has no such topic, or does not answer. If its port has TLS, set"
          + " camel.component.kafka.security-protocol to SSL or SASL_SSL and start again";

  private FailureWords() {}

  /**
   * The reason in one line, with that of the root cause: the error of a database or of TLS is only
   * there.
   */
  static String of(Exception failure) {
    List<Throwable> chain =
        Stream.<Throwable>iterate(failure, link -> link != null, Throwable::getCause).toList();
    Throwable root = chain.get(chain.size() - 1);
    String message = String.valueOf(failure.getMessage());
    String cause = String.valueOf(root.getMessage());
    String all = message.contains(cause) ? message : message + ": " + cause;
    return all.replaceAll("\\s+", " ") + help(chain, root);
  }

  private static String help(List<Throwable> chain, Throwable root) {
    if (String.valueOf(root.getMessage()).contains(NO_METADATA)) {
      return MAY_HAVE_TLS;
    }
    boolean notTrusted = root instanceof CertPathBuilderException;
    if (chain.stream().noneMatch(SQLException.class::isInstance)) {
      return notTrusted ? NOT_TRUSTED : "";
    }
    boolean noFile =
        chain.stream()
            .anyMatch(link -> String.valueOf(link.getMessage()).contains(NO_ROOT_CERTIFICATE));
    return notTrusted || noFile ? NOT_TRUSTED_BY_DRIVER : "";
  }
}
