package io.github.camelmbus.camel;

import io.github.camelmbus.MBusException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.camel.Exchange;
import org.apache.camel.support.PollingConsumerSupport;
import org.jspecify.annotations.Nullable;

/**
 * Reads on demand, as for {@code pollEnrich}. Readings are not buffered: each receive method reads
 * the meters, and only the time to wait differs.
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
   * Queues the reading.
   *
   * @return completes with the body of an exchange; cancelling it takes waiting requests out of the
   *     queue. Null if the consumer is not started.
   */
  abstract @Nullable CompletableFuture<?> read();

  /** Reads without a time limit. */
  @Override
  public @Nullable Exchange receive() {
    return receive(-1);
  }

  /** Reads as {@link #receive()}, as there is never a reading without a wait. */
  @Override
  public @Nullable Exchange receiveNoWait() {
    return receive(-1);
  }

  /**
   * Reads.
   *
   * @param timeout the longest wait in milliseconds; negative for no limit.
   * @return null if the time was too short; waiting requests are then cancelled.
   * @throws MBusException if no meter could be read.
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
      throw Failures.of(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    } finally {
      reading.cancel(false);
    }
  }
}
