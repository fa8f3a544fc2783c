package io.github.camelmbus.application;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The fields between the header and the encrypted blocks in security mode 7 (EN 13757-7, 7.7.5).
 *
 * <pre>
 *   configuration word  bit 13: with message counter
 *   extension1          bit 6: with key version; bits 5..4: 1 = key derivation function A
 *   [message counter4]  [key version1]
 * </pre>
 *
 * @param counter as on the wire; null without one.
 * @param octets that these fields take.
 */
record DerivedKeyFields(byte @Nullable [] counter, int octets) {
  private static final int WITH_COUNTER = 0x2000;
  private static final int WITH_KEY_VERSION = 0x40;
  private static final int KEY_DERIVATION = 0x30;
  private static final int FUNCTION_A = 0x10;

  /**
   * @param data what follows the header.
   * @return null if it is too short for these fields and the encrypted blocks, or if the key is not
   *     derived by function A.
   */
  static @Nullable DerivedKeyFields decode(Header header, byte[] data) {
    if (data.length == 0 || (data[0] & KEY_DERIVATION) != FUNCTION_A) {
      return null;
    }
    boolean withCounter = (header.configuration() & WITH_COUNTER) != 0;
    int octets =
        1
            + (withCounter ? KeyDerivation.COUNTER_OCTETS : 0)
            + ((data[0] & WITH_KEY_VERSION) == 0 ? 0 : 1);
    if (octets + Security.encryptedOctets(header.configuration()) > data.length) {
      return null;
    }
    byte[] counter =
        withCounter ? Arrays.copyOfRange(data, 1, 1 + KeyDerivation.COUNTER_OCTETS) : null;
    return new DerivedKeyFields(counter, octets);
  }
}
