package io.github.camelmbus.camel;

import io.github.camelmbus.camel.LineObserver.Observation;
import io.github.camelmbus.camel.head.HeadReader;
import io.github.camelmbus.kmp.head.HeadStatus;
import io.github.camelmbus.line.LineLease;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
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
 * Read Kamstrup meters (heat, cooling, water, electricity) through an optical head, by the Kamstrup
 * Meter Protocol.
 */
@ManagedResource(description = "Managed KMP endpoint")
@UriEndpoint(
    firstVersion = "0.1.0",
    scheme = KmpConstants.SCHEME,
    title = "Kamstrup Meter Protocol",
    syntax = "kmp:line",
    category = Category.IOT,
    headersClass = KmpConstants.class)
public class KmpEndpoint extends LineEndpoint {
  @UriParam private KmpConfiguration configuration;

  KmpEndpoint(String uri, KmpComponent component, KmpConfiguration configuration) {
    super(uri, component);
    this.configuration = configuration;
  }

  @Override
  public KmpComponent getComponent() {
    return (KmpComponent) super.getComponent();
  }

  /**
   * Checks the options and resolves the line; does not open it.
   *
   * @throws IllegalArgumentException naming the wrong option and its accepted values.
   */
  void validate() {
    configuration.validate();
    validateLine(getComponent().getConfiguration());
  }

  @Override
  public Producer createProducer() throws Exception {
    return new KmpProducer(this);
  }

  @Override
  public Consumer createConsumer(Processor processor) throws Exception {
    KmpConsumer consumer = new KmpConsumer(this, processor);
    configurePolls(consumer);
    return consumer;
  }

  @Override
  public PollingConsumer createPollingConsumer() throws Exception {
    KmpPollingConsumer consumer = new KmpPollingConsumer(this);
    configurePollingConsumer(consumer);
    return consumer;
  }

  /**
   * Leases the line; does not open it.
   *
   * @throws IllegalArgumentException if another endpoint uses it with other options.
   */
  LineLease<SharedHead> lease() {
    return getComponent().acquire(lineAddress(), sanitizedUri(), configuration);
  }

  /** Reads the meter under the head. */
  HeadReader reader(SharedHead shared) {
    Observation observation = shared.observation();
    Predicate<String> shown = configuration.shownKeys();
    return new HeadReader(
        shared.head(),
        lineAddress(),
        getComponent().workers(),
        getComponent().wallClock(),
        (meter, reading) -> {
          if (shown != null) {
            observation.show(meter.toString(), reading, shown);
          }
        });
  }

  Optional<HeadStatus> status() {
    return usedLine().flatMap(getComponent()::status);
  }

  @Override
  Optional<LineState> lineState() {
    return status().map(status -> new LineState(status.line().state(), status.line().error()));
  }

  @ManagedAttribute(description = "Serial number of the meter that has answered last")
  public String getMeter() {
    return status().map(HeadStatus::meter).map(Objects::toString).orElse("");
  }

  @ManagedAttribute(description = "Time of the last good answer")
  public String getLastGoodReading() {
    return status().map(HeadStatus::lastGood).map(Objects::toString).orElse("");
  }

  @ManagedAttribute(description = "Message of the last failure")
  public String getLastError() {
    return status().map(HeadStatus::lastError).orElse("");
  }

  @ManagedAttribute(description = "Good readings of the meter")
  public long getMeterReads() {
    return status().map(HeadStatus::reads).orElse(0L);
  }

  @ManagedAttribute(description = "Repeated requests to the meter")
  public long getMeterRetries() {
    return status().map(HeadStatus::retries).orElse(0L);
  }

  @ManagedAttribute(description = "Failed readings of the meter")
  public long getMeterErrors() {
    return status().map(HeadStatus::errors).orElse(0L);
  }

  @ManagedAttribute(description = "Last response time of the meter in milliseconds")
  public long getResponseTimeMillis() {
    return status().map(HeadStatus::lastResponseTime).map(Duration::toMillis).orElse(0L);
  }

  @Override
  public KmpConfiguration getConfiguration() {
    return configuration;
  }

  public void setConfiguration(KmpConfiguration configuration) {
    this.configuration = configuration;
  }
}
