package io.github.camelmbus.camel;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Route;
import org.apache.camel.StatefulService;
import org.jspecify.annotations.Nullable;

/** Runs an {@link MBusOperation} for each exchange. */
public class MBusProducer extends LineProducer<EndpointLine> {
  MBusProducer(MBusEndpoint endpoint) {
    super(endpoint);
  }

  @Override
  public MBusEndpoint getEndpoint() {
    return (MBusEndpoint) super.getEndpoint();
  }

  @Override
  @Nullable EndpointLine lease() {
    MBusOperation operation = getEndpoint().getConfiguration().operation();
    requireAllowed(operation);
    return operation.usesLine() ? EndpointLine.of(getEndpoint()) : null;
  }

  @Override
  CompletableFuture<Consumer<Message>> start(Exchange exchange, Executor workers) {
    MBusOperation operation = operation(exchange.getMessage());
    return start(operation, exchange, workers)
        .thenApply(body -> message -> bind(operation, message, body));
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
                this::line,
                executor,
                () -> !hasLine() || isUnwanted(exchange)));
  }

  /**
   * Whether the route of an exchange, or the whole context, is stopping or suspended, so that it
   * does not wait for the end of a search.
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

  private void bind(MBusOperation operation, Message message, @Nullable Object body) {
    if (operation.usesLine()) {
      MBusBinding.bind(message, getEndpoint().lineAddress(), body);
    } else {
      message.setBody(body);
    }
  }
}
