package io.github.camelmbus.camel;

import io.github.camelmbus.MBusException;
import io.github.camelmbus.camel.operation.MeterReader;
import io.github.camelmbus.camel.operation.MeterReader.Outcome;
import io.github.camelmbus.camel.operation.Results;
import io.github.camelmbus.inventory.KnownMeters;
import io.github.camelmbus.line.LineStatus;
import io.github.camelmbus.line.Priority;
import io.github.camelmbus.master.Bus;
import io.github.camelmbus.master.MeterAddress;
import io.github.camelmbus.reading.MeterReading;
import io.github.camelmbus.search.SearchMethod;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Processor;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.support.LoggingExceptionHandler;
import org.apache.camel.support.ScheduledBatchPollingConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Polls the meters of an endpoint, one transaction each, so that commands can run in between.
 *
 * <p>The readings of a poll are processed as a batch when all meters were asked, as the size of the
 * batch is not known before; with the option {@code streaming}, each as soon as it was read.
 */
@ManagedResource(description = "Managed M-Bus consumer")
public class MBusConsumer extends ScheduledBatchPollingConsumer {
  private static final Logger LOG = LoggerFactory.getLogger(MBusConsumer.class);

  /** The {@link MBusConstants#EVENT} of exchanges with an alarm. */
  private static final String ALARM = "alarm";

  private final FailureLog failureLog;
  private final MeterBackoff backoff;
  private volatile @Nullable EndpointLine line;
  private volatile @Nullable Discovery discovery;
  private volatile int metersRead;
  private volatile boolean reading;
  private volatile boolean asking;
  private int streamed;
  private volatile List<String> failing = List.of();

  MBusConsumer(MBusEndpoint endpoint, Processor processor) {
    super(endpoint, processor);
    this.failureLog =
        new FailureLog(
            LOG,
            endpoint.getComponent().clock(),
            new LoggingExceptionHandler(endpoint.getCamelContext(), getClass()));
    setExceptionHandler(failureLog);
    backoff = new MeterBackoff(endpoint.getComponent().clock());
  }

  @Override
  public MBusEndpoint getEndpoint() {
    return (MBusEndpoint) super.getEndpoint();
  }

  @ManagedAttribute(description = "Meters that the last poll has read")
  public int getMetersRead() {
    return metersRead;
  }

  @ManagedAttribute(description = "Meters that the last poll could not read")
  public int getMetersFailed() {
    return failing.size();
  }

  @ManagedAttribute(description = "Addresses of the meters that the last poll could not read")
  public String getFailingMeters() {
    return String.join(",", failing);
  }

  @ManagedAttribute(
      description =
          "Addresses of the meters that are not polled for a while, because they were busy or their"
              + " budget of readouts was used up")
  public String getWaitingMeters() {
    return String.join(",", backoff.waiting());
  }

  @Override
  protected void doBuild() throws Exception {
    if (getHealthCheck() == null) {
      setHealthCheck(new MBusHealthCheck(this));
    }
    super.doBuild();
  }

  @Override
  protected void doStart() throws Exception {
    try {
      EndpointLine used = EndpointLine.of(getEndpoint());
      line = used;
      discovery = newDiscovery(used.events());
      super.doStart();
    } catch (Exception e) {
      release();
      throw e;
    }
  }

  private @Nullable Discovery newDiscovery(SearchEvents events) {
    SearchMethod method = getEndpoint().getConfiguration().discovery();
    if (method == null) {
      return null;
    }
    return new Discovery(
        getEndpoint(),
        method,
        events,
        this::forceConsumerAsReady,
        () -> isSuspendingOrSuspended() || isStoppingOrStopped());
  }

  @Override
  protected void doStop() throws Exception {
    super.doStop();
    release();
  }

  /**
   * While a batch still asks its meters, it has no exchange, and it makes none if its route stops.
   * So a stopping route does not wait for meters, or for a gateway that does not answer. With
   * {@code streaming} it waits for the current meter, as its reading is processed.
   */
  @Override
  public int getPendingExchangesSize() {
    if (reading && !mayAsk()) {
      return asking && isLineOpen() ? 1 : 0;
    }
    return super.getPendingExchangesSize();
  }

  /** Whether the next meter may be asked: false while the route stops or is suspended. */
  private boolean mayAsk() {
    return isBatchAllowed() && !isSuspendingOrSuspended();
  }

  private boolean isLineOpen() {
    EndpointLine used = line;
    return used != null && used.bus().status().state() == LineStatus.State.OPEN;
  }

  private void release() {
    EndpointLine ending = line;
    line = null;
    if (ending != null) {
      ending.close();
    }
  }

