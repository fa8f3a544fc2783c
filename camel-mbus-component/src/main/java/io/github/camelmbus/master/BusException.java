package io.github.camelmbus.master;

import io.github.camelmbus.MBusException;
import io.github.camelmbus.OctetString;
import java.util.HexFormat;

/** A meter did not do what was asked, while the line itself works. */
public abstract class BusException extends MBusException {
  private static final long serialVersionUID = 1L;

  private final String code;
  private final String line;
  private final String address;
  private final byte[] octets;
  private final int attempts;

  /** The facts that each of these exceptions has. */
  public record Facts(String line, String address, OctetString octets, int attempts) {}

  public BusException(String code, Facts facts, String message) {
    super(facts.line + ": " + message);
    this.code = code;
    this.line = facts.line;
    this.address = facts.address;
    this.octets = facts.octets.toArray();
    this.attempts = facts.attempts;
  }

  /**
   * The code in the JSON of a reading: no-answer, collision, garbled, mismatch, application-error,
   * refused, line; of a write also unsafe, not-verified, status, record-error.
   */
  public String code() {
    return code;
  }

  public String line() {
    return line;
  }

  /** The meter as it was asked for. */
  public String address() {
    return address;
  }

  /** What came last, as it came; empty if nothing did. */
  public byte[] octets() {
    return octets.clone();
  }

  /** Requests that were sent. */
  public int attempts() {
    return attempts;
  }

  /** Octets in text, cut where they are many. */
  public static String hex(byte[] octets) {
    int most = 24;
    String text =
        HexFormat.ofDelimiter(" ")
            .withUpperCase()
            .formatHex(octets, 0, Math.min(octets.length, most));
    return octets.length > most ? text + " .. (" + octets.length + " octets)" : text;
  }
}
