package io.github.camelmbus.example.sink;

import java.io.IOException;
import org.apache.camel.CamelException;
import org.apache.camel.LoggingLevel;
import org.apache.camel.builder.RouteBuilder;

/**
 * Reads meters as messages of Kafka ask for it. The key of a command is its line: all commands of a
 * line are in one partition, so one worker of the group owns the line, and another one takes over
 * when it is gone. Readings go where those of polls go; what could not be read goes to the topic of
 * failures, with the command's own key.
 */
public final class CommandRoute extends RouteBuilder {

  @Override
  public void configure() {
    // Nearer than Exception, which other configurations of routes handle.
    onException(RuntimeException.class, IOException.class, CamelException.class)
        .handled(true)
        .log(LoggingLevel.WARN, "command failed: ${exception.message}")
        .setHeader("kafka.KEY", exchangeProperty("line"))
        .setBody(method(CommandFailure.class))
        .to("kafka:{{mbus.kafka.failed}}?deliveryTimeoutMs=2147483647");

    from("kafka:{{mbus.kafka.commands}}?groupId={{mbus.kafka.group}}"
            + "&autoOffsetReset=earliest&maxPollRecords=10")
        .routeId("commands")
        .setProperty("line", header("kafka.KEY"))
        .setProperty("command", bodyAs(String.class))
        .setBody(method(Command.class, "parse"))
        .removeHeaders("*")
        .setProperty("line", simple("${body.line}"))
        .setHeader("CamelMBusAddress", simple("${body.meters}"))
        .toD("mbus:${body.line}")
        .split(body())
        .to("seda:kafka");
  }
}