  /**
   * Reads all meters and processes the readings.
   *
   * @return exchanges processed.
   * @throws io.github.camelmbus.MBusException if no meter could be read, the line is unavailable,
   *     or one failed and {@code onMeterError=fail}.
   */
  @Override
  protected int poll() throws Exception {
    EndpointLine current = line;
    if (current == null) {
      return 0;
    }
    List<Outcome> alarms = new ArrayList<>();
    List<Outcome> outcomes;
    streamed = 0;
    reading = true;
    try {
      outcomes = read(current, alarms);
    } finally {
      reading = false;
    }
    failing = failed(outcomes).stream().map(failed -> failed.meter().toString()).toList();
    metersRead = outcomes.size() - failing.size();
    RuntimeException failure = failureOfPoll(outcomes);
    Queue<Object> exchanges = new ArrayDeque<>();
    alarms.forEach(alarm -> exchanges.add(alarmExchange(alarm)));
    exchanges.addAll(exchanges(outcomes, failure == null));
    int processed = streamed + processBatch(exchanges);
    if (failure != null && isRunAllowed()) {
      failureLog.pollFails(failed(outcomes).stream().map(MBusConsumer::title).toList());
      throw failure;
    }
    return processed;
  }

  /**
   * Asks one meter after the other; stops after a failure that ends the poll.
   *
   * @param alarms receives the alarms of meters, if they are processed with the batch.
   */
  private List<Outcome> read(EndpointLine used, List<Outcome> alarms) throws Exception {
    MeterReader reader = getEndpoint().reader(used);
    List<Outcome> outcomes = new ArrayList<>();
    for (MeterAddress meter : reader.inTurn(meters(used.bus()))) {
      // Set before the check, so that a route that stops after the check sees it.
      asking = isStreaming();
      try {
        if (!mayAsk() || !goesOnAfter(meter, reader, outcomes, alarms)) {
          break;
        }
      } finally {
        asking = false;
      }
    }
    return outcomes;
  }

  /**
   * Asks a meter, and processes its reading if it is streamed.
   *
   * @return whether the next meter is to be asked.
   */
  private boolean goesOnAfter(
      MeterAddress meter, MeterReader reader, List<Outcome> outcomes, List<Outcome> alarms)
      throws Exception {
    if (getEndpoint().getConfiguration().isAlarms()) {
      for (Outcome alarm : alarms(meter, reader)) {
        if (isStreaming()) {
          stream(alarmExchange(alarm));
        } else {
          alarms.add(alarm);
        }
      }
    }
    if (backoff.isWaiting(meter)) {
      return true;
    }
    Outcome outcome = await(reader.read(meter, Priority.POLL));
    outcomes.add(outcome);
    backoff.note(outcome);
    // A failure may be caused by the stop of the route.
    if (isStreaming() && isExchange(outcome) && (outcome instanceof Outcome.Read || mayAsk())) {
      stream(bound(createExchange(true), outcome));
    }
    if (outcome instanceof Outcome.Failed failed) {
      return !endsPoll(failed);
    }
    failureLog.recovered(meter.toString(), title(outcome));
    return true;
  }

  private boolean isStreaming() {
    MBusConfiguration configuration = getEndpoint().getConfiguration();
    return configuration.isStreaming() && configuration.isSplit();
  }

  /** Whether it is a message of the poll; if not, it is for the exception handler. */
  private boolean isExchange(Outcome outcome) {
    return outcome instanceof Outcome.Read || policy() == MeterErrorPolicy.EXCHANGE;
  }

  /**
   * Processes an exchange before other meters of the poll are asked; also while the route stops, as
   * the reading would be lost.
   */
  private void stream(Exchange exchange) throws Exception {
    exchange.setProperty(ExchangePropertyKey.BATCH_INDEX, streamed++);
    process(exchange);
  }

  private List<MeterAddress> meters(Bus bus) throws InterruptedException {
    Discovery searching = discovery;
    return searching == null
        ? getEndpoint().meters()
        : KnownMeters.addresses(searching.meters(bus));
  }

