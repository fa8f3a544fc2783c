package io.github.camelmbus.example.sink;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;

/**
 * One line of JSON per reading, one file per day. A type converter makes JSON of a reading wherever
 * octets are needed, so the route converts nothing.
 */
public final class JsonRoute extends RouteBuilder {

  @Override
  public void configure() {
    from("direct:json")
        .routeId("json")
        .setHeader(
            Exchange.FILE_NAME, simple("${date:header.CamelMessageTimestamp:yyyy-MM-dd}.jsonl"))
        .bean(DayFile.class, "cutTornLine")
        .to("file:{{mbus.directory}}?fileExist=Append&appendChars=\\n");
  }
}
