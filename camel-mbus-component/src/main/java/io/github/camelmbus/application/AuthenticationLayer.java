package io.github.camelmbus.application;

import io.github.camelmbus.MBusFormatException;
import io.github.camelmbus.MBusFormatException.Fault;
import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Authentication and fragmentation layer (AFL, CI 90h) in front of a message (EN 13757-7, clause
 * 6).
 *
 * <pre>
 *   length1  FCL2  [MCL1]  [key information2]  [MCR4]  [MAC]  [message length2]   CI message...
 *
 *   FCL   14 more fragments  13 MCL  12 message length  11 MCR  10 MAC  9 key information
 *         7..0 number of the fragment
 *   MCL   3..0 kind of MAC: 3 to 7 are AES-CMAC of 2, 4, 8, 12 or 16 octets
 * </pre>
 *
 * @param control MCL; 0 if it is missing.
 * @param counter MCR as on the wire, never the same twice with one key; empty if it is missing.
 * @param mac as on the wire; empty if it is missing.
 * @param messageLength as on the wire; empty if it is missing.
 * @param message the CI field after this layer and all that follows.
 */
record AuthenticationLayer(
    int control, byte[] counter, byte[] mac, byte[] messageLength, byte[] message) {

  private static final int MORE_FRAGMENTS = 0x4000;
  private static final int CONTROL = 0x2000;
  private static final int MESSAGE_LENGTH = 0x1000;
  private static final int COUNTER = 0x0800;
  private static final int MAC = 0x0400;
  private static final int KEY_INFORMATION = 0x0200;
  private static final int FRAGMENT = 0x00FF;
  private static final int[] MAC_OCTETS = {0, 0, 0, 2, 4, 8, 12, 16};

  /**
   * @param data what follows CI 90h.
   * @return null for one of several fragments, which is no message.
   * @throws MBusFormatException TRUNCATED if the layer, or the CI field after it, does not fit.
   */
  static @Nullable AuthenticationLayer decode(byte[] data) {
    int end = data.length == 0 ? 1 : 1 + Octets.at(data, 0);
    if (end >= data.length || end < 3) {
      throw truncated(data.length, "it needs a length of at least 2, and a CI field after it");
    }
    int fcl = Octets.wordAt(data, 1);
    if ((fcl & MORE_FRAGMENTS) != 0 || (fcl & FRAGMENT) > 1) {
      return null;
    }
    Fields fields = new Fields(data, end);
    byte[] control = fields.next(fcl, CONTROL, 1);
    fields.next(fcl, KEY_INFORMATION, 2);
    byte[] counter = fields.next(fcl, COUNTER, KeyDerivation.COUNTER_OCTETS);
    int length = (fcl & MESSAGE_LENGTH) == 0 ? 0 : 2;
    byte[] mac = fields.next(fcl, MAC, fields.remaining() - length);
    byte[] messageLength = fields.next(fcl, MESSAGE_LENGTH, 2);
    return new AuthenticationLayer(
        control.length == 0 ? 0 : control[0] & 0xFF,
        counter,
        mac,
        messageLength,
        Arrays.copyOfRange(data, end, data.length));
  }

  private static MBusFormatException truncated(int offset, String why) {
    return new MBusFormatException(
        Fault.TRUNCATED, offset, "the authentication layer (AFL) does not fit: " + why);
  }

  boolean hasCounter() {
    return counter.length > 0;
  }

  /** Whether a MAC can be checked, or there is none. */
  boolean isMacKnown() {
    int kind = control & 0x0F;
    boolean known = kind < MAC_OCTETS.length && MAC_OCTETS[kind] == mac.length;
    return mac.length == 0 || known && hasCounter();
  }

  /** Whether the message is what the meter sent. */
  boolean isAuthentic(AesKey key, SecondaryAddress meter) {
    if (mac.length == 0) {
      return true;
    }
    ByteArrayOutputStream authenticated = new ByteArrayOutputStream();
    authenticated.write(control);
    authenticated.writeBytes(counter);
    authenticated.writeBytes(messageLength);
    authenticated.writeBytes(message);
    byte[] code =
        AesCmac.of(KeyDerivation.macKey(key, counter, meter), authenticated.toByteArray());
    return MessageDigest.isEqual(Arrays.copyOf(code, mac.length), mac);
  }

  /** Optional fields, one after the other. */
  private static final class Fields {
    private final byte[] data;
    private final int end;
    private int position = 3;

    Fields(byte[] data, int end) {
      this.data = data;
      this.end = end;
    }

    int remaining() {
      return end - position;
    }

    /** The next field; empty if its flag is not set. */
    byte[] next(int flags, int flag, int length) {
      if ((flags & flag) == 0) {
        return new byte[0];
      }
      if (length < 0 || length > remaining()) {
        throw truncated(position, "its fields are longer than its length says");
      }
      position += length;
      return Arrays.copyOfRange(data, position - length, position);
    }
  }
}
