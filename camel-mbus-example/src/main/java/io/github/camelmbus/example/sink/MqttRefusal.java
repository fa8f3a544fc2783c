package io.github.camelmbus.example.sink;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Handler;
import org.apache.camel.util.ObjectHelper;
import org.eclipse.paho.mqttv5.client.MqttClientException;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.packet.MqttReturnCode;

/** Recognises messages that a broker will never take, so that they do not block later ones. */
@Singleton
@Named("mqttRefusal")
@RegisterForReflection
public class MqttRefusal {
  /**
   * Reasons that are caused by the message (MQTT 5.0, 2.4); all others are caused by the
   * connection.
   */
  private static final Set<Integer> OF_MESSAGE =
      Set.of(
          MqttReturnCode.RETURN_CODE_TOPIC_NAME_INVALID,
          MqttReturnCode.RETURN_CODE_PACKET_TOO_LARGE,
          MqttReturnCode.RETURN_CODE_PAYLOAD_FORMAT_INVALID,
          MqttReturnCode.RETURN_CODE_RETAIN_NOT_SUPPORTED,
          MqttReturnCode.RETURN_CODE_QOS_NOT_SUPPORTED,
          MqttClientException.REASON_CODE_OUTGOING_PACKET_TOO_LARGE);

  /** Only the message of the exception has the reason why the broker has closed the connection. */
  private static final Pattern DISCONNECTED = Pattern.compile("Disconnect RC: (\\d+)");

  /** Whether the same message may be taken later. */
  @Handler
  public boolean isForNow(@ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Throwable failure) {
    MqttException refusal = ObjectHelper.getException(MqttException.class, failure);
    Matcher disconnected = DISCONNECTED.matcher(String.valueOf(refusal.getMessage()));
    int reason =
        disconnected.find() ? Integer.parseInt(disconnected.group(1)) : refusal.getReasonCode();
    return !OF_MESSAGE.contains(reason);
  }
}
