package io.github.camelmbus.line;

/**
 * Work on a line that is not interleaved with other tasks. Sequential code on the thread of the
 * line.
 *
 * @param <S> what the protocol of the task can do on the line.
 * @param <T> the result.
 */
@FunctionalInterface
public interface LineTask<S, T> {

  /**
   * @throws io.github.camelmbus.transport.LineUnavailableException if the line is lost.
   * @throws DeadConnectionException to be run again on a new connection.
   */
  T run(S session);

  /** Whether it may be run again on a new connection. Called after its connection was lost. */
  default boolean repeatable() {
    return true;
  }
}
