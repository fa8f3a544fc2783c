package io.github.camelmbus.line;

import java.util.concurrent.CompletableFuture;

/** A task that waits for its turn. */
final class Job<S, T> {
  final LineClient<S> client;
  final LineTask<S, T> task;
  final Priority priority;
  final CompletableFuture<T> future = new CompletableFuture<>();
  private final long submitted;
  private final long patience;

  /**
   * @param client the client that has submitted it.
   * @param submitted nanoseconds on the clock of the worker.
   * @param patience how long it may take from then on, in nanoseconds; {@link Long#MAX_VALUE} for
   *     no limit.
   */
  Job(LineClient<S> client, LineTask<S, T> task, Priority priority, long submitted, long patience) {
    this.client = client;
    this.task = task;
    this.priority = priority;
    this.submitted = submitted;
    this.patience = patience;
  }

  /** How long it has waited, in nanoseconds. */
  long waited(long now) {
    return now - submitted;
  }

  /** How long it may still take, in nanoseconds; {@link Long#MAX_VALUE} for no limit. */
  long left(long now) {
    return patience == Long.MAX_VALUE ? patience : patience - waited(now);
  }

  /** Whether it must not begin any more. */
  boolean isExpired(long now) {
    return waited(now) > patience;
  }
}
