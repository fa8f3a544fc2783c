package io.github.camelmbus.camel;

import io.github.camelmbus.camel.head.HeadReader;
import io.github.camelmbus.camel.head.HeadRequest;
import io.github.camelmbus.camel.head.LogRange;
import io.github.camelmbus.line.LineLease;
import io.github.camelmbus.line.Priority;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/** Runs a {@link KmpOperation} for each exchange. */
public class KmpProducer extends LineProducer<LineLease<SharedHead>> {
  KmpProducer(KmpEndpoint endpoint) {
    super(endpoint);
  }

  @Override
  public KmpEndpoint getEndpoint() {
    return (KmpEndpoint) super.getEndpoint();
  }

  @Override
  LineLease<SharedHead> lease() {
    return getEndpoint().lease();
  }

  @Override
  CompletableFuture<Consumer<Message>> start(Exchange exchange, Executor workers) {
    return start(exchange.getMessage())
        .thenApply(body -> message -> MBusBinding.bind(message, getEndpoint().lineAddress(), body));
  }

  private CompletableFuture<?> start(Message message) {
    SharedHead head = line().shared();
    KmpOperation operation = operation(message);
    return operation.operation().start(new MessageRequest(operation, message, getEndpoint(), head));
  }

  private KmpOperation operation(Message message) {
    String header = message.getHeader(KmpConstants.OPERATION, String.class);
    return header == null
        ? getEndpoint().getConfiguration().operation()
        : KmpOperation.of(KmpConstants.OPERATION, header);
  }

  private record MessageRequest(
      KmpOperation operation, Message message, KmpEndpoint endpoint, SharedHead shared)
      implements HeadRequest {
    @Override
    public HeadReader reader() {
      return endpoint.reader(shared);
    }

    @Override
    public @Nullable String registers() {
      return header(KmpConstants.REGISTERS, endpoint.getConfiguration().namedRegisters());
    }

    @Override
    public LogRange log() {
      KmpConfiguration options = endpoint.getConfiguration();
      return LogRange.of(
          header(KmpConstants.LOG, options.getLog()),
          header(KmpConstants.FROM, options.getFrom()),
          header(KmpConstants.TO, options.getTo()),
          registers());
    }

    private @Nullable String header(String name, @Nullable String otherwise) {
      String named = message.getHeader(name, String.class);
      return named == null ? otherwise : named;
    }

    @Override
    public Priority priority() {
      return Priority.COMMAND;
    }

    @Override
    public Duration patience() {
      return endpoint.getConfiguration().patience(operation);
    }
  }
}
