package io.github.camelmbus.example.cli;

import io.github.camelmbus.camel.MBusEndpoint;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * The line and how to use it, but for its baud rate, which not all commands take in the same form.
 * What is not given is left to the component, whose endpoint options these are.
 */
final class LineOptions {
  @Parameters(
      paramLabel = "LINE",
      description =
          "/dev/ttyUSB0, COM3, usb:VID:PID[:serial], tcp://host:port, rfc2217://host:port,"
              + " tls://host:port, udp://host:port, sim:house or an alias.")
  String line = "";

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
      names = "--retries",
      paramLabel = "N",
      description = "How often a request without a good answer is repeated; 2 by default.")
  @Nullable Integer retries;

  @Option(
      names = "--echo",
      paramLabel = "ECHO",
      description = "Whether the converter returns what is sent: auto (default), on, off.")
  @Nullable String echo;

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

  private Map<String, Object> endpointOptions() {
    Map<String, Object> options = new LinkedHashMap<>();
    put(options, "parity", parity);
    put(options, "responseTimeout", millis(responseTimeout));
    put(options, "latency", latency);
    put(options, "retries", retries);
    put(options, "echo", echo);
    put(options, "connectTimeout", millis(connectTimeout));
    put(options, "usbIndex", usbIndex);
    put(options, "tlsTrust", tlsTrust == null ? null : tlsTrust.toString());
    put(options, "tlsKey", tlsKey == null ? null : tlsKey.toString());
    put(options, "tlsPassword", tlsPassword);
    return options;
  }

  private static void put(Map<String, Object> options, String name, @Nullable Object value) {
    if (value != null) {
      options.put(name, value);
    }
  }

  private static @Nullable Long millis(@Nullable Duration duration) {
    return duration == null ? null : duration.toMillis();
  }
}
