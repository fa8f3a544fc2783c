package io.github.camelmbus.camel.head;

import java.util.concurrent.CompletableFuture;

/** An operation of a producer at an optical head. Stateless. */
@FunctionalInterface
public interface HeadOperation {

  /**
   * Starts it.
   *
   * @return completes with the message body of the result, or with an exception.
   * @throws IllegalArgumentException if the request is invalid.
   */
  CompletableFuture<?> start(HeadRequest request);
}
