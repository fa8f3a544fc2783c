package io.github.camelmbus.example.sink;

import org.apache.camel.LoggingLevel;
import org.apache.camel.builder.RouteBuilder;
import org.eclipse.paho.mqttv5.common.MqttException;

/**
 * The last reading of each meter, retained under a topic of its own, and what Home Assistant wants
 * to know about a meter, for each of its sensors.
 */
public final class MqttRoute extends RouteBuilder {
  private static final String GIVEN_UP =
      "${header.CamelMBusMeterId}: route ${routeId} ended before this was sent: ${exception.message}";

  @Override
  public void configure() {
    onException(MqttException.class)
        .onWhen(method(MqttRefusal.class))
        .redeliveryPolicyRef("untilAccepted")
        .handled(true)
        .log(LoggingLevel.ERROR, GIVEN_UP);

    from("seda:mqtt?size={{mbus.buffer}}")
        .routeId("mqtt")
        .filter(simple("${body.error} == null"))
        .setHeader(
            "CamelPahoMqtt5OverrideTopic",
            simple("{{mbus.mqtt.topic}}/${bean:meterKey?method=topic}"))
        .to("paho-mqtt5:{{mbus.mqtt.topic}}?qos=1&retained=true&lazyStartProducer=true")
        .split(method(HomeAssistant.class))
        .setHeader("CamelPahoMqtt5OverrideTopic", simple("${body.topic}"))
        .setBody(simple("${body.payload}"))
        .to("paho-mqtt5:{{mbus.mqtt.topic}}?qos=1&retained=true&lazyStartProducer=true");
  }
}
