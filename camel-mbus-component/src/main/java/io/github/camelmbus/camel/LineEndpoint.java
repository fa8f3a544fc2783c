package io.github.camelmbus.camel;

import io.github.camelmbus.line.LineStatus;
import io.github.camelmbus.transport.LineAddress;
import io.github.camelmbus.transport.TransportProvider;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.AsyncEndpoint;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.spi.EndpointServiceLocation;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.ScheduledPollConsumer;
import org.apache.camel.support.ScheduledPollEndpoint;
import org.apache.camel.util.URISupport;
import org.jspecify.annotations.Nullable;

/** An endpoint at a line, for all protocols. */
public abstract class LineEndpoint extends ScheduledPollEndpoint
    implements AsyncEndpoint, EndpointServiceLocation {
  private static final Duration DEFAULT_DELAY = Duration.ofMinutes(15);

  @UriPath(
      description =
          "The line of the meters: a serial port (/dev/ttyUSB0, COM3), a USB adapter (usb:VID:PID"
              + " or usb:VID:PID:serial), a gateway that passes octets through over TCP"
              + " (tcp://host:port), TLS (tls://host:port) or UDP (udp://host:port), a gateway with"
              + " RFC 2217 (rfc2217://host:port), a simulated house (sim:house), or a name defined"
              + " on the component.")
  @Metadata(required = true)
  private String line = "";

  @UriParam(
      label = "consumer,scheduler",
      defaultValue = "15m",
      javaType = "java.time.Duration",
      description =
          "Time from the end of a poll to the next. Meters that run on a battery have a budget of"
              + " readouts, so do not poll them more often than their manual allows.")
  private long delay = DEFAULT_DELAY.toMillis();

  private boolean delaySet;
  private @Nullable LineAddress lineAddress;
  private @Nullable TransportProvider transportProvider;

  LineEndpoint(String uri, LineComponent component) {
    super(uri, component);
  }

  /** State of a line in use. */
  record LineState(LineStatus.State state, @Nullable String error) {}

  @Override
  public LineComponent getComponent() {
    return (LineComponent) super.getComponent();
  }

  abstract LineConfiguration getConfiguration();

  /** Empty while the line is not in use. */
  abstract Optional<LineState> lineState();

  /**
   * Resolves the line and checks its options; does not open it.
   *
   * @param inherited the options of the component.
   * @throws IllegalArgumentException naming the wrong option and its accepted values.
   */
  void validateLine(LineConfiguration inherited) {
    LineAddress address = getComponent().resolve(line);
    TransportProvider provider = getComponent().provider(address);
    lineAddress = address;
    transportProvider = provider;
    getConfiguration().adapt(provider, inherited);
    provider.validate(address, getConfiguration().lineSettings());
  }

  /** Prepares a consumer that polls. */
  void configurePolls(ScheduledPollConsumer consumer) throws Exception {
    if (isGreedy()) {
      throw new IllegalArgumentException(
          "greedy polls a line without a pause, which empties the batteries of its meters; set"
              + " delay instead");
    }
    configureConsumer(consumer);
    if (!delaySet) {
      consumer.setDelay(Math.max(1, getTimeUnit().convert(DEFAULT_DELAY)));
    }
  }

  /** The line; empty for an endpoint with operation=lines. */
  Optional<LineAddress> usedLine() {
    return Optional.ofNullable(lineAddress);
  }

  /**
   * @throws IllegalArgumentException for an endpoint with operation=lines, which has no line.
   */
  LineAddress lineAddress() {
    return ofLine(lineAddress);
  }

  private <T> T ofLine(@Nullable T part) {
    if (part == null) {
      throw new IllegalArgumentException(
          sanitizedUri() + " lists serial ports only, as it is made with operation=lines");
    }
    return part;
  }

  /**
   * The transport of the line.
   *
   * @throws IllegalArgumentException for an endpoint with operation=lines, which has no line.
   */
  public TransportProvider transportProvider() {
    return ofLine(transportProvider);
  }

  String sanitizedUri() {
    return URISupport.sanitizeUri(getEndpointUri());
  }

  @Override
  public @Nullable String getServiceUrl() {
    return lineAddress == null ? null : lineAddress.text();
  }

  @Override
  public @Nullable String getServiceProtocol() {
    return lineAddress == null ? null : lineAddress.scheme();
  }

  @Override
  public Map<String, String> getServiceMetadata() {
    return Map.of("baudRate", Integer.toString(getConfiguration().lineSettings().baudRate()));
  }

  @ManagedAttribute(description = "Line of the endpoint in its canonical form")
  public String getCanonicalLine() {
    return usedLine().map(LineAddress::text).orElse("");
  }

  @ManagedAttribute(description = "State of the line: CLOSED, OPEN or UNAVAILABLE")
  public String getLineState() {
    return lineState().map(line -> line.state().name()).orElse("CLOSED");
  }

  @ManagedAttribute(description = "Why the line is unavailable")
  public String getLineError() {
    return lineState().map(LineState::error).orElse("");
  }

  public String getLine() {
    return line;
  }

  public void setLine(String line) {
    this.line = line;
  }

  @Override
  public long getDelay() {
    return delay;
  }

  @Override
  public void setDelay(long delay) {
    super.setDelay(delay);
    this.delay = delay;
    this.delaySet = true;
  }
}
