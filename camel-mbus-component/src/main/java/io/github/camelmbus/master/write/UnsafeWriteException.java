package io.github.camelmbus.master.write;

import io.github.camelmbus.master.BusException;

/** A write was not done, because what it needs does not hold; nothing was sent for it. */
public final class UnsafeWriteException extends BusException {
  private static final long serialVersionUID = 1L;

  UnsafeWriteException(Facts facts, String message) {
    super("unsafe", facts, message);
  }
}
