package io.github.camelmbus.camel;

import io.github.camelmbus.camel.operation.MeterReader;
import io.github.camelmbus.camel.operation.MeterReader.Outcome;
import io.github.camelmbus.camel.operation.ReadOperation;
import io.github.camelmbus.line.Priority;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.camel.Exchange;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.support.PollingConsumerSupport;
import org.jspecify.annotations.Nullable;

/**
 * Reads the meters of an endpoint on demand, for {@code pollEnrich} and the like. No reading is
 * ever queued, so each receive method reads the meters; they differ in how long they wait for it.
 * The line is closed between readings as for other endpoints.
 */
public class MBusPollingConsumer extends PollingConsumerSupport {
  private volatile @Nullable EndpointLine line;

  MBusPollingConsumer(MBusEndpoint endpoint) {
    super(endpoint);
  }

  @Override
  public MBusEndpoint getEndpoint() {
    return (MBusEndpoint) super.getEndpoint();
  }

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    line = EndpointLine.of(getEndpoint());
  }

  @Override
  protected void doStop() throws Exception {
    EndpointLine ending = line;
    line = null;
    if (ending != null) {
      ending.close();
    }
    super.doStop();
  }

  /** Reads, however long the meters take. */
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
   * @return null if the time was too short; the meters not read by then are not read.
   * @throws io.github.camelmbus.MBusException if no meter could be read.
   */
  @Override
  public @Nullable Exchange receive(long timeout) {
    EndpointLine current = line;
    if (current == null) {
      return null;
    }
    List<CompletableFuture<Outcome>> readings = start(current);
    CompletableFuture<?> all =
        CompletableFuture.allOf(readings.toArray(CompletableFuture<?>[]::new));
    try {
      if (timeout < 0) {
        all.get();
      } else {
        all.get(timeout, TimeUnit.MILLISECONDS);
      }
      return exchange(ReadOperation.body(readings.stream().map(CompletableFuture::join).toList()));
    } catch (TimeoutException e) {
      return null;
    } catch (ExecutionException e) {
      throw RuntimeCamelException.wrapRuntimeCamelException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    } finally {
      readings.forEach(reading -> reading.cancel(false));
    }
  }

  private List<CompletableFuture<Outcome>> start(EndpointLine used) {
    MeterReader reader = getEndpoint().reader(used);
    return reader.read(getEndpoint().meters(), meter -> reader.read(meter, Priority.COMMAND));
  }

  private Exchange exchange(Object body) {
    Exchange exchange = getEndpoint().createExchange();
    MBusBinding.bind(exchange.getMessage(), getEndpoint().lineAddress(), body);
    return exchange;
  }
}
