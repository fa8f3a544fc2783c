package io.github.camelmbus.kmp.head;

import io.github.camelmbus.MBusException;

/** No good answer came from a meter under a head, after all retries. */
public final class KmpNoAnswerException extends MBusException {
  private static final long serialVersionUID = 1L;

  /** What came instead; later constants are stronger evidence. */
  public enum Seen {
    /** Nothing at all. */
    NOTHING("no-answer"),
    /** The request itself, which many heads echo. */
    ECHO("no-answer"),
    /** Octets after the answer window. */
    LATE("no-answer"),
    /** Octets that are no frame, or one that is damaged. */
    DAMAGED("garbled"),
    /** A good frame that does not answer the request. */
    OTHER_ANSWER("mismatch");

    private final String code;

    Seen(String code) {
      this.code = code;
    }
  }

  private final Seen seen;

  KmpNoAnswerException(Seen seen, String message) {
    super(message);
    this.seen = seen;
  }

  /** The code of readings that failed: {@code no-answer}, {@code garbled} or {@code mismatch}. */
  public String code() {
    return seen.code;
  }

  public Seen seen() {
    return seen;
  }
}
