package io.github.camelmbus.example.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * The line, and its options for M-Bus and KMP. They are those of the endpoint, with the same
 * defaults.
 */
class TransportOptions {
  @Parameters(
      paramLabel = "LINE",
      description =
          "/dev/ttyUSB0, COM3, usb:VID:PID[:serial], tcp://host:port, rfc2217://host:port,"
              + " tls://host:port, udp://host:port, a simulated line (sim:house, sim:kmp), or the"
              + " name of a line in the settings.")
  String line = "";

  @Option(
      names = "--retries",
      paramLabel = "N",
      description = "How many times a request without a valid answer is repeated; 2 by default.")
  @Nullable Integer retries;

  @Option(
      names = "--connect-timeout",
      paramLabel = "TIME",
      description =
          "Longest wait for the connection to a gateway (tcp, rfc2217, tls); 10s by default.")
  @Nullable Duration connectTimeout;

  @Option(
      names = "--usb-index",
      paramLabel = "N",
      description = "Which of several matching USB adapters, counted from 0 in the order of ports.")
  @Nullable Integer usbIndex;

  @Option(
      names = "--tls-trust",
      paramLabel = "FILE",
      description = "Certificates to trust, PEM or PKCS12; by default those that Java trusts.")
  @Nullable Path tlsTrust;

  @Option(
      names = "--tls-key",
      paramLabel = "FILE",
      description =
          "Key and certificate of this client, PEM or PKCS12, for gateways that require them.")
  @Nullable Path tlsKey;

  @Option(
      names = "--tls-password",
      paramLabel = "file:NAME",
      description = "A file whose first line is the password of the PKCS12 files.")
  @Nullable String tlsPassword;

  @Option(names = "--trace", description = "Print each frame with time and direction on stderr.")
  boolean trace;

  /** The given options by their names as endpoint options. */
  Map<String, Object> endpointOptions() {
    Map<String, Object> options = new LinkedHashMap<>();
    put(options, "retries", retries);
    put(options, "connectTimeout", millis(connectTimeout));
    put(options, "usbIndex", usbIndex);
    put(options, "tlsTrust", tlsTrust == null ? null : tlsTrust.toString());
    put(options, "tlsKey", tlsKey == null ? null : tlsKey.toString());
    put(options, "tlsPassword", tlsPassword);
    return options;
  }

  static void put(Map<String, Object> options, String name, @Nullable Object value) {
    if (value != null) {
      options.put(name, value);
    }
  }

  static @Nullable Long millis(@Nullable Duration duration) {
    return duration == null ? null : duration.toMillis();
  }
}
