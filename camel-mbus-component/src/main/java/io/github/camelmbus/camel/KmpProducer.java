package io.github.camelmbus.camel;

import io.github.camelmbus.camel.head.HeadReader;
import io.github.camelmbus.camel.head.HeadRequest;
import io.github.camelmbus.camel.head.LogRange;
import io.github.camelmbus.line.LineLease;
import io.github.camelmbus.line.Priority;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultAsyncProducer;
import org.jspecify.annotations.Nullable;

/** Runs a {@link KmpOperation} for each exchange; goes on with the route on a thread of Camel. */
public class KmpProducer extends DefaultAsyncProducer {
  private volatile @Nullable LineLease<SharedHead> lease;

  KmpProducer(KmpEndpoint endpoint) {
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

  @Override
  public boolean process(Exchange exchange, AsyncCallback callback) {
    try {
      CompletableFuture<?> result = start(exchange.getMessage());
      if (!exchange.isTransacted()) {
        result.whenCompleteAsync(
            (body, failure) -> {
              finish(exchange, body, failure);
              callback.done(false);
            },
            getEndpoint().getComponent().lastingWorkers());
        return false;
      }
      // A transaction is bound to its thread.
      finish(exchange, result.join(), null);
    } catch (CompletionException e) {
      exchange.setException(e.getCause());
    } catch (RuntimeException e) {
      exchange.setException(e);
    }
    callback.done(true);
    return true;
  }

  private CompletableFuture<?> start(Message message) {
    LineLease<SharedHead> used = lease;
    if (used == null) {
      throw new IllegalStateException(
          getEndpoint().lineAddress() + " is not in use: the producer is not started");
    }
    KmpOperation operation = operation(message);
    return operation
        .operation()
        .start(new MessageRequest(operation, message, getEndpoint(), used.shared()));
  }

  private KmpOperation operation(Message message) {
    String header = message.getHeader(KmpConstants.OPERATION, String.class);
    return header == null
        ? getEndpoint().getConfiguration().operation()
        : KmpOperation.of(KmpConstants.OPERATION, header);
  }

  private void finish(Exchange exchange, @Nullable Object body, @Nullable Throwable failure) {
    if (failure instanceof CompletionException wrapper && wrapper.getCause() != null) {
      exchange.setException(wrapper.getCause());
    } else if (failure != null) {
      exchange.setException(failure);
    } else {
      MBusBinding.bind(exchange.getMessage(), getEndpoint().lineAddress(), body);
    }
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
