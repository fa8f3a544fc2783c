package io.github.camelmbus.example.cli;

import io.github.camelmbus.camel.MBusEndpoint;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * The line and how to use it, but for its baud rate, which not all commands take in the same form.
 * What is not given is left to the component, whose endpoint options these are.
 */
final class LineOptions extends TransportOptions {
  @Option(names = "--parity", paramLabel = "PARITY", description = "even (default), odd, none.")
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
      description = "What the way to the meters and back adds: a time, or auto (default).")
  @Nullable String latency;

  @Option(
      names = "--echo",
      paramLabel = "ECHO",
      description = "Whether the converter returns what is sent: auto (default), on, off.")
  @Nullable String echo;

  @Option(
      names = "--wake-up",
      paramLabel = "WAY",
      description = "What wakes the meter: none (default), or optical under an optical head.")
  @Nullable String wakeUp;

  /**
   * The endpoint of the line; it has checked the options that were given.
   *
   * @param baudRate in bit/s, if one was given.
   * @param inventory describes meters of the line, if there is one.
   * @param keys of meters that encrypt, as given.
   * @throws org.apache.camel.ResolveEndpointFailedException naming what is wrong.
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
