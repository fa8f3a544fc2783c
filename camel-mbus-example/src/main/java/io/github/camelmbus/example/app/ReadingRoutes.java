package io.github.camelmbus.example.app;

import io.github.camelmbus.example.sink.Selection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.apache.camel.builder.RouteBuilder;

/**
 * Polls the meters, and sends each reading to all sinks that are configured. Those of a network
 * take it from a queue of their own, so a poll waits for none of them.
 */
@ApplicationScoped
public class ReadingRoutes extends RouteBuilder {
  @Inject Selection selection;

  @Override
  public void configure() {
    from("mbus:{{mbus.line}}?{{mbus.polled}}&delay={{mbus.delay}}")
        .routeId("poll")
        .log(
            "${bean:meterKey?method=title}: ${body.records.size} records from"
                + " ${header.CamelMBusLine}")
        .multicast()
        .to(selection.uris());
  }
}
