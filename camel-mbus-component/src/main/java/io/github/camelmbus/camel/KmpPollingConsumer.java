package io.github.camelmbus.camel;

import io.github.camelmbus.line.LineLease;
import io.github.camelmbus.line.Priority;
import io.github.camelmbus.reading.MeterReading;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.camel.Exchange;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.support.PollingConsumerSupport;
import org.jspecify.annotations.Nullable;

/**
 * Reads the meter under a head on demand, for {@code pollEnrich} and the like. No reading is ever
 * queued, so each receive method reads the meter; they differ in how long they wait for it.
 */
public class KmpPollingConsumer extends PollingConsumerSupport {
  private volatile @Nullable LineLease<SharedHead> lease;

  KmpPollingConsumer(KmpEndpoint endpoint) {
    super(endpoint);
  }

  @Override
  public KmpEndpoint getEndpoint() {
    return (KmpEndpoint) super.getEndpoint();
  }

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    lease = getEndpoint().lease();
  }

  @Override
  protected void doStop() throws Exception {
    LineLease<SharedHead> ending = lease;
    lease = null;
    if (ending != null) {
      ending.close();
    }
    super.doStop();
  }

  /** Reads, however long the meter takes. */
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
   * @return null if the time was too short.
   * @throws io.github.camelmbus.MBusException if the meter could not be read.
   */
  @Override
  public @Nullable Exchange receive(long timeout) {
    LineLease<SharedHead> current = lease;
    if (current == null) {
      return null;
    }
    KmpConfiguration options = getEndpoint().getConfiguration();
    CompletableFuture<MeterReading> reading =
        getEndpoint()
            .reader(current.shared())
            .read(options.getRegisters(), Priority.COMMAND, options.patience());
    try {
      Exchange exchange = getEndpoint().createExchange();
      MBusBinding.bind(
          exchange.getMessage(),
          getEndpoint().lineAddress(),
          timeout < 0 ? reading.get() : reading.get(timeout, TimeUnit.MILLISECONDS));
      return exchange;
    } catch (TimeoutException e) {
      return null;
    } catch (ExecutionException e) {
      throw RuntimeCamelException.wrapRuntimeCamelException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    } finally {
      reading.cancel(false);
    }
  }
}
