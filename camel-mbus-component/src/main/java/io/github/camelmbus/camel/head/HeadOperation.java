package io.github.camelmbus.camel.head;

import java.util.concurrent.CompletableFuture;

/** How a producer does one thing at a head. Stateless. */
@FunctionalInterface
public interface HeadOperation {

  /**
   * Starts it.
   *
   * @return completes with the message body of the result, or with what went wrong.
   * @throws IllegalArgumentException if the request asks for something impossible.
   */
  CompletableFuture<?> start(HeadRequest request);
}
