package io.github.camelmbus.line;

import io.github.camelmbus.MBusException;

/**
 * The deadline of a task has passed. It was not started, because the line was busy or unavailable,
 * or it has stopped before its next request. A write stops only if nothing was written yet.
 */
public final class DeadlineException extends MBusException {
  private static final long serialVersionUID = 1L;

  private final String line;

  private DeadlineException(String line, String message) {
    super(line + ": " + message);
    this.line = line;
  }

  /**
   * @param waited for the line, in milliseconds.
   */
  static DeadlineException notBegun(String line, long waited) {
    return new DeadlineException(
        line,
        "not started: the line was busy or unavailable for %d ms, longer than the command may take"
            .formatted(waited));
  }

  /**
   * A task has stopped before its next request.
   *
   * @param requests number of requests sent before.
   */
  public static DeadlineException stopped(String line, int requests) {
    return new DeadlineException(line, stop(requests));
  }

  /** As {@link #stopped}, for a write. */
  public static DeadlineException stoppedBeforeWrite(String line, int requests) {
    return new DeadlineException(line, stop(requests) + "; nothing was written");
  }

  private static String stop(int requests) {
    return "stopped after %d %s, as the command may take no longer"
        .formatted(requests, requests == 1 ? "request" : "requests");
  }

  public String line() {
    return line;
  }
}
