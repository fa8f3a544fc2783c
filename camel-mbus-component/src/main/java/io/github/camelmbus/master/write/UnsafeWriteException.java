package io.github.camelmbus.master.write;

import io.github.camelmbus.master.BusException;

/** A precondition of a write does not hold; nothing of the write was sent. */
public final class UnsafeWriteException extends BusException {
  private static final long serialVersionUID = 1L;

  UnsafeWriteException(Facts facts, String message) {
    super("unsafe", facts, message);
  }
}
