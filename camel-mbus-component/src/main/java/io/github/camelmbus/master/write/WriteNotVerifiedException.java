package io.github.camelmbus.master.write;

import io.github.camelmbus.master.BusException;
import org.jspecify.annotations.Nullable;

/**
 * A write was sent, and does not show at the meter: it tells something else, or cannot be read any
 * more. The message says what is known of its state.
 */
public final class WriteNotVerifiedException extends BusException {
  private static final long serialVersionUID = 1L;

  private final @Nullable String undo;

  WriteNotVerifiedException(
      Facts facts, String message, @Nullable String undo, @Nullable RuntimeException cause) {
    super("not-verified", facts, message + takenBack(undo));
    this.undo = undo;
    if (cause != null) {
      initCause(cause);
    }
  }

  /** The end of a message about a write that may have been carried out. */
  static String takenBack(@Nullable String undo) {
    return undo == null ? "" : "; to take it back: " + undo;
  }

  /** What takes the write back, should it have been carried out; null where nothing does. */
  public @Nullable String undo() {
    return undo;
  }
}
