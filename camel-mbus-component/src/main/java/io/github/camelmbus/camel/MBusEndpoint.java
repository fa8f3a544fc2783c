package io.github.camelmbus.camel;

import io.github.camelmbus.camel.LineObserver.Observation;
import io.github.camelmbus.camel.operation.MeterReader;
import io.github.camelmbus.inventory.Inventory;
import io.github.camelmbus.inventory.KnownMeters;
import io.github.camelmbus.line.LineLease;
import io.github.camelmbus.master.Bus;
import io.github.camelmbus.master.BusStatus;
import io.github.camelmbus.master.MeterAddress;
import io.github.camelmbus.master.MeterStatistics;
import io.github.camelmbus.search.LineSearch;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.PollingConsumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;

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
public class MBusEndpoint extends LineEndpoint {
  @UriParam private MBusConfiguration configuration;

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
   * Checks the options and resolves the line; does not open it.
   *
   * @throws IllegalArgumentException naming the wrong option and its accepted values.
   */
  void validate() {
    configuration.validate();
    String inventory = configuration.getInventory();
    Path file = inventory == null ? null : Path.of(inventory);
    knownMeters = new KnownMeters(file, getComponent().wallClock());
    if (configuration.operation().usesLine()) {
      validateLine(getComponent().getConfiguration());
    }
  }

  @Override
  public Producer createProducer() throws Exception {
    return new MBusProducer(this);
  }

  @Override
  public Consumer createConsumer(Processor processor) throws Exception {
    requireMeters();
    MBusConsumer consumer = new MBusConsumer(this, processor);
    configurePolls(consumer);
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
   * Leases the line; does not open it.
   *
   * @throws IllegalArgumentException if another endpoint uses it with other options.
   */
  LineLease<SharedBus> lease() {
    return getComponent().acquire(lineAddress(), sanitizedUri(), configuration);
  }

  /**
   * The line, for a search outside of routes. The search leases it at one baud rate after the
   * other; other endpoints that use the line at the same time must have the same baud rate.
   */
  public LineSearch.Line lineToSearch() {
    return new LineSearch.Line() {
      @Override
      public void at(int baudRate, java.util.function.Consumer<Bus> search) {
        MBusConfiguration options = configuration.copy();
        options.setBaudRate(baudRate);
        try (LineLease<SharedBus> lease =
            getComponent().acquire(lineAddress(), sanitizedUri(), options)) {
          search.accept(lease.shared().bus());
        }
      }

      @Override
      public boolean hasItsOwnBaudRate() {
        return transportProvider().hasItsOwnBaudRate();
      }
    };
  }

  /** The meters of the inventory, or those that searches have found. */
  KnownMeters knownMeters() {
    return knownMeters;
  }

  /**
   * Reads the inventory before it is used.
   *
   * @throws IllegalArgumentException if it is malformed, or if it does not exist and no search
   *     writes it.
   * @throws java.io.UncheckedIOException if it cannot be read.
   */
  void loadKnownMeters() {
    knownMeters.load(configuration.discovery() != null);
  }

  /** Reads meters of this endpoint, with the current inventory. */
  MeterReader reader(EndpointLine used) {
    knownMeters.current();
    Observation observation = used.observation();
    Predicate<String> shown = configuration.shownKeys();
    return new MeterReader(
        used.bus(),
        knownMeters,
        configuration.keys(),
        new MeterReader.Decoding(getComponent().workers(), getComponent().wallClock()),
        (meter, reading) -> {
          if (shown != null) {
            observation.show(meter.toString(), reading, shown);
          }
        });
  }

  /** The meters of primary and secondary, or else those of the inventory, grouped by baud rate. */
  public List<MeterAddress> meters() {
    Inventory inventory = knownMeters.current();
    List<MeterAddress> named = configuration.meters();
    return named.isEmpty()
        ? knownMeters.inTurn(KnownMeters.addresses(inventory), configuration.getBaudRate())
        : named;
  }

  Optional<BusStatus> status() {
    return usedLine().flatMap(line -> getComponent().status(line));
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

  @Override
  Optional<LineState> lineState() {
    return status().map(status -> new LineState(status.state(), status.error()));
  }

  @Override
  public MBusConfiguration getConfiguration() {
    return configuration;
  }

  public void setConfiguration(MBusConfiguration configuration) {
    this.configuration = configuration;
  }
}
