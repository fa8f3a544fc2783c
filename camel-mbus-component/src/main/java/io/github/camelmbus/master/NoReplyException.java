package io.github.camelmbus.master;

/** No meter replied, or a meter acknowledged and then sent no data. */
public final class NoReplyException extends BusException {
  private static final long serialVersionUID = 1L;

  NoReplyException(Facts facts, String message) {
    super("no-answer", facts, message);
  }
}
