package io.github.camelmbus.example.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileNotFoundException;
import java.security.cert.CertPathBuilderException;
import java.sql.SQLException;
import java.util.List;
import javax.net.ssl.SSLHandshakeException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.junit.jupiter.api.Test;

class FailureWordsTest {
  @Test
  void theCauseIsSaidInOneLineUnlessTheMessageHasIt() {
    Exception cause = new IllegalStateException("no route\n  to host");

    assertThat(FailureWords.of(new MqttException(cause))).endsWith(": no route to host");
    assertThat(
            FailureWords.of(new IllegalStateException("away: refused", new Exception("refused"))))
        .isEqualTo("away: refused");
  }

  /** The chain of a TLS connection whose certificate nobody trusts, as Java and Paho make it. */
  @Test
  void aCertificateThatIsNotTrustedIsSaidWithWhatHelps() {
    Exception path = new CertPathBuilderException("unable to find valid certification path");
    SSLHandshakeException handshake = new SSLHandshakeException("PKIX path building failed");
    handshake.initCause(path);

    assertThat(FailureWords.of(new MqttException(handshake)))
        .contains("unable to find valid certification path; Java does not trust")
        .endsWith("MBUS_OPTS=-Djavax.net.ssl.trustStore=FILE, or by that option of run");
    assertThat(FailureWords.of(new SslAuthenticationException("SSL handshake failed", handshake)))
        .startsWith("SSL handshake failed: unable to find valid certification path; Java does not")
        .endsWith("MBUS_OPTS=-Djavax.net.ssl.trustStore=FILE, or by that option of run");
  }

  /** The driver of PostgreSQL does not look into the trust store of Java. */
  @Test
  void aCertificateOfADatabaseThatIsNotTrustedNamesTheOptionOfItsDriver() {
    Exception path = new CertPathBuilderException("unable to find valid certification path");
    SQLException untrusted = new SQLException("SSL error: PKIX path building failed", path);
    SQLException noFile =
        new SQLException(
            "Could not open SSL root certificate file /home/ada/.postgresql/root.crt.",
            new FileNotFoundException(
                "/home/ada/.postgresql/root.crt (No such file or directory)"));

    for (SQLException failure : List.of(untrusted, noFile)) {
      assertThat(FailureWords.of(new IllegalStateException("no JDBC Connection", failure)))
          .startsWith("no JDBC Connection: ")
          .endsWith("is named by sslrootcert=FILE in mbus.postgresql.url")
          .doesNotContain("MBUS_OPTS");
    }
  }

  @Test
  void otherFailuresOfADatabaseNameNoCertificate() {
    SQLException failure = new SQLException("FATAL: password authentication failed for user");
    assertThat(FailureWords.of(failure)).isEqualTo(failure.getMessage());
  }

  /** The client of Kafka does not find out that the port of the broker has TLS. */
  @Test
  void aBrokerWithoutMetadataMayHaveTls() {
    String message = "Topic mbus.readings not present in metadata after 60000 ms.";

    assertThat(FailureWords.of(new TimeoutException(message)))
        .startsWith(message + "; the broker has no such topic, or does not answer")
        .contains("camel.component.kafka.security-protocol to SSL");
  }
}
