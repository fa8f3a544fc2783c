package io.github.camelmbus.camel.operation;

import java.util.concurrent.CompletableFuture;

/** How a producer does one thing: reading, a search, a write. Stateless. */
public interface Operation {

  /**
   * Starts it.
   *
   * @return completes with the message body of the result, or with what went wrong.
   * @throws IllegalArgumentException if the request asks for something impossible.
   */
  CompletableFuture<?> start(Request request);
}
