package io.github.camelmbus.example.cli;

import io.github.camelmbus.camel.MBusEndpoint;
import io.github.camelmbus.example.app.CamelSession;
import io.github.camelmbus.example.app.Logs;
import java.nio.file.Path;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The line of a command that drives it at one baud rate. */
final class OneRateLine {
  @Mixin private LineOptions options = new LineOptions();

  @Option(
      names = {"-b", "--baud"},
      paramLabel = "RATE",
      description = "Bit/s at which the meters answer, 300 to 38400; 2400 by default.")
  private @Nullable Integer baudRate;

  String line() {
    return options.line;
  }

  /**
   * The endpoint of the line; it has checked the options that were given. Without any routes.
   *
   * @param inventory describes meters of the line, if there is one.
   * @param keys of meters that encrypt, as given.
   */
  MBusEndpoint endpoint(CamelSession camel, @Nullable Path inventory, @Nullable String keys) {
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
