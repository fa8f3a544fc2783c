package io.github.camelmbus.camel;

import io.github.camelmbus.MBusException;
import io.github.camelmbus.camel.KmpConfiguration.OnMeterError;
import io.github.camelmbus.camel.head.HeadReader;
import io.github.camelmbus.line.LineLease;
import io.github.camelmbus.line.Priority;
import io.github.camelmbus.reading.MeterReading;
import io.github.camelmbus.transport.LineUnavailableException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.support.LoggingExceptionHandler;
import org.apache.camel.support.ScheduledPollConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Polls the meter under a head; each poll is one exchange. */
@ManagedResource(description = "Managed KMP consumer")
public class KmpConsumer extends ScheduledPollConsumer {
  private static final Logger LOG = LoggerFactory.getLogger(KmpConsumer.class);

  private final FailureLog failureLog;
  private volatile @Nullable LineLease<SharedHead> lease;

  KmpConsumer(KmpEndpoint endpoint, Processor processor) {
    super(endpoint, processor);
    this.failureLog =
        new FailureLog(
            LOG,
            endpoint.getComponent().clock(),
            new LoggingExceptionHandler(endpoint.getCamelContext(), getClass()));
    setExceptionHandler(failureLog);
  }

  @Override
  public KmpEndpoint getEndpoint() {
    return (KmpEndpoint) super.getEndpoint();
  }

  @Override
  protected void doBuild() throws Exception {
    if (getHealthCheck() == null) {
      setHealthCheck(new KmpHealthCheck(this));
    }
    super.doBuild();
  }

  @Override
  protected void doStart() throws Exception {
    lease = getEndpoint().lease();
    super.doStart();
  }

  @Override
  protected void doStop() throws Exception {
    super.doStop();
    LineLease<SharedHead> ending = lease;
    lease = null;
    if (ending != null) {
      ending.close();
    }
  }

  /**
   * Reads the meter and processes the reading.
   *
   * @return exchanges processed.
   * @throws MBusException if it could not be read, or the line is unavailable.
   */
  @Override
  protected int poll() throws Exception {
    LineLease<SharedHead> current = lease;
    if (current == null) {
      return 0;
    }
    HeadReader reader = getEndpoint().reader(current.shared());
    try {
      MeterReading reading = read(reader);
      forceConsumerAsReady();
      failureLog.recovered(String.valueOf(getEndpoint().lineAddress()), title(reading));
      process(reading);
      return 1;
    } catch (MBusException failure) {
      if (!isRunAllowed()) {
        return 0;
      }
      if (!(failure instanceof LineUnavailableException)) {
        forceConsumerAsReady();
      }
      if (getEndpoint().getConfiguration().onMeterError() == OnMeterError.EXCHANGE) {
        process(reader.failure(failure));
      }
      throw failure;
    }
  }

  private String title(MeterReading reading) {
    MeterReading.Meter meter = reading.meter();
    return (meter == null ? "" : meter.id() + " ") + "at " + getEndpoint().lineAddress();
  }

  private MeterReading read(HeadReader reader) throws InterruptedException {
    KmpConfiguration options = getEndpoint().getConfiguration();
    CompletableFuture<MeterReading> asked =
        reader.read(options.getRegisters(), Priority.POLL, options.patience());
    try {
      return asked.get();
    } catch (ExecutionException e) {
      throw Failures.of(e);
    } finally {
      asked.cancel(false);
    }
  }

  private void process(MeterReading reading) throws Exception {
    Exchange exchange = createExchange(true);
    MBusBinding.bind(exchange.getMessage(), getEndpoint().lineAddress(), reading);
    getProcessor().process(exchange);
    Exception failure = exchange.getException();
    if (failure != null) {
      getExceptionHandler().handleException("Error processing exchange", exchange, failure);
    }
  }
}
