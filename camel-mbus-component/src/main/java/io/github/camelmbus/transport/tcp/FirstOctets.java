package io.github.camelmbus.transport.tcp;

/**
 * The first octets that came on a connection. A server with TLS answers octets that are not TLS
 * with an alert record (RFC 8446, 5.1 and 6), and closes the connection:
 *
 * <pre>
 *   15      content type alert
 *   03 0x   version, 3.0 to 3.4
 *   00 02   length
 *   02      level: 1 warning, 2 fatal
 *   0A      description, here unexpected_message
 * </pre>
 *
 * <p>No telegram of a meter begins with 15h. Confined to the bus thread.
 */
final class FirstOctets {
  private static final int ALERT = 0x15;
  private static final int MAJOR_VERSION = 3;
  private static final int LAST_MINOR_VERSION = 4;

  private final byte[] octets = new byte[7];
  private int count;

  void add(byte[] chunk, int length) {
    int taken = Math.min(length, octets.length - count);
    System.arraycopy(chunk, 0, octets, count, taken);
    count += taken;
  }

  boolean any() {
    return count > 0;
  }

  /** Whether they are an alert of TLS. */
  boolean isTlsAlert() {
    boolean record =
        octets[0] == ALERT
            && octets[1] == MAJOR_VERSION
            && octets[2] >= 0
            && octets[2] <= LAST_MINOR_VERSION;
    boolean twoOctets = octets[3] == 0 && octets[4] == 2;
    boolean level = octets[5] == 1 || octets[5] == 2;
    return count == octets.length && record && twoOctets && level;
  }
}
