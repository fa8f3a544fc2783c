package io.github.camelmbus.line;

import io.github.camelmbus.transport.LineAddress;
import org.jspecify.annotations.Nullable;

/**
 * State of a line.
 *
 * @param error why the line is unavailable; null if it is not.
 */
public record LineStatus(LineAddress line, State state, @Nullable String error) {

  /** Whether a line is open. */
  public enum State {
    /** Not open, because nothing was asked of it yet or for a while. */
    CLOSED,
    OPEN,
    /** It could not be opened, or vanished. */
    UNAVAILABLE
  }
}
