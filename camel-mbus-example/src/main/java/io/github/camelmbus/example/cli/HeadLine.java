package io.github.camelmbus.example.cli;

import io.github.camelmbus.camel.KmpEndpoint;
import io.github.camelmbus.example.app.CamelSession;
import io.github.camelmbus.example.app.Logs;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.AsyncProducer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The line of an optical head, and how to use it. */
final class HeadLine extends TransportOptions {
  private static final String SCHEME = "kmp:";

  @Option(
      names = {"-b", "--baud"},
      paramLabel = "RATE",
      description = "Bit/s; 1200 by default.")
  @Nullable Integer baudRate;

  @Option(names = "--parity", paramLabel = "PARITY", description = "none (default), odd, even.")
  @Nullable String parity;

  @Option(names = "--stop-bits", paramLabel = "N", description = "2 (default) or 1.")
  @Nullable Integer stopBits;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      description =
          "How long to wait for an answer; 2s by default. The delay of a gateway is measured and"
              + " added. Plain numbers are ms.")
  @Nullable Duration timeout;

  @Option(
      names = "--destination",
      paramLabel = "PART",
      description = "3F the meter (default), 7F its top module, BF its base module.")
  @Nullable String destination;

  /**
   * The endpoint of the line; it has checked the options that were given. Without any routes.
   *
   * @param more options of the endpoint.
   * @throws org.apache.camel.ResolveEndpointFailedException naming what is wrong.
   */
  KmpEndpoint endpoint(CamelSession camel, Map<String, Object> more) {
    CamelContext context = camel.withoutRoutes();
    if (trace) {
      Logs.traceFrames();
    }
    // The settings of run have the prefix, so people write it here as well.
    String uri = line.startsWith(SCHEME) ? line : SCHEME + line;
    return (KmpEndpoint) context.getEndpoint(uri, options(more));
  }

  private Map<String, Object> options(Map<String, Object> more) {
    Map<String, Object> options = endpointOptions();
    put(options, "baudRate", baudRate);
    put(options, "parity", parity);
    put(options, "stopBits", stopBits);
    put(options, "timeout", millis(timeout));
    put(options, "destination", destination);
    options.putAll(more);
    return options;
  }

  /** Does what the endpoint is made for, once; the exchange has the result or what went wrong. */
  static Exchange call(KmpEndpoint endpoint) throws Exception {
    try (AsyncProducer producer = endpoint.createAsyncProducer()) {
      producer.start();
      return producer.processAsync(endpoint.createExchange()).get();
    }
  }
}
