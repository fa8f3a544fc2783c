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
    /** Not open, as it was not used yet or is idle. */
    CLOSED,
    OPEN,
    /** It could not be opened, or was lost. */
    UNAVAILABLE
  }
}
