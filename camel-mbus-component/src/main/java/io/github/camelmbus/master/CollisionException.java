package io.github.camelmbus.master;

/** Several meters answered at once. */
public final class CollisionException extends BusException {
  private static final long serialVersionUID = 1L;

  CollisionException(Facts facts, String message) {
    super("collision", facts, message);
  }
}
