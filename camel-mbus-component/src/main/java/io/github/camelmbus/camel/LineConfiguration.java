package io.github.camelmbus.camel;

import io.github.camelmbus.transport.LineSettings;
import io.github.camelmbus.transport.TransportOption;
import io.github.camelmbus.transport.TransportProvider;
import io.github.camelmbus.transport.serial.SerialTransportProvider;
import io.github.camelmbus.transport.serial.UsbTransportProvider;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.apache.camel.util.TimeUtils;
import org.jspecify.annotations.Nullable;

/** The options of a line, for all protocols. */
@UriParams
public abstract class LineConfiguration implements Cloneable {
  private static final int RETRIES = 2;
  private static final String NONE = "none";
  private static final String ALL = "all";

  /**
   * Which values of readings are gauges <code>camel.mbus.value</code> of Micrometer: those of
   * <code>all</code> records, those of records with the keys named here, separated by commas, such
   * as <code>energy,volume</code>, or <code>none</code>.
   */
  @UriParam(defaultValue = "none")
  private String valueMetrics = NONE;

  /** How often a request without a good answer is repeated, 0 to 10. */
  @UriParam(label = "line", defaultValue = "2")
  private int retries = RETRIES;

  /**
   * Time limit for the connection to a gateway and the negotiation on it, before the first
   * telegram. For lines tcp, rfc2217 and tls.
   */
  @UriParam(label = "line", defaultValue = "10s", javaType = "java.time.Duration")
  private @Nullable Duration connectTimeout;

  /**
   * After this time without work the line is closed, so that other programs can use it. The next
   * reading or command opens it again.
   */
  @UriParam(label = "line", defaultValue = "1m", javaType = "java.time.Duration")
  private Duration idleTimeout = Duration.ofMinutes(1);

  /**
   * Which USB adapter to use if several match a line <code>usb:VID:PID</code>, counted from 0 in
   * the order of their ports. Without it exactly one adapter must match.
   */
  @UriParam(label = "line", javaType = "java.lang.Integer")
  private @Nullable Integer usbIndex;

  /**
   * For lines tls: a file, PEM or PKCS12, with the certificates to trust, those of gateways or of
   * authorities. Default: the certificates that Java trusts.
   */
  @UriParam(label = "line,security")
  private @Nullable String tlsTrust;

  /**
   * For lines tls: a file, PEM or PKCS12, with the private key and the certificate of this end, for
   * gateways that require one.
   */
  @UriParam(label = "line,security")
  private @Nullable String tlsKey;

  /**
   * For lines tls: the password of PKCS12 files; or file:NAME for a file with the password in its
   * first line.
   */
  @UriParam(label = "line,security", secret = true)
  private @Nullable String tlsPassword;

  /** The options that the transport of the line declares. */
  private List<TransportOption<?>> declaredOptions = List.of();

  /** Names of options of the component that are for lines of other transports. */
  private Set<String> foreignOptions = Set.of();

  private boolean serial;

  public String getValueMetrics() {
    return valueMetrics;
  }

  public void setValueMetrics(String valueMetrics) {
    this.valueMetrics = valueMetrics;
  }

  public int getRetries() {
    return retries;
  }

  public void setRetries(int retries) {
    this.retries = retries;
  }

  public @Nullable Duration getConnectTimeout() {
    return connectTimeout;
  }

  public void setConnectTimeout(@Nullable Duration connectTimeout) {
    this.connectTimeout = connectTimeout;
  }

  public Duration getIdleTimeout() {
    return idleTimeout;
  }

  public void setIdleTimeout(Duration idleTimeout) {
    this.idleTimeout = idleTimeout;
  }

  public @Nullable Integer getUsbIndex() {
    return usbIndex;
  }

  public void setUsbIndex(@Nullable Integer usbIndex) {
    this.usbIndex = usbIndex;
  }

  public @Nullable String getTlsTrust() {
    return tlsTrust;
  }

  public void setTlsTrust(@Nullable String tlsTrust) {
    this.tlsTrust = tlsTrust;
  }

  public @Nullable String getTlsKey() {
    return tlsKey;
  }

  public void setTlsKey(@Nullable String tlsKey) {
    this.tlsKey = tlsKey;
  }

  public @Nullable String getTlsPassword() {
    return tlsPassword;
  }

