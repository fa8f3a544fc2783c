package io.github.camelmbus.line;

/**
 * A protocol on one transport, from its opening to its end. Confined to the thread of the line.
 *
 * @param <S> what tasks can do.
 */
public interface LineConnection<S> {

  /**
   * The session for one run of a task.
   *
   * @param nanos how long it may send; {@link Long#MAX_VALUE} without a limit.
   */
  S session(long nanos);

  /** Whether a request was sent in a session. */
  boolean hasSent(S session);

  /** Called when the transport is lost or dead, before it is closed. */
  default void lost() {}
}
