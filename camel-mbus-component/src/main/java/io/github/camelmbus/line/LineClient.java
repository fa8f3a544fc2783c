package io.github.camelmbus.line;

import io.github.camelmbus.transport.Transport;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The access of one protocol to a line. Tasks are submitted from any thread and run on the thread
 * of the line. Their futures complete on that thread, so their callbacks must be quick.
 *
 * @param <S> what tasks can do on the line.
 */
public final class LineClient<S> implements AutoCloseable {
  private final LineWorker worker;
  private final LineProtocol<S> protocol;
  private volatile boolean closed;
  // Used by the thread of the line only.
  private @Nullable LineConnection<S> connection;
  private @Nullable Transport connected;

  LineClient(LineWorker worker, LineProtocol<S> protocol) {
    this.worker = worker;
    this.protocol = protocol;
  }

  LineProtocol<S> protocol() {
    return protocol;
  }

  /**
   * Queues a task.
   *
   * @return completes with its result, or with the exception it ended with. Cancelling it takes the
   *     task out of the queue; a running one continues.
   */
  public <T> CompletableFuture<T> submit(LineTask<S, T> task, Priority priority) {
    return submit(task, priority, Long.MAX_VALUE);
  }

  /**
   * As {@link #submit(LineTask, Priority)}, with a deadline.
   *
   * @param patience how long it may take, including the time in the queue. A task that has not
   *     started by then is not run: it ends with a {@link DeadlineException} when its turn comes.
   */
  public <T> CompletableFuture<T> submit(
      LineTask<S, T> task, Priority priority, Duration patience) {
    return submit(task, priority, patience.toNanos());
  }

  private <T> CompletableFuture<T> submit(LineTask<S, T> task, Priority priority, long patience) {
    return worker.submit(new Job<>(this, task, priority, worker.clock().nanos(), patience));
  }

  /** State of the line; never waits. */
  public LineStatus status() {
    return worker.status();
  }

  /** Whether tasks wait for the line, of this client or of others. */
  public boolean isAwaited() {
    return worker.isAwaited();
  }

  /** Whether {@link #close} was called. */
  public boolean isClosed() {
    return closed;
  }

  void setClosed() {
    closed = true;
  }

  /**
   * Closes the line; the next task opens it again. Called by tasks that leave the line in an
   * unknown state, on the thread of the line.
   */
  public void releaseLine() {
    worker.releaseLine();
  }

  LineConnection<S> connection(Transport transport) {
    LineConnection<S> current = connection;
    if (current == null || connected != transport) {
      current = protocol.connect(transport);
      connection = current;
      connected = transport;
    }
    return current;
  }

  /** A transport was lost. */
  void lost(@Nullable Transport transport) {
    LineConnection<S> current = connection;
    if (current != null && connected == transport) {
      current.lost();
    }
    connection = null;
    connected = null;
  }

  /**
   * Detaches the protocol: queued tasks fail, the connection of a running one is closed, and the
   * last client of a line releases it. Idempotent; waits a few seconds at most.
   */
  @Override
  public void close() {
    worker.close(this);
  }
}
