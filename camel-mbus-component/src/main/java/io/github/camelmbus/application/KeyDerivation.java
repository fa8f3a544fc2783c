package io.github.camelmbus.application;

import java.util.Arrays;

/**
 * The keys of one message, derived from the key of the meter (EN 13757-7, 9.6.1: key derivation
 * function A).
 *
 * <pre>
 *   AES-CMAC of   purpose1  message counter4  identification number4  07h x 7
 * </pre>
 */
final class KeyDerivation {
  static final int COUNTER_OCTETS = 4;

  private static final int ENCRYPTION = 0x00;
  private static final int MAC = 0x01;
  private static final byte FILLER = 0x07;
  private static final int IDENTIFICATION_OCTETS = 4;

  private KeyDerivation() {}

  /**
   * The key that encrypts this message alone.
   *
   * @param counter as on the wire; {@value #COUNTER_OCTETS} octets.
   */
  static AesKey encryptionKey(AesKey key, byte[] counter, SecondaryAddress meter) {
    return derive(ENCRYPTION, key, counter, meter);
  }

  /**
   * The key that signs this message alone.
   *
   * @param counter as on the wire; {@value #COUNTER_OCTETS} octets.
   */
  static AesKey macKey(AesKey key, byte[] counter, SecondaryAddress meter) {
    return derive(MAC, key, counter, meter);
  }

  private static AesKey derive(int purpose, AesKey key, byte[] counter, SecondaryAddress meter) {
    byte[] input = new byte[AesKey.OCTETS];
    Arrays.fill(input, FILLER);
    input[0] = (byte) purpose;
    System.arraycopy(counter, 0, input, 1, COUNTER_OCTETS);
    System.arraycopy(meter.octets(), 0, input, 1 + COUNTER_OCTETS, IDENTIFICATION_OCTETS);
    return AesKey.of(AesCmac.of(key, input));
  }
}
