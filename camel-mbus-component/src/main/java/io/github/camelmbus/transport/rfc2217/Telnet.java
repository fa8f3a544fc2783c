package io.github.camelmbus.transport.rfc2217;

import java.io.ByteArrayOutputStream;

/** Codes of telnet: RFC 854 (commands), 856 (binary), 858 (suppress go ahead), 2217 (COM port). */
final class Telnet {
  static final int SE = 240;
  static final int SB = 250;
  static final int WILL = 251;
  static final int WONT = 252;
  static final int DO = 253;
  static final int DONT = 254;
  static final int IAC = 255;

  static final int BINARY = 0;
  static final int SUPPRESS_GO_AHEAD = 3;
  static final int COM_PORT_OPTION = 44;

  private Telnet() {}

  static byte[] negotiation(int verb, int option) {
    return new byte[] {(byte) IAC, (byte) verb, (byte) option};
  }

  /** {@code IAC SB option contents IAC SE}. */
  static byte[] subnegotiation(int option, byte[] contents) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(IAC);
    out.write(SB);
    out.write(option);
    out.writeBytes(escaped(contents));
    out.write(IAC);
    out.write(SE);
    return out.toByteArray();
  }

  /** Octets as data: FFh is sent twice (RFC 854; RFC 2217 for the contents of a subnegotiation). */
  static byte[] escaped(byte[] octets) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(octets.length + 8);
    for (byte octet : octets) {
      out.write(octet);
      if ((octet & 0xFF) == IAC) {
        out.write(octet);
      }
    }
    return out.toByteArray();
  }
}
