package io.github.camelmbus.example.cli;

import io.github.camelmbus.camel.MBusEndpoint;
import io.github.camelmbus.example.app.CommandCamel;
import io.github.camelmbus.example.app.Logs;
import java.nio.file.Path;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The line of a command that uses it at one baud rate. */
final class OneRateLine {
  @Mixin private LineOptions options = new LineOptions();

  @Option(
      names = {"-b", "--baud"},
      paramLabel = "RATE",
      description = "Baud rate of the meters in bit/s, 300 to 38400; 2400 by default.")
  private @Nullable Integer baudRate;

  String line() {
    return options.line;
  }

  /**
   * Creates the endpoint of the line, in a Camel context without routes.
   *
   * @param inventory the inventory of the line; null without one.
   * @param keys the keys of meters that encrypt, as given; null without any.
   */
  MBusEndpoint endpoint(CommandCamel camel, @Nullable Path inventory, @Nullable String keys) {
    CamelContext context = camel.withoutRoutes();
    if (options.trace) {
      Logs.traceFrames();
    }
    return options.endpoint(context, baudRate, inventory, keys);
  }

  boolean isTraced() {
    return options.trace;
  }
}
