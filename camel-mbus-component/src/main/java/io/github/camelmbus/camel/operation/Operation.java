package io.github.camelmbus.camel.operation;

import java.util.concurrent.CompletableFuture;

/** An operation of a producer: a reading, a search, a write. Stateless. */
public interface Operation {

  /**
   * Starts it.
   *
   * @return completes with the message body of the result, or with an exception.
   * @throws IllegalArgumentException if the request is invalid.
   */
  CompletableFuture<?> start(Request request);
}
