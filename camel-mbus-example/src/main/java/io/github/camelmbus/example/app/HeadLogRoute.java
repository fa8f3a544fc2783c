package io.github.camelmbus.example.app;

import io.github.camelmbus.MBusException;
import io.github.camelmbus.camel.KmpConstants;
import org.apache.camel.LoggingLevel;
import org.apache.camel.builder.RouteBuilder;

/**
 * Fills the gaps of the archive, of an outage for example, from the log that the meter under an
 * optical head keeps: at the start and once a day. Entries that are in the archive already are not
 * added again.
 */
final class HeadLogRoute extends RouteBuilder {
  @Override
  public void configure() {
    onException(MBusException.class)
        .handled(true)
        .log(LoggingLevel.WARN, "The log of the meter was not read: ${exception.message}");
    from("timer:log?delay=5s&period=24h")
        .routeId("log")
        .setHeader(KmpConstants.FROM, method("logStart"))
        .to("{{mbus.log}}")
        .log("${body.size} entries of the log of the meter were read")
        .split(body())
        // A failure in the middle is a warning; an entry without a time cannot be archived.
        .choice()
        .when(simple("${body.error} != null"))
        .log(LoggingLevel.WARN, "The log of the meter was read in part: ${body.error.message}")
        .when(simple("${body.readAt} != null"))
        .to("archive:readings");
  }
}
