package io.github.camelmbus.master;

/** Another meter answered than the one asked. */
public final class MismatchException extends BusException {
  private static final long serialVersionUID = 1L;

  MismatchException(Facts facts, String message) {
    super("mismatch", facts, message);
  }
}
