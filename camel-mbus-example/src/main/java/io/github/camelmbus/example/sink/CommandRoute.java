package io.github.camelmbus.example.sink;

import java.io.IOException;
import org.apache.camel.CamelException;
import org.apache.camel.LoggingLevel;
import org.apache.camel.builder.RouteBuilder;

/**
 * Reads meters on commands, which are messages of Kafka. The key of a command is its line: all
 * commands of a line are in one partition, so one worker of the group owns the line, and another
 * one takes over when it is gone. A command is run once, and the consumer is paused meanwhile.
 * Readings go where those of polls go; a command that fails goes to the topic of failures, with its
 * own key.
 */
public final class CommandRoute extends RouteBuilder {

  @Override
  public void configure() {
    // More specific than Exception, which other route configurations handle.
    onException(RuntimeException.class, IOException.class, CamelException.class)
        .handled(true)
        .setProperty("reason", method(CommandFailure.class, "reason"))
        .log(LoggingLevel.WARN, "command failed: ${exchangeProperty.reason}")
        .setHeader("kafka.KEY", exchangeProperty("line"))
        .setBody(method(CommandFailure.class))
        .to("kafka:{{mbus.kafka.failed}}?deliveryTimeoutMs=2147483647");

    from("kafka:{{mbus.kafka.commands}}?groupId={{mbus.kafka.group}}&autoOffsetReset=earliest"
            + "&maxPollRecords=1&pollTimeoutMs=500&autoCommitEnable=false&allowManualCommit=true")
        .routeId("commands")
        .setProperty("line", header("kafka.KEY"))
        .setProperty("command", bodyAs(String.class))
        .setProperty(
            "id",
            simple("${header[kafka.TOPIC]}-${header[kafka.PARTITION]}@${header[kafka.OFFSET]}"))
        .bean(CommandTurns.class, "take")
        .to("seda:command");

    from("seda:command")
        .routeId("command")
        .setBody(method(Command.class, "parse"))
        .removeHeaders("*")
        .setProperty("line", simple("${body.line}"))
        .setProperty("id", method(CommandTurns.class, "id"))
        .idempotentConsumer(exchangeProperty("id"))
        .idempotentRepository("commandsRun")
        .setHeader("CamelMBusAddress", simple("${body.meters}"))
        .toD("mbus:${body.line}")
        .split(body())
        .to("archive:readings");
  }
}
