package io.github.camelmbus.line;

/**
 * Something to do on a line that must not be interleaved with anything else. Runs on the thread of
 * the line, in plain sequential code.
 *
 * @param <S> what the protocol of the task can do on the line.
 * @param <T> the result.
 */
@FunctionalInterface
public interface LineTask<S, T> {

  /**
   * @throws io.github.camelmbus.transport.LineUnavailableException if the line vanishes.
   * @throws DeadConnectionException to be run once more on a new connection.
   */
  T run(S session);

  /**
   * Whether it may run again on a new connection, where the one it began on was lost. Asked when
   * that has happened.
   */
  default boolean repeatable() {
    return true;
  }
}
