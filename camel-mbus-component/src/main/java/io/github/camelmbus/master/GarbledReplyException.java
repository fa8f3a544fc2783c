package io.github.camelmbus.master;

/** A meter answered, and every answer was damaged. */
public final class GarbledReplyException extends BusException {
  private static final long serialVersionUID = 1L;

  GarbledReplyException(Facts facts, String message) {
    super("garbled", facts, message);
  }
}
