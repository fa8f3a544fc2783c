package io.github.camelmbus.example.sink;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;

/**
 * One line of JSON per reading, one file per day. A type converter makes JSON of a reading wherever
 * text is wanted.
 */
public final class JsonRoute extends RouteBuilder {

  @Override
  public void configure() {
    from("direct:json")
        .routeId("json")
        .setHeader(
            Exchange.FILE_NAME, simple("${date:header.CamelMessageTimestamp:yyyy-MM-dd}.jsonl"))
        .bean(DayFile.class, "cutTornLine")
        // Of octets the file component may write a part, on a full disk, without a failure.
        .convertBodyTo(String.class)
        .to("file:{{mbus.directory}}?fileExist=Append&appendChars=\\n");
  }
}
