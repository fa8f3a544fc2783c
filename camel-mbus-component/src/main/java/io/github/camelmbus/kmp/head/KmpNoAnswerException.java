package io.github.camelmbus.kmp.head;

import io.github.camelmbus.MBusException;
import java.util.Locale;

/** No good answer came from a meter under a head, after all retries. */
public final class KmpNoAnswerException extends MBusException {
  private static final long serialVersionUID = 1L;

  /** What came instead. The order is that of how much it says. */
  public enum Seen {
    /** Nothing at all. */
    NOTHING,
    /** The request itself, which many heads hand back. */
    ECHO,
    /** Octets that are no frame, or one that is damaged. */
    DAMAGED,
    /** A good frame that does not answer the request. */
    OTHER_ANSWER;

    /** For programs, {@code other-answer} for example. */
    public String code() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  private final Seen seen;

  KmpNoAnswerException(Seen seen, String message) {
    super(message);
    this.seen = seen;
  }

  public Seen seen() {
    return seen;
  }
}
