package io.github.camelmbus.example.sink;

import org.apache.camel.builder.RouteBuilder;
import org.eclipse.paho.mqttv5.common.MqttException;

/**
 * The last reading of each meter, retained under a topic of its own, and the messages for the
 * sensors of a meter in Home Assistant.
 */
public final class MqttRoute extends RouteBuilder {
  @Override
  public void configure() {
    onException(MqttException.class)
        .onWhen(method(MqttRefusal.class))
        .redeliveryPolicyRef("keptInArchive")
        .handled(false);

    from("archive:mqtt")
        .routeId("mqtt")
        .filter(simple("${body.error} == null"))
        .setHeader(
            "CamelPahoMqtt5OverrideTopic",
            simple("{{mbus.mqtt.topic}}/${bean:meterKey?method=topic}"))
        .to("paho-mqtt5:{{mbus.mqtt.topic}}?qos=1&retained=true&lazyStartProducer=true")
        .split(method(HomeAssistant.class))
        .stopOnException()
        .setHeader("CamelPahoMqtt5OverrideTopic", simple("${body.topic}"))
        .setBody(simple("${body.payload}"))
        .to("paho-mqtt5:{{mbus.mqtt.topic}}?qos=1&retained=true&lazyStartProducer=true");
  }
}
