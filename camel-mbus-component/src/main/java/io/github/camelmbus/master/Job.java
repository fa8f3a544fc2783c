package io.github.camelmbus.master;

import java.util.concurrent.CompletableFuture;

/** A transaction that waits for its turn. */
final class Job<T> {
  final Transaction<T> transaction;
  final Priority priority;
  final MeterSettings settings;
  final CompletableFuture<T> future = new CompletableFuture<>();
  private final long submitted;
  private final long patience;

  /**
   * @param settings how its meter wants to be talked to.
   * @param submitted nanoseconds on the clock of its bus.
   * @param patience how long it may take from then on, in nanoseconds; {@link Long#MAX_VALUE} for
   *     ever.
   */
  Job(
      Transaction<T> transaction,
      Priority priority,
      MeterSettings settings,
      long submitted,
      long patience) {
    this.transaction = transaction;
    this.priority = priority;
    this.settings = settings;
    this.submitted = submitted;
    this.patience = patience;
  }

  /** How long it has waited, in nanoseconds. */
  long waited(long now) {
    return now - submitted;
  }

  /** How long it may still take, in nanoseconds; {@link Long#MAX_VALUE} for ever. */
  long left(long now) {
    return patience == Long.MAX_VALUE ? patience : patience - waited(now);
  }

  /** Whether it must not begin any more. */
  boolean isExpired(long now) {
    return waited(now) > patience;
  }
}
