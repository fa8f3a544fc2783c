package io.github.camelmbus.transport;

import io.github.camelmbus.MBusException;
import org.jspecify.annotations.Nullable;

/** A line that cannot be opened, or that was lost while it was open. */
public final class LineUnavailableException extends MBusException {
  private static final long serialVersionUID = 1L;

  /** The kind of cause. */
  public enum Reason {
    /** There is no such port, adapter or host. */
    NOT_FOUND,
    /** Several USB adapters match. */
    AMBIGUOUS,
    /** Another program uses the port. */
    BUSY,
    /** The user may not open the port. */
    PERMISSION,
    /** Nothing listens at the gateway's port. */
    REFUSED,
    /** The gateway did not answer in time or cannot be reached. */
    UNREACHABLE,
    /** The port does not take a setting (bit rate, parity, stop bits). */
    SETTING,
    /** The line was open and was lost: gateway down, adapter unplugged. */
    LOST,
    /** The line was closed on this side. */
    CLOSED,
    /** Any other error of the operating system. */
    OTHER
  }

  private final String line;
  private final Reason reason;

  public LineUnavailableException(
      String line, Reason reason, String message, @Nullable Throwable cause) {
    super(line + ": " + message, cause);
    this.line = line;
    this.reason = reason;
  }

  public LineUnavailableException(String line, Reason reason, String message) {
    this(line, reason, message, null);
  }

  public String line() {
    return line;
  }

  public Reason reason() {
    return reason;
  }
}
