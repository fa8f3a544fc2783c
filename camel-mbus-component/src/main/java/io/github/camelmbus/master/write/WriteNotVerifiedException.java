package io.github.camelmbus.master.write;

import io.github.camelmbus.master.BusException;
import org.jspecify.annotations.Nullable;

/**
 * A write was sent but not verified: the meter shows other values, or cannot be read any more. The
 * message says what is known of its state.
 */
public final class WriteNotVerifiedException extends BusException {
  private static final long serialVersionUID = 1L;

  private final @Nullable String undo;

  WriteNotVerifiedException(
      Facts facts, String message, @Nullable String undo, @Nullable RuntimeException cause) {
    super("not-verified", facts, message + undoHint(undo));
    this.undo = undo;
    if (cause != null) {
      initCause(cause);
    }
  }

  /** The end of a message about a write that may have been carried out. */
  static String undoHint(@Nullable String undo) {
    return undo == null ? "" : "; to take it back: " + undo;
  }

  /** How to undo the write if it was carried out; null if not possible. */
  public @Nullable String undo() {
    return undo;
  }
}
