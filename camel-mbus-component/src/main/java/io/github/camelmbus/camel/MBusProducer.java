package io.github.camelmbus.camel;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Route;
import org.apache.camel.StatefulService;
import org.apache.camel.support.DefaultAsyncProducer;
import org.jspecify.annotations.Nullable;

/** Runs an {@link MBusOperation} for each exchange; goes on with the route on a thread of Camel. */
public class MBusProducer extends DefaultAsyncProducer {
  private volatile @Nullable EndpointLine line;

  MBusProducer(MBusEndpoint endpoint) {
    super(endpoint);
  }

  @Override
  public MBusEndpoint getEndpoint() {
    return (MBusEndpoint) super.getEndpoint();
  }

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    MBusOperation operation = getEndpoint().getConfiguration().operation();
    requireAllowed(operation);
    if (operation.usesLine()) {
      line = EndpointLine.of(getEndpoint());
    }
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

  @Override
  public boolean process(Exchange exchange, AsyncCallback callback) {
    try {
      MBusOperation operation = operation(exchange.getMessage());
      Executor workers = getEndpoint().getComponent().lastingWorkers();
      CompletableFuture<?> result = start(operation, exchange, workers);
      if (!exchange.isTransacted()) {
        result.whenCompleteAsync(
            (body, failure) -> {
              finish(operation, exchange, body, failure);
              callback.done(false);
            },
            workers);
        return false;
      }
      // A transaction is bound to its thread.
      finish(operation, exchange, result.join(), null);
    } catch (CompletionException e) {
      exchange.setException(e.getCause());
    } catch (RuntimeException e) {
      exchange.setException(e);
    }
    callback.done(true);
    return true;
  }

  private CompletableFuture<?> start(
      MBusOperation operation, Exchange exchange, Executor executor) {
    return operation
        .operation()
        .start(
            new ExchangeRequest(
                operation,
                exchange,
                getEndpoint(),
                this::started,
                executor,
                () -> line == null || isUnwanted(exchange)));
  }

  /**
   * Whether the route of an exchange, or the whole context, is to stop, which must not wait for the
   * end of a search.
   */
  private static boolean isUnwanted(Exchange exchange) {
    CamelContext context = exchange.getContext();
    String routeId = exchange.getFromRouteId();
    Route route = routeId == null ? null : context.getRoute(routeId);
    return context.isStopping()
        || context.isStopped()
        || route != null
            && route.getConsumer() instanceof StatefulService consumer
            && (consumer.isSuspended() || consumer.isStopping() || consumer.isStopped());
  }

  private EndpointLine started() {
    EndpointLine used = line;
    if (used == null) {
      throw new IllegalStateException(
          getEndpoint().lineAddress() + " is not in use: the producer is not started");
    }
    return used;
  }

  private MBusOperation operation(Message message) {
    String header = message.getHeader(MBusConstants.OPERATION, String.class);
    if (header == null) {
      return getEndpoint().getConfiguration().operation();
    }
    MBusOperation operation = MBusOperation.of(MBusConstants.OPERATION, header);
    requireAllowed(operation);
    return operation;
  }

  private void requireAllowed(MBusOperation operation) {
    Set<MBusOperation> allowed = getEndpoint().getConfiguration().allowedOperations();
    if (!allowed.contains(operation)) {
      String names = allowed.stream().map(MBusOperation::toString).collect(Collectors.joining(","));
      throw new IllegalArgumentException(
          "%s: the operation %s is not allowed here, only %s; add it to allowOperations"
              .formatted(
                  getEndpoint().sanitizedUri(), operation, names.isEmpty() ? "none" : names));
    }
  }

  private void finish(
      MBusOperation operation,
      Exchange exchange,
      @Nullable Object body,
      @Nullable Throwable failure) {
    if (failure instanceof CompletionException wrapper && wrapper.getCause() != null) {
      exchange.setException(wrapper.getCause());
    } else if (failure != null) {
      exchange.setException(failure);
    } else if (operation.usesLine()) {
      MBusBinding.bind(exchange.getMessage(), getEndpoint().lineAddress(), body);
    } else {
      exchange.getMessage().setBody(body);
    }
  }
}
