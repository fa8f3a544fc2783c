package io.github.camelmbus.example.sink;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.camel.RuntimeCamelException;
import org.eclipse.paho.mqttv5.client.MqttClientException;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.packet.MqttDisconnect;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reason codes of MQTT 5.0, 2.4, and those of the client, which begin at 32000. */
class MqttRefusalTest {
  private final MqttRefusal refusal = new MqttRefusal();

  @ParameterizedTest
  @CsvSource({
    "149, false",
    "144, false",
    "153, false",
    "51002, false",
    "32104, true",
    "135, true",
    "151, true"
  })
  void whatLiesInTheMessageIsForEver(int reason, boolean forNow) {
    MqttException failure = new MqttException(reason);

    assertThat(refusal.isForNow(failure)).isEqualTo(forNow);
    assertThat(refusal.isForNow(new RuntimeCamelException(failure))).isEqualTo(forNow);
  }

  @ParameterizedTest
  @CsvSource({"149, false", "155, false", "139, true", "142, true"})
  void aBrokerThatHangsUpSaysWhy(int reason, boolean forNow) throws MqttException {
    MqttProperties properties = new MqttProperties();
    properties.setReasonString("Size of the message sent was too large.");
    MqttException failure =
        new MqttException(
            MqttClientException.REASON_CODE_SERVER_DISCONNECTED,
            new MqttDisconnect(reason, properties));

    assertThat(refusal.isForNow(failure)).isEqualTo(forNow);
  }
}
