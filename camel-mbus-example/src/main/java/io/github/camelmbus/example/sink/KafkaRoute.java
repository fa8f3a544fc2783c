package io.github.camelmbus.example.sink;

import org.apache.camel.builder.RouteBuilder;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RetriableException;

/**
 * One message per reading, with the meter as its key. The client of Kafka sends a message again
 * with the same number until it is acknowledged, so the broker recognises duplicates; a message
 * that did not get into the client is sent again from the archive, as is one that the broker does
 * not take for its certificate, its password or its rights, which concern all messages.
 */
public final class KafkaRoute extends RouteBuilder {
  @Override
  public void configure() {
    onException(
            RetriableException.class,
            ConfigException.class,
            AuthenticationException.class,
            AuthorizationException.class)
        .redeliveryPolicyRef("keptInArchive")
        .handled(false);

    from("archive:kafka")
        .routeId("kafka")
        .setHeader("kafka.KEY", method(MeterKey.class, "of"))
        .filter(simple("${body.error} != null"))
        .setHeader("kafka.OVERRIDE_TOPIC", constant("{{mbus.kafka.failed}}"))
        .end()
        .convertBodyTo(String.class)
        .to(
            "kafka:{{mbus.kafka.readings}}?enableIdempotence=true&requestRequiredAcks=all"
                + "&deliveryTimeoutMs=2147483647&synchronous=true&lazyStartProducer=true");
  }
}
