package io.github.camelmbus.camel;

import io.github.camelmbus.camel.operation.MeterReader;
import io.github.camelmbus.inventory.Inventory;
import io.github.camelmbus.inventory.KnownMeters;
import io.github.camelmbus.line.LineLease;
import io.github.camelmbus.master.Bus;
import io.github.camelmbus.master.BusStatus;
import io.github.camelmbus.master.MeterAddress;
import io.github.camelmbus.master.MeterStatistics;
import io.github.camelmbus.search.LineSearch;
import io.github.camelmbus.transport.LineAddress;
import io.github.camelmbus.transport.TransportProvider;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.apache.camel.AsyncEndpoint;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.PollingConsumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.spi.EndpointServiceLocation;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.ScheduledPollEndpoint;
import org.apache.camel.util.URISupport;
import org.jspecify.annotations.Nullable;

/**
 * Read wired M-Bus (EN 13757) meters - heat, water, gas, electricity - through a serial level
 * converter or a TCP gateway.
 */
@ManagedResource(description = "Managed M-Bus endpoint")
@UriEndpoint(
    firstVersion = "0.1.0",
    scheme = MBusConstants.SCHEME,
    title = "M-Bus",
    syntax = "mbus:line",
    category = Category.IOT,
    headersClass = MBusConstants.class)
