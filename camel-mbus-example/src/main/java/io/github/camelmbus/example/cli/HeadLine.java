package io.github.camelmbus.example.cli;

import io.github.camelmbus.camel.KmpEndpoint;
import io.github.camelmbus.example.app.CommandCamel;
import io.github.camelmbus.example.app.Logs;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The line of an optical head, and its options. */
final class HeadLine extends TransportOptions {
  private static final String SCHEME = "kmp:";

  @Option(
      names = {"-b", "--baud"},
      paramLabel = "RATE",
      description = "Baud rate in bit/s; 1200 by default.")
  @Nullable Integer baudRate;

  @Option(
      names = "--parity",
      paramLabel = "PARITY",
      description = "Parity: none (default), odd, even.")
  @Nullable String parity;

  @Option(names = "--stop-bits", paramLabel = "N", description = "Stop bits: 2 (default) or 1.")
  @Nullable Integer stopBits;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      description =
          "How long to wait for an answer: 300ms, or 2s (default); plain numbers are ms. The"
              + " delay of a gateway is measured and added.")
  @Nullable Duration timeout;

  @Option(
      names = "--destination",
      paramLabel = "PART",
      description =
          "The part of the meter that is asked: 3F the meter (default), 7F its top module, BF its"
              + " base module.")
  @Nullable String destination;

  /**
   * Creates the endpoint of the line, in a Camel context without routes.
   *
   * @param more options of the endpoint.
   * @throws org.apache.camel.ResolveEndpointFailedException if an option is wrong.
   */
  KmpEndpoint endpoint(CommandCamel camel, Map<String, Object> more) {
    CamelContext context = camel.withoutRoutes();
    if (trace) {
      Logs.traceFrames();
    }
    // mbus.line has the scheme, so it is accepted here, too.
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
}
