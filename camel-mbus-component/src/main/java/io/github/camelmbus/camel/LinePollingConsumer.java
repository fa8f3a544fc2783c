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
 *
 * @param <L> the line from the start of the consumer to its stop.
 */
abstract class LinePollingConsumer<L extends AutoCloseable> extends PollingConsumerSupport {
  private volatile @Nullable L line;

  LinePollingConsumer(LineEndpoint endpoint) {
    super(endpoint);
  }

  @Override
  public LineEndpoint getEndpoint() {
    return (LineEndpoint) super.getEndpoint();
  }

  /** Begins to use the line; does not open it. */
  abstract L lease() throws Exception;

  /**
   * Queues the reading.
   *
   * @return completes with the body of an exchange; cancelling it takes waiting requests out of the
   *     queue.
   */
  abstract CompletableFuture<?> read(L used);

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    line = lease();
  }

  @Override
  protected void doStop() throws Exception {
    L ending = line;
    line = null;
    if (ending != null) {
      ending.close();
    }
    super.doStop();
  }

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
   * @return null if the time was too short, and waiting requests are then cancelled; or if the
   *     consumer is not started.
   * @throws MBusException if no meter could be read.
   */
  @Override
  public @Nullable Exchange receive(long timeout) {
    L used = line;
    if (used == null) {
      return null;
    }
    CompletableFuture<?> reading = read(used);
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
