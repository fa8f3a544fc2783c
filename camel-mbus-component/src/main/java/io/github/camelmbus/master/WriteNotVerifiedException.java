package io.github.camelmbus.master;

import org.jspecify.annotations.Nullable;

/**
 * A write was sent, and does not show at the meter: it tells something else, or cannot be read any
 * more. The message says what is known of its state.
 */
public final class WriteNotVerifiedException extends BusException {
  private static final long serialVersionUID = 1L;

  private final @Nullable String undo;

  WriteNotVerifiedException(
      Facts facts, String message, @Nullable String undo, @Nullable BusException cause) {
    super("not-verified", facts, undo == null ? message : message + "; to take it back: " + undo);
    this.undo = undo;
    if (cause != null) {
      initCause(cause);
    }
  }

  /** What takes the write back, should it have been carried out; null where nothing does. */
  public @Nullable String undo() {
    return undo;
  }
}