  public void setTlsPassword(@Nullable String tlsPassword) {
    this.tlsPassword = tlsPassword;
  }

  /**
   * Takes over the defaults of a transport, and ignores options of the component that are for lines
   * of other transports.
   *
   * @param component the options of the component.
   */
  void adapt(TransportProvider provider, LineConfiguration component) {
    List<TransportOption<?>> declared = provider.options();
    serial =
        provider instanceof SerialTransportProvider || provider instanceof UsbTransportProvider;
    Set<String> inherited = new HashSet<>();
    Map<String, String> ours = givenTransportOptions();
    component
        .givenTransportOptions()
        .forEach(
            (name, value) -> {
              if (value.equals(ours.get(name))) {
                inherited.add(name);
              }
            });
    declared.forEach(option -> inherited.remove(option.name()));
    declaredOptions = List.copyOf(declared);
    foreignOptions = Set.copyOf(inherited);
  }

  /** Whether the line is a serial port, with no network before it that delays octets. */
  boolean isSerial() {
    return serial;
  }

  /** The options of the transport, by name, with the defaults that it declares. */
  Map<String, String> transportOptions() {
    Map<String, String> options = new LinkedHashMap<>();
    declaredOptions.forEach(option -> put(options, option.name(), option.defaultValue()));
    options.putAll(givenTransportOptions());
    options.keySet().removeAll(foreignOptions);
    return options;
  }

  private Map<String, String> givenTransportOptions() {
    Map<String, String> options = new LinkedHashMap<>();
    put(
        options,
        "connectTimeout",
        connectTimeout == null ? null : TransportOption.textOf(connectTimeout));
    put(options, "usbIndex", usbIndex == null ? null : usbIndex.toString());
    put(options, "tlsTrust", tlsTrust);
    put(options, "tlsKey", tlsKey);
    put(options, "tlsPassword", tlsPassword);
    return options;
  }

  private static void put(Map<String, String> options, String name, @Nullable String value) {
    if (value != null) {
      options.put(name, value);
    }
  }

  /**
   * The settings of the line.
   *
   * @throws IllegalArgumentException naming the option that is out of range, and its range.
   */
  abstract LineSettings lineSettings();

  /**
   * All settings of line and protocol; equal for endpoints that may share the line.
   *
   * @throws IllegalArgumentException naming the option that is out of range, and its range.
   */
  abstract Object settings();

  /** The options that endpoints of one line must agree about, by name, for messages. */
  Map<String, Object> lineOptions() {
    LineSettings line = lineSettings();
    Map<String, Object> options = new LinkedHashMap<>();
    options.put("baudRate", line.baudRate());
    options.put("parity", EnumOption.word(line.parity()));
    options.put("stopBits", line.stopBits());
    options.put("retries", retries);
    options.put("idleTimeout", text(idleTimeout));
    line.options()
        .forEach((name, value) -> options.put(name, isPlain(name) ? value : new Masked(value)));
    return options;
  }

  /** Whether the transport declares that the value of an option may be shown. */
  private boolean isPlain(String name) {
    return declaredOptions.stream()
        .anyMatch(option -> option.name().equals(name) && !option.isSecret());
  }

  /** A value that can be compared, but is not shown. */
  private record Masked(Object value) {
    @Override
    public String toString() {
      return "xxxxxx";
    }
  }

  static void requirePositive(String option, @Nullable Duration value) {
    if (value != null && (value.isNegative() || value.isZero())) {
      throw new IllegalArgumentException(option + " must be positive, not " + value);
    }
  }

  /**
   * Matches the keys of records to show as gauges; null for none.
   *
   * @throws IllegalArgumentException naming the accepted values.
   */
  @Nullable Predicate<String> shownKeys() {
    List<String> words = Arrays.stream(valueMetrics.split(",", -1)).map(String::strip).toList();
    if (words.contains("") || words.size() > 1 && (words.contains(NONE) || words.contains(ALL))) {
      throw new IllegalArgumentException(
          "valueMetrics is none, all, or keys of records such as energy,volume, not '%s'"
              .formatted(valueMetrics));
    } else if (words.contains(NONE)) {
      return null;
    }
    return words.contains(ALL) ? key -> true : Set.copyOf(words)::contains;
  }

  static String text(@Nullable Duration duration) {
    return duration == null ? NONE : TimeUtils.printDuration(duration, true);
  }
}
