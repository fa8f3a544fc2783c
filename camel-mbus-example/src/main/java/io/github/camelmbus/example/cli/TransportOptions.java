package io.github.camelmbus.example.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * The line, and what goes for all lines whatever is spoken on them. What is not given is left to
 * the component, whose endpoint options these are.
 */
class TransportOptions {
  @Parameters(
      paramLabel = "LINE",
      description =
          "/dev/ttyUSB0, COM3, usb:VID:PID[:serial], tcp://host:port, rfc2217://host:port,"
              + " tls://host:port, udp://host:port, a simulated one (sim:house, sim:kmp), or a name"
              + " that the settings give a line.")
  String line = "";

  @Option(
      names = "--retries",
      paramLabel = "N",
      description = "How often a request without a good answer is repeated; 2 by default.")
  @Nullable Integer retries;

  @Option(
      names = "--connect-timeout",
      paramLabel = "TIME",
      description = "Longest wait for a gateway (tcp, rfc2217, tls); 10s by default.")
  @Nullable Duration connectTimeout;

  @Option(
      names = "--usb-index",
      paramLabel = "N",
      description = "Which of several matching USB adapters, from 0 in port order.")
  @Nullable Integer usbIndex;

  @Option(
      names = "--tls-trust",
      paramLabel = "FILE",
      description = "Certificates to trust, PEM or PKCS12; those that Java trusts by default.")
  @Nullable Path tlsTrust;

  @Option(
      names = "--tls-key",
      paramLabel = "FILE",
      description = "Key and certificate of this end, PEM or PKCS12, for gateways that want one.")
  @Nullable Path tlsKey;

  @Option(
      names = "--tls-password",
      paramLabel = "file:NAME",
      description = "A file with the password of PKCS12 files in its first line.")
  @Nullable String tlsPassword;

  @Option(names = "--trace", description = "Frames with time and direction on stderr.")
  boolean trace;

  /** The options that were given, by the names that endpoints have for them. */
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
