package io.github.camelmbus.kmp;

import io.github.camelmbus.MBusException;
import java.util.Locale;

/** Octets that are no frame of the protocol, or none that answers a request. */
public final class KmpFormatException extends MBusException {
  private static final long serialVersionUID = 1L;

  /** What is wrong, in the order in which it is checked. */
  public enum Fault {
    /** The first octet is neither 80h nor 40h. */
    START,
    /**
     * 1Bh is followed by an octet that it cannot stand before, or a control octet is not stuffed.
     */
    STUFFING,
    /** It ends before destination, CID and checksum are complete, or without 0Dh. */
    TRUNCATED,
    /** The checksum is not that of the octets. */
    CHECKSUM,
    /** Fewer or more octets than the command has. */
    LENGTH,
    /** A command that is not known here, or another one than was asked. */
    COMMAND;

    /** For programs, {@code checksum} for example. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Fault fault;

  /**
   * @param fault what is wrong.
   * @param message what was expected, and what came.
   */
  public KmpFormatException(Fault fault, String message) {
    super(message);
    this.fault = fault;
  }

  public Fault fault() {
    return fault;
  }
}