public class MBusEndpoint extends ScheduledPollEndpoint
    implements AsyncEndpoint, EndpointServiceLocation {
  private static final Duration DEFAULT_DELAY = Duration.ofMinutes(15);

  @UriPath(
      description =
          "Where the meters are: a serial port (/dev/ttyUSB0, COM3), a USB adapter (usb:VID:PID or"
              + " usb:VID:PID:serial), a gateway that hands octets through over TCP"
              + " (tcp://host:port), TLS (tls://host:port) or UDP (udp://host:port), a gateway"
              + " with RFC 2217 (rfc2217://host:port), a simulated house (sim:house), or a name"
              + " defined on the component.")
  @Metadata(required = true)
  private String line = "";

  @UriParam private MBusConfiguration configuration;

  /**
   * Time from the end of a poll to the next. Mind that battery meters have a budget of readouts.
   */
  @UriParam(
      label = "consumer,scheduler",
      defaultValue = "15m",
      javaType = "java.time.Duration",
      description =
          "Time from the end of a poll to the next. Meters that run on a battery have a budget of"
              + " readouts, so do not poll them more often than their manual says.")
  private long delay = DEFAULT_DELAY.toMillis();

  private boolean delaySet;
  private @Nullable LineAddress lineAddress;
  private @Nullable TransportProvider transportProvider;
  private KnownMeters knownMeters;

  MBusEndpoint(String uri, MBusComponent component, MBusConfiguration configuration) {
    super(uri, component);
    this.configuration = configuration;
    this.knownMeters = new KnownMeters(null, component.wallClock());
  }

  @Override
  public MBusComponent getComponent() {
    return (MBusComponent) super.getComponent();
  }

  /**
   * Checks the options and the line; opens nothing.
   *
   * @throws IllegalArgumentException naming what is wrong, and what it should be.
   */
  void validate() {
    configuration.validate();
    String inventory = configuration.getInventory();
    Path file = inventory == null ? null : Path.of(inventory);
    knownMeters = new KnownMeters(file, getComponent().wallClock());
    if (configuration.operation().usesLine()) {
      lineAddress = getComponent().resolve(line);
      TransportProvider provider = getComponent().provider(lineAddress);
      transportProvider = provider;
      configuration.adapt(provider.options(), getComponent().getConfiguration());
      provider.validate(lineAddress, configuration.busSettings().line());
    }
  }

  @Override
  public Producer createProducer() throws Exception {
    return new MBusProducer(this);
  }

  @Override
  public Consumer createConsumer(Processor processor) throws Exception {
    requireMeters();
    if (isGreedy()) {
      throw new IllegalArgumentException(
          "greedy polls a line without a pause, which empties the batteries of its meters; set"
              + " delay instead");
    }
    MBusConsumer consumer = new MBusConsumer(this, processor);
    configureConsumer(consumer);
    if (!delaySet) {
      consumer.setDelay(Math.max(1, getTimeUnit().convert(DEFAULT_DELAY)));
    }
    return consumer;
  }

  @Override
  public PollingConsumer createPollingConsumer() throws Exception {
    requireMeters();
    if (configuration.discovery() != null) {
      throw new IllegalArgumentException(
          sanitizedUri() + ": discover is for routes that begin with the endpoint");
    }
    MBusPollingConsumer consumer = new MBusPollingConsumer(this);
    configurePollingConsumer(consumer);
    return consumer;
  }

  private void requireMeters() {
    if (configuration.meters().isEmpty()
        && configuration.getInventory() == null
        && configuration.discovery() == null) {
      throw new IllegalArgumentException(
          sanitizedUri()
              + " names no meter to read: add primary=1,2,5-9, secondary=12345678 or"
              + " discover=secondary, for example");
    }
  }

  /**
   * Leases the line; opens nothing.
   *
   * @throws IllegalArgumentException if another endpoint uses it with other options.
   */
  LineLease<SharedBus> lease() {
    return getComponent().sharedLines().acquire(lineAddress(), sanitizedUri(), configuration);
  }

  /**
   * @throws IllegalArgumentException for an endpoint made with operation=lines, which has none.
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
   * Opens the line.
   *
   * @throws IllegalArgumentException for an endpoint made with operation=lines, which has none.
   */
  public TransportProvider transportProvider() {
    return ofLine(transportProvider);
  }

  /**
   * The line, for a search outside a route. A search leases it at one baud rate after the other;
   * other endpoints that use the line meanwhile must have the same one.
   */
  public LineSearch.Line lineToSearch() {
    return new LineSearch.Line() {
      @Override
      public void at(int baudRate, java.util.function.Consumer<Bus> search) {
        MBusConfiguration options = configuration.copy();
        options.setBaudRate(baudRate);
        try (LineLease<SharedBus> lease =
            getComponent().sharedLines().acquire(lineAddress(), sanitizedUri(), options)) {
          search.accept(lease.shared().bus());
        }
      }

      @Override
      public boolean hasItsOwnBaudRate() {
        return transportProvider().hasItsOwnBaudRate();
      }
    };
  }

  /** The meters that the URI does not name. */
  KnownMeters knownMeters() {
    return knownMeters;
  }

  /**
   * Reads the inventory before it is used.
   *
   * @throws IllegalArgumentException if it is damaged, or missing and no search writes it.
   * @throws java.io.UncheckedIOException if it cannot be read.
   */
  void loadKnownMeters() {
    knownMeters.load(configuration.discovery() != null);
  }

  /** Reads meters of this endpoint, by the current inventory. */
  MeterReader reader(Bus bus) {
    knownMeters.current();
    return new MeterReader(
        bus,
        lineAddress(),
        knownMeters,
        configuration.keys(),
        getComponent().workers(),
        getComponent().wallClock());
  }

  /**
   * The meters of primary and secondary, or else those of the inventory, of which those of one baud
   * rate come together.
   */
  public List<MeterAddress> meters() {
    Inventory inventory = knownMeters.current();
    List<MeterAddress> named = configuration.meters();
    return named.isEmpty()
        ? knownMeters.inTurn(KnownMeters.addresses(inventory), configuration.getBaudRate())
        : named;
  }

  String sanitizedUri() {
    return URISupport.sanitizeUri(getEndpointUri());
  }

  Optional<BusStatus> status() {
    return Optional.ofNullable(lineAddress)
        .flatMap(line -> getComponent().sharedLines().status(line));
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
    return Map.of("baudRate", Integer.toString(configuration.getBaudRate()));
  }

  @ManagedAttribute(description = "Line of the endpoint in its canonical form")
  public String getCanonicalLine() {
    return lineAddress == null ? "" : lineAddress.text();
  }

  @ManagedAttribute(description = "State of the line: CLOSED, OPEN or UNAVAILABLE")
  public String getLineState() {
    return status().map(status -> status.state().name()).orElse("CLOSED");
  }

  @ManagedAttribute(description = "Why the line is unavailable")
  public String getLineError() {
    return status().map(BusStatus::error).orElse("");
  }

  @ManagedAttribute(description = "Time of the last good reading on the line")
  public String getLastGoodReading() {
    return status().map(BusStatus::lastGoodReading).map(Objects::toString).orElse("");
  }

  @ManagedAttribute(description = "Latency of the line in milliseconds, as learned so far")
  public long getLineLatencyMillis() {
    return status().map(status -> status.latency().toMillis()).orElse(0L);
  }

  @ManagedAttribute(description = "Whether the line echoes what is sent")
  public boolean isLineEcho() {
    return status().map(BusStatus::echo).orElse(false);
  }

  @ManagedAttribute(description = "Good readings of all meters of the line")
  public long getMeterReads() {
    return sum(MeterStatistics::reads);
  }

  @ManagedAttribute(description = "Repeated requests to all meters of the line")
  public long getMeterRetries() {
    return sum(MeterStatistics::retries);
  }

  @ManagedAttribute(description = "Failed readings of all meters of the line")
  public long getMeterErrors() {
    return sum(MeterStatistics::errors);
  }

  @ManagedAttribute(description = "Mean response time of the meters of the line in milliseconds")
  public long getMeanResponseTimeMillis() {
    return (long)
        status().stream()
            .flatMap(status -> status.meters().values().stream())
            .map(MeterStatistics::meanResponseTime)
            .filter(Objects::nonNull)
            .mapToLong(Duration::toMillis)
            .average()
            .orElse(0);
  }

  private long sum(ToLongFunction<MeterStatistics> count) {
    return status().stream()
        .flatMap(status -> status.meters().values().stream())
        .mapToLong(count)
        .sum();
  }

  public String getLine() {
    return line;
  }

  public void setLine(String line) {
    this.line = line;
  }

  public MBusConfiguration getConfiguration() {
    return configuration;
  }

  public void setConfiguration(MBusConfiguration configuration) {
    this.configuration = configuration;
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
