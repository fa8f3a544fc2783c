package io.github.camelmbus.example.cli;

import io.github.camelmbus.camel.MBusEndpoint;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * The line and its options, which are those of the endpoint, with the same defaults. The baud rate
 * is missing, because commands have different options for it.
 */
final class LineOptions extends TransportOptions {
  @Option(
      names = "--parity",
      paramLabel = "PARITY",
      description = "Parity: even (default), odd, none.")
  @Nullable String parity;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      description = "How long to wait for an answer: 300ms, 2s; plain numbers are ms.")
  @Nullable Duration responseTimeout;

  @Option(
      names = "--latency",
      paramLabel = "TIME",
      converter = LatencyConverter.class,
      description =
          "Delay of the line, to the meters and back: a time, or auto (default), which measures"
              + " it.")
  @Nullable String latency;

  @Option(
      names = "--echo",
      paramLabel = "ECHO",
      description = "Whether the converter returns what is sent: auto (default), on, off.")
  @Nullable String echo;

  @Option(
      names = "--wake-up",
      paramLabel = "WAY",
      description = "How the meter is woken: none (default), or optical for an optical head.")
  @Nullable String wakeUp;

  /**
   * Creates the endpoint of the line.
   *
   * @param baudRate in bit/s; null for the default.
   * @param inventory the inventory of the line; null without one.
   * @param keys the keys of meters that encrypt, as given; null without any.
   * @throws org.apache.camel.ResolveEndpointFailedException if an option is wrong.
   */
  MBusEndpoint endpoint(
      CamelContext camel,
      @Nullable Integer baudRate,
      @Nullable Path inventory,
      @Nullable String keys) {
    Map<String, Object> options = endpointOptions();
    put(options, "baudRate", baudRate);
    put(options, "secretKey", keys);
    put(options, "inventory", inventory == null ? null : inventory.toString());
    return (MBusEndpoint) camel.getEndpoint("mbus:" + line, options);
  }

  @Override
  Map<String, Object> endpointOptions() {
    Map<String, Object> options = super.endpointOptions();
    put(options, "parity", parity);
    put(options, "responseTimeout", millis(responseTimeout));
    put(options, "latency", latency);
    put(options, "echo", echo);
    put(options, "wakeUp", wakeUp);
    return options;
  }
}
