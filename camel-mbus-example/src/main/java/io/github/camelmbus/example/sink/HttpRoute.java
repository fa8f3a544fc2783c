package io.github.camelmbus.example.sink;

import java.io.IOException;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.http.base.HttpOperationFailedException;

/**
 * One POST per reading. If the server is away or has an error, the reading is sent again with the
 * same key, so that the server can recognise it; a refused reading is not sent again.
 */
public final class HttpRoute extends RouteBuilder {
  @Override
  public void configure() {
    onException(HttpOperationFailedException.class)
        .onWhen(simple("${exception.statusCode} >= 500 || ${exception.statusCode} == 429"))
        .redeliveryPolicyRef("keptInArchive")
        .handled(false);
    onException(IOException.class).redeliveryPolicyRef("keptInArchive").handled(false);

    from("archive:http")
        .routeId("http")
        .setHeader("Idempotency-Key", method(MeterKey.class, "ofReading"))
        .setHeader("Authorization", constant("{{mbus.http.authorization-token:}}"))
        .filter(header("Authorization").isEqualTo(""))
        .removeHeader("Authorization")
        .end()
        .setHeader(Exchange.HTTP_METHOD, constant("POST"))
        .setHeader(Exchange.CONTENT_TYPE, constant("application/json"))
        .convertBodyTo(String.class)
        .to(
            "{{mbus.http.url}}?connectTimeout=10000&responseTimeout=30000"
                + "&httpClientConfigurer=#cookiesOfOneServer");
  }
}
