package io.github.camelmbus.camel;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultAsyncProducer;
import org.jspecify.annotations.Nullable;

/**
 * Runs an operation on a line for each exchange. The route continues on a worker thread, not on
 * that of the line.
 *
 * @param <L> the line from the start of the producer to its stop.
 */
abstract class LineProducer<L extends AutoCloseable> extends DefaultAsyncProducer {
  private volatile @Nullable L line;

  LineProducer(LineEndpoint endpoint) {
    super(endpoint);
  }

  @Override
  public LineEndpoint getEndpoint() {
    return (LineEndpoint) super.getEndpoint();
  }

  /** Begins to use the line; does not open it. Null if the producer uses none. */
  abstract @Nullable L lease() throws Exception;

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

  boolean hasLine() {
    return line != null;
  }

  /**
   * @throws IllegalStateException if the producer is not started.
   */
  L line() {
    L used = line;
    if (used == null) {
      throw new IllegalStateException(
          getEndpoint().lineAddress() + " is not in use: the producer is not started");
    }
    return used;
  }

  /**
   * Starts the operation of an exchange.
   *
   * @return completes with a function that sets the result in the message, or with an exception.
   * @throws RuntimeException if it cannot be started.
   */
  abstract CompletableFuture<Consumer<Message>> start(Exchange exchange, Executor workers);

  @Override
  public boolean process(Exchange exchange, AsyncCallback callback) {
    try {
      Executor workers = getEndpoint().getComponent().lastingWorkers();
      CompletableFuture<Consumer<Message>> result = start(exchange, workers);
      if (!exchange.isTransacted()) {
        result.whenCompleteAsync(
            (body, failure) -> {
              finish(exchange, body, failure);
              callback.done(false);
            },
            workers);
        return false;
      }
      // A transaction is bound to the thread of the exchange.
      finish(exchange, result.join(), null);
    } catch (CompletionException e) {
      exchange.setException(e.getCause());
    } catch (RuntimeException e) {
      exchange.setException(e);
    }
    callback.done(true);
    return true;
  }

  private static void finish(
      Exchange exchange, @Nullable Consumer<Message> body, @Nullable Throwable failure) {
    if (body != null) {
      body.accept(exchange.getMessage());
    } else if (failure instanceof CompletionException wrapper && wrapper.getCause() != null) {
      exchange.setException(wrapper.getCause());
    } else {
      exchange.setException(failure);
    }
  }
}