  /** The alarms of a meter; empty if it does not answer, which its reading will report. */
  private List<Outcome> alarms(MeterAddress meter, MeterReader reader) throws InterruptedException {
    Duration patience = getEndpoint().getConfiguration().getCommandTimeout();
    CompletableFuture<List<MeterReading>> asked = reader.alarms(meter, patience);
    try {
      return asked.get().stream().map(alarm -> (Outcome) new Outcome.Read(meter, alarm)).toList();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof MBusException noAnswer) {
        LOG.debug("{}", noAnswer.getMessage());
        return List.of();
      }
      throw Failures.of(e);
    } finally {
      asked.cancel(false);
    }
  }

  private Outcome await(CompletableFuture<Outcome> reading) throws InterruptedException {
    try {
      Outcome outcome = reading.get();
      if (!(outcome instanceof Outcome.Failed failed && failed.lineUnavailable())) {
        forceConsumerAsReady();
      }
      return outcome;
    } catch (ExecutionException e) {
      throw Failures.of(e);
    } finally {
      reading.cancel(false);
    }
  }

  private boolean endsPoll(Outcome.Failed failed) {
    return failed.lineUnavailable() || policy() == MeterErrorPolicy.FAIL;
  }

  private MeterErrorPolicy policy() {
    return getEndpoint().getConfiguration().meterErrorPolicy();
  }

  /** The exception to end the poll with; null for none. */
  private @Nullable RuntimeException failureOfPoll(List<Outcome> outcomes) {
    if (outcomes.isEmpty()) {
      return backoff.lastRefusal();
    }
    List<Outcome.Failed> failed = failed(outcomes);
    for (Outcome.Failed one : failed) {
      if (endsPoll(one)) {
        return one.cause();
      }
    }
    return failed.isEmpty() || failed.size() < outcomes.size() ? null : failed.get(0).cause();
  }

  private static List<Outcome.Failed> failed(List<Outcome> outcomes) {
    return outcomes.stream()
        .filter(Outcome.Failed.class::isInstance)
        .map(Outcome.Failed.class::cast)
        .toList();
  }

  /**
   * The messages of a poll.
   *
   * @param reportFailures whether to call the exception handler for meters to skip; false if the
   *     whole poll fails, which is reported instead.
   */
  private Queue<Object> exchanges(List<Outcome> outcomes, boolean reportFailures) {
    List<Outcome> messages = new ArrayList<>();
    for (Outcome outcome : outcomes) {
      if (isExchange(outcome)) {
        messages.add(outcome);
      } else if (reportFailures && outcome instanceof Outcome.Failed failed) {
        report(failed);
      }
    }
    Queue<Object> exchanges = new ArrayDeque<>();
    if (isStreaming()) {
      return exchanges; // already processed
    } else if (getEndpoint().getConfiguration().isSplit()) {
      messages.forEach(outcome -> exchanges.add(bound(createExchange(true), outcome)));
    } else if (!messages.isEmpty()) {
      exchanges.add(listExchange(messages));
    }
    return exchanges;
  }

  private void report(Outcome.Failed failed) {
    Exchange exchange = bound(getEndpoint().createExchange(), failed);
    getExceptionHandler()
        .handleException("Meter " + title(failed) + " could not be read", exchange, failed.cause());
  }

  /** The name of a meter in the inventory, if it has one, and the address that is asked. */
  private static String title(Outcome outcome) {
    MeterReading.Meter meter = outcome.body().meter();
    String name = meter == null ? null : meter.name();
    return name == null ? outcome.meter().toString() : name + " " + outcome.meter();
  }

  private Exchange bound(Exchange exchange, Outcome outcome) {
    MBusBinding.bindPolled(
        exchange.getMessage(), getEndpoint().lineAddress(), outcome.meter(), outcome.body());
    return exchange;
  }

  private Exchange alarmExchange(Outcome alarm) {
    Exchange exchange = bound(createExchange(true), alarm);
    exchange.getMessage().setHeader(MBusConstants.EVENT, ALARM);
    return exchange;
  }

  private Exchange listExchange(List<Outcome> outcomes) {
    Exchange exchange = createExchange(true);
    Results<MeterReading> bodies = Results.of(outcomes.stream().map(Outcome::body).toList());
    MBusBinding.bind(exchange.getMessage(), getEndpoint().lineAddress(), bodies);
    return exchange;
  }

  @Override
  public int processBatch(Queue<Object> exchanges) throws Exception {
    int size = exchanges.size();
    int index = 0;
    while (index < size && isBatchAllowed()) {
      Exchange exchange = (Exchange) exchanges.remove();
      exchange.setProperty(ExchangePropertyKey.BATCH_INDEX, index);
      exchange.setProperty(ExchangePropertyKey.BATCH_SIZE, size);
      exchange.setProperty(ExchangePropertyKey.BATCH_COMPLETE, index == size - 1);
      index++;
      pendingExchanges = size - index;
      process(exchange);
    }
    return index;
  }

  private void process(Exchange exchange) throws Exception {
    getProcessor().process(exchange);
    Exception failure = exchange.getException();
    if (failure != null) {
      getExceptionHandler().handleException("Error processing exchange", exchange, failure);
    }
  }
}
