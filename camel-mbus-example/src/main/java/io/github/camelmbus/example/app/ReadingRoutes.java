package io.github.camelmbus.example.app;

import io.github.camelmbus.example.sink.Selection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.apache.camel.builder.RouteBuilder;

/**
 * Polls the meters. Each reading goes into the archive as soon as it is read, then to the
 * configured files. Sinks of a network take it from the archive, so a poll does not wait for them.
 */
@ApplicationScoped
public class ReadingRoutes extends RouteBuilder {
  @Inject Selection selection;

  @Override
  public void configure() {
    var poll =
        from("{{mbus.poll}}")
            .routeId("poll")
            .to("archive:readings")
            .log(
                "${bean:meterKey?method=title}: ${body.records.size} records from"
                    + " ${header.CamelMBusLine}");
    if (selection.uris().length > 0) {
      poll.multicast().to(selection.uris());
    }
  }
}
