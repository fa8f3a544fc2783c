package io.github.camelmbus.kmp.head;

import io.github.camelmbus.MBusException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A log was not read, or not to its end. */
public final class KmpLogException extends MBusException {
  private static final long serialVersionUID = 1L;

  /** Why it was not read. */
  public enum Reason {
    /** The meter answers, but not to a request for this log. */
    NO_SUCH_LOG,
    /** Times were asked for, and the log does not keep any. */
    NO_TIMES,
    /**
     * The meter reports that its memory is damaged or that it does not know the request, or its
     * answer is none to the request.
     */
    REFUSED,
    /** The meter stopped answering in the middle. What was handed over before is good. */
    STOPPED;

    /** For programs, {@code no-such-log} for example. */
    public String code() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  private final Reason reason;
  private final transient LogReadout readout;

  KmpLogException(Reason reason, LogReadout readout, String message, @Nullable Throwable cause) {
    super(message);
    this.reason = reason;
    this.readout = readout;
    if (cause != null) {
      initCause(cause);
    }
  }

  public Reason reason() {
    return reason;
  }

  /** What was read until then; a query with its {@code belowId} continues it. */
  public LogReadout readout() {
    return readout;
  }
}
