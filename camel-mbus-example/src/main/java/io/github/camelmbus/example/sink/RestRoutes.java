package io.github.camelmbus.example.sink;

import io.github.camelmbus.MBusException;
import java.io.IOException;
import org.apache.camel.CamelException;
import org.apache.camel.Exchange;
import org.apache.camel.LoggingLevel;
import org.apache.camel.builder.RouteBuilder;

/**
 * Reads meters on requests by HTTP: {@code GET /meters/12345678} one of them, by a producer, and
 * {@code GET /meters} all that are polled, by {@code pollEnrich}.
 */
public final class RestRoutes extends RouteBuilder {

  @Override
  public void configure() {
    restConfiguration()
        .component("platform-http")
        .endpointProperty("headerFilterStrategy", "#noHeaders");

    rest("/meters").get("/{meter}").to("direct:meter").get().to("direct:meters");

    onException(MBusException.class)
        .handled(true)
        .setHeader(Exchange.HTTP_RESPONSE_CODE, constant(504))
        .setHeader(Exchange.CONTENT_TYPE, constant("text/plain"))
        .setBody(method(RestFailure.class));
    // An address that no meter can have.
    onException(IllegalArgumentException.class)
        .handled(true)
        .setHeader(Exchange.HTTP_RESPONSE_CODE, constant(404))
        .setHeader(Exchange.CONTENT_TYPE, constant("text/plain"))
        .setBody(method(RestFailure.class));
    // More specific than Exception, which other route configurations handle.
    onException(RuntimeException.class, IOException.class, CamelException.class)
        .handled(true)
        .log(LoggingLevel.ERROR, "request failed: ${exception.message}")
        .setHeader(Exchange.HTTP_RESPONSE_CODE, constant(500))
        .setHeader(Exchange.CONTENT_TYPE, constant("text/plain"))
        .setBody(method(RestFailure.class));

    from("direct:meter")
        .routeId("meter")
        .filter(simple("${header.meter} !regex '[0-9]{1,3}|[0-9A-Fa-f]{8}|[0-9A-Fa-f]{16}'"))
        .setHeader(Exchange.HTTP_RESPONSE_CODE, constant(400))
        .setHeader(Exchange.CONTENT_TYPE, constant("text/plain"))
        .setBody(constant("a meter is a primary address, or 8 or 16 digits"))
        .stop()
        .end()
        .setHeader("CamelMBusAddress", header("meter"))
        .to("mbus:{{mbus.line}}")
        .setHeader(Exchange.CONTENT_TYPE, constant("application/json"))
        .convertBodyTo(String.class);

    from("direct:meters")
        .routeId("meters")
        .pollEnrich()
        .constant("mbus:{{mbus.line}}?{{mbus.known}}")
        .timeout("{{mbus.rest.timeout}}")
        .filter(body().isNull())
        .setHeader(Exchange.HTTP_RESPONSE_CODE, constant(504))
        .setHeader(Exchange.CONTENT_TYPE, constant("text/plain"))
        .setBody(simple("the meters could not be read within {{mbus.rest.timeout}} ms"))
        .stop()
        .end()
        .setHeader(Exchange.CONTENT_TYPE, constant("application/json"))
        .setBody(method(ReadingsJson.class));
  }
}
