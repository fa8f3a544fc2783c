package io.github.camelmbus.camel;

import io.github.camelmbus.MBusException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.camel.Exchange;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.support.PollingConsumerSupport;
import org.jspecify.annotations.Nullable;

/**
 * Reads on demand, for {@code pollEnrich} and the like. No reading is ever queued, so each receive
 * method reads again; they differ in how long they wait for it. The line is closed between readings
 * as for other endpoints.
 */
abstract class LinePollingConsumer extends PollingConsumerSupport {
  LinePollingConsumer(LineEndpoint endpoint) {
    super(endpoint);
  }

  @Override
  public LineEndpoint getEndpoint() {
    return (LineEndpoint) super.getEndpoint();
  }

  /**
   * Begins to read.
   *
   * @return completes with the body of an exchange; cancelling it takes what waits out of the
   *     queue. Null if the consumer is not started.
   */
  abstract @Nullable CompletableFuture<?> read();

  /** Reads, however long it takes. */
  @Override
  public @Nullable Exchange receive() {
    return receive(-1);
  }

  /** Reads as {@link #receive()}: without a wait there would never be a reading. */
  @Override
  public @Nullable Exchange receiveNoWait() {
    return receive(-1);
  }

  /**
   * Reads.
   *
   * @param timeout the longest wait in milliseconds; negative for as long as it takes.
   * @return null if the time was too short; what was not read by then is not read.
   * @throws MBusException if there is nothing that could be read.
   */
  @Override
  public @Nullable Exchange receive(long timeout) {
    CompletableFuture<?> reading = read();
    if (reading == null) {
      return null;
    }
    try {
      Exchange exchange = getEndpoint().createExchange();
      Object body = timeout < 0 ? reading.get() : reading.get(timeout, TimeUnit.MILLISECONDS);
      MBusBinding.bind(exchange.getMessage(), getEndpoint().lineAddress(), body);
      return exchange;
    } catch (TimeoutException e) {
      return null;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof MBusException failure) {
        throw failure;
      }
      throw RuntimeCamelException.wrapRuntimeCamelException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    } finally {
      reading.cancel(false);
    }
  }
}
