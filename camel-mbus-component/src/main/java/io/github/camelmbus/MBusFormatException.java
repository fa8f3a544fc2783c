package io.github.camelmbus;

import java.util.Locale;

/**
 * Octets that are not what they should be: the fault, and the offset of the octet at which it
 * shows.
 */
public final class MBusFormatException extends MBusException {
  private static final long serialVersionUID = 1L;

  /** What is wrong with a telegram, in the order in which it is checked. */
  public enum Fault {
    /** The text is not hexadecimal or has an odd number of digits. */
    HEX,
    /** No start octet (E5h, A2h, 10h, 68h), or the second 68h of a long frame is missing. */
    START,
    /** An octet is not stuffed as frames of the Kamstrup Meter Protocol have to be. */
    STUFFING,
    /** The two L fields differ, L is below 3, or there are more octets than the frame has. */
    LENGTH,
    /** Fewer octets than the frame, or the fixed part of its CI field, asks for. */
    TRUNCATED,
    /** The checksum is not the sum of the octets from the C field on. */
    CHECKSUM,
    /** The last octet is not 16h. */
    STOP,
    /** The CI field is none that this software decodes. */
    UNSUPPORTED_CI,
    /** The meter reports that it could not do what was asked (CI 70h). */
    APPLICATION_ERROR,
    /** A good frame that carries no reading: acknowledge, short, control or master frame. */
    NOT_A_READING;

    /** The code in the JSON of a reading, {@code application-error} for example. */
    public String code() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  private final Fault fault;
  private final int offset;

  /**
   * @param fault what is wrong.
   * @param offset octets before the one at which the fault shows, from 0.
   * @param message who, what was asked, what came.
   */
  public MBusFormatException(Fault fault, int offset, String message) {
    super(message);
    this.fault = fault;
    this.offset = offset;
  }

  public Fault fault() {
    return fault;
  }

  public int offset() {
    return offset;
  }
}
