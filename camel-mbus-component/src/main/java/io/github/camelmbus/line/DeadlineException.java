package io.github.camelmbus.line;

import io.github.camelmbus.MBusException;

/**
 * The deadline of a task has passed: it was not begun, because others had the line, or it has
 * stopped before its next request. What writes stops only while nothing was written.
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
        "not begun: the line was busy with others, or away, for %d ms, longer than the command"
                .formatted(waited)
            + " may take");
  }

  /**
   * It has stopped before its next request.
   *
   * @param requests that were sent until then.
   */
  public static DeadlineException stopped(String line, int requests) {
    return new DeadlineException(line, stop(requests));
  }

  /** As {@link #stopped}, of something that was to write. */
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
