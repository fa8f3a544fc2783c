package io.github.camelmbus.kmp;

import io.github.camelmbus.MBusException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Octets are no frame of the protocol, or a frame that does not answer the request. */
public final class KmpFormatException extends MBusException {
  private static final long serialVersionUID = 1L;

  /** What is wrong, in the order in which it is checked. */
  public enum Fault {
    /** The first octet is neither 80h nor 40h. */
    START,
    /**
     * 1Bh is followed by an octet that is no stuffed control octet, or a control octet is not
     * stuffed.
     */
    STUFFING,
    /** It ends before destination, CID and checksum are complete, or without 0Dh. */
    TRUNCATED,
    /** The checksum is not that of the octets. */
    CHECKSUM,
    /** Fewer or more octets than the command has. */
    LENGTH,
    /** The command is unknown, or not that of the request. */
    COMMAND;

    /** For programs, {@code checksum} for example. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Fault fault;
  private final @Nullable Integer offset;

  /**
   * @param fault what is wrong.
   * @param message what was expected, and what came.
   */
  public KmpFormatException(Fault fault, String message) {
    this(fault, message, null);
  }

  /**
   * @param fault what is wrong.
   * @param message what was expected, and what came.
   * @param offset octets of the frame, as it came, before the one at which it shows; null if
   *     unknown.
   */
  KmpFormatException(Fault fault, String message, @Nullable Integer offset) {
    super(message);
    this.fault = fault;
    this.offset = offset;
  }

  /** Octets of the frame, as it came, before the one at which it shows; null if unknown. */
  public @Nullable Integer offset() {
    return offset;
  }

  public Fault fault() {
    return fault;
  }
}
