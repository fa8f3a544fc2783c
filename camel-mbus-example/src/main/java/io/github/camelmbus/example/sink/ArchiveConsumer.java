package io.github.camelmbus.example.sink;

import io.github.camelmbus.camel.MBusBinding;
import io.github.camelmbus.camel.MBusConstants;
import io.github.camelmbus.example.archive.ArchiveEntry;
import io.github.camelmbus.example.archive.ArchiveException;
import io.github.camelmbus.example.archive.ArchivedReading;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives a sink the readings that it has not got yet, one after the other, so the order of each
 * meter is kept.
 *
 * <p>The route decides about a message: if it ends with an exception, it is sent again later, and
 * the messages after it wait; if the route has handled the exception, the sink has refused the
 * message for good, and it is noted as a failure. The position is written after each batch, so
 * after a crash some messages are sent again.
 */
final class ArchiveConsumer extends DefaultConsumer {
  private static final Logger LOG = LoggerFactory.getLogger(ArchiveConsumer.class);
  private static final int BATCH = 20;
  private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  /**
   * Tries after a refusal, with the shortest pause between them; clients connect again within some
   * seconds.
   */
  private static final int MAX_TRIES = 10;

  /**
   * The longest wait for new readings, after which the position is read again: another process may
   * have set it back.
   */
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);

  private final ArchiveComponent component;
  private final SinkCursor cursor;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private volatile boolean delivering;
  private boolean refusedLast;
  private boolean appended;
  private Duration pause = SHORTEST_PAUSE;

  /** One thread for all starts, so that two deliveries never run at the same time. */
  private @Nullable ExecutorService executor;

  ArchiveConsumer(
      ArchiveEndpoint endpoint,
      Processor processor,
      ArchiveComponent component,
      SinkCursor cursor) {
    super(endpoint, processor);
    this.component = component;
    this.cursor = cursor;
    component.journal().onAppend(this::appended);
  }

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    startDelivery();
  }

  @Override
  protected void doResume() throws Exception {
    super.doResume();
    startDelivery();
  }

  private void startDelivery() {
    delivering = true;
    if (executor == null) {
      executor =
          getEndpoint()
              .getCamelContext()
              .getExecutorServiceManager()
              .newSingleThreadExecutor(this, getEndpoint().getEndpointUri());
    }
    executor.execute(this::deliverAll);
  }

  /** A message that is under way is left to the shutdown strategy, which waits for a while. */
  private void endDelivery() {
    delivering = false;
    signal();
  }

  @Override
  protected void doSuspend() throws Exception {
    endDelivery();
    super.doSuspend();
  }

  @Override
  protected void doStop() throws Exception {
    endDelivery();
    super.doStop();
  }

  @Override
  protected void doShutdown() throws Exception {
    if (executor != null) {
      getEndpoint().getCamelContext().getExecutorServiceManager().shutdownNow(executor);
    }
    super.doShutdown();
  }

  private void appended() {
    lock.lock();
    try {
      appended = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void signal() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void deliverAll() {
    while (delivering) {
      try {
        Exception away = deliverBatch();
        if (away != null) {
          away(FailureWords.of(away));
        }
      } catch (ArchiveException e) {
        away(String.valueOf(e.getMessage()));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /** Waits, longer each time; appended readings do not end the wait. */
  private void away(String reason) {
    if (!delivering) {
      return;
    }
    if (cursor.away(reason)) {
      LOG.warn(
          "sink {} does not take readings: {}. {} wait in the archive; it is tried again until it"
              + " takes them",
          cursor.sink(),
          reason,
          cursor.lag());
    }
    await(pause, () -> false);
    pause =
        pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
  }

  /**
   * Delivers the next readings, or waits for some.
   *
   * @return why the rest has to wait; null if all were delivered.
   */
  private @Nullable Exception deliverBatch() throws InterruptedException {
    lock.lock();
    try {
      appended = false;
    } finally {
      lock.unlock();
    }
    SinkCursor.Batch batch = cursor.next(BATCH);
    long delivered = batch.start();
    try {
      for (ArchivedReading reading : batch.readings()) {
        if (!delivering) {
          return null;
        }
        Exception away = deliverAfterRefusal(reading);
        if (away != null) {
          return away;
        }
        delivered = reading.id();
      }
      delivered = batch.end();
    } finally {
      cursor.advance(batch, delivered);
    }
    if (batch.readings().isEmpty()) {
      await(LOOK_AGAIN, () -> appended);
    }
    return null;
  }

  private void await(Duration longest, BooleanSupplier isOver) {
    long nanos = longest.toNanos();
    lock.lock();
    try {
      while (delivering && nanos > 0 && !isOver.getAsBoolean()) {
        nanos = changed.awaitNanos(nanos);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      delivering = false;
    } finally {
      lock.unlock();
    }
  }

  /**
   * A broker closes the connection when it refuses a message, so the next message is tried until
   * the client has connected again. Otherwise the readings after a refused one would never be
   * delivered if polls are frequent, because each batch has newer ones of all meters.
   *
   * @return why it is not delivered now; null if it is, or never will be.
   */
  private @Nullable Exception deliverAfterRefusal(ArchivedReading archived) {
    Exception away = deliver(archived);
    for (int tries = 0; away != null && refusedLast && tries < MAX_TRIES && delivering; tries++) {
      await(SHORTEST_PAUSE, () -> false);
      away = deliver(archived);
    }
    return away;
  }

  /**
   * @return why it is not delivered now; null if it is, or never will be.
   */
  private @Nullable Exception deliver(ArchivedReading archived) {
    Exchange exchange = createExchange(false);
    cursor.begins(component.clock().instant());
    try {
      ArchiveEntry entry = archived.entry();
      MBusBinding.bind(
          exchange.getMessage(), component.codec().reading(entry), entry.source().asked());
      if (entry.event() != null && !entry.isLog()) {
        exchange.getMessage().setHeader(MBusConstants.EVENT, entry.event());
      }
      getProcessor().process(exchange);
    } catch (Exception e) {
      exchange.setException(e);
    } finally {
      cursor.ends();
    }
    Exception failure = exchange.getException();
    Exception refusal = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
    releaseExchange(exchange, false);
    if (failure != null || (refusal != null && !delivering)) {
      return failure != null ? failure : refusal;
    } else if (refusal != null) {
      String reason = FailureWords.of(refusal);
      component.journal().fail(cursor.sink(), archived.id(), component.clock().instant(), reason);
    }
    refusedLast = refusal != null;
    pause = SHORTEST_PAUSE;
    if (cursor.taken()) {
      LOG.info("sink {} takes readings again; {} wait", cursor.sink(), cursor.lag());
    }
    return null;
  }
}
