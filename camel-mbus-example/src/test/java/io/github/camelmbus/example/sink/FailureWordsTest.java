package io.github.camelmbus.example.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.cert.CertPathBuilderException;
import javax.net.ssl.SSLHandshakeException;
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
        .endsWith("MBUS_OPTS=-Djavax.net.ssl.trustStore=FILE");
  }
}
