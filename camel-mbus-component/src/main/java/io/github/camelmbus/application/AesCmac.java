package io.github.camelmbus.application;

import java.util.Arrays;

/** AES-CMAC, the message authentication code of RFC 4493, which the JDK does not have. */
final class AesCmac {
  private static final int BLOCK = AesKey.OCTETS;
  private static final int R_128 = 0x87;
  private static final byte PADDING = (byte) 0x80;

  private AesCmac() {}

  /** The code of a message: 16 octets. */
  static byte[] of(AesKey key, byte[] message) {
    byte[] subkey1 = doubled(key.encryptBlock(new byte[BLOCK]));
    int blocks = Math.max(1, (message.length + BLOCK - 1) / BLOCK);
    int last = (blocks - 1) * BLOCK;
    byte[] state = new byte[BLOCK];
    for (int from = 0; from < last; from += BLOCK) {
      xor(state, Arrays.copyOfRange(message, from, from + BLOCK));
      state = key.encryptBlock(state);
    }
    byte[] block = Arrays.copyOf(Arrays.copyOfRange(message, last, message.length), BLOCK);
    boolean whole = message.length - last == BLOCK;
    if (!whole) {
      block[message.length - last] = PADDING;
    }
    xor(state, block);
    xor(state, whole ? subkey1 : doubled(subkey1));
    return key.encryptBlock(state);
  }

  /** Multiplies by x in GF(2^128): a subkey is made of the one before. */
  private static byte[] doubled(byte[] octets) {
    byte[] shifted = new byte[BLOCK];
    for (int i = 0; i < BLOCK; i++) {
      int next = i + 1 < BLOCK ? octets[i + 1] & 0xFF : 0;
      shifted[i] = (byte) (octets[i] << 1 | next >> 7);
    }
    if (octets[0] < 0) {
      shifted[BLOCK - 1] ^= (byte) R_128;
    }
    return shifted;
  }

  private static void xor(byte[] target, byte[] other) {
    for (int i = 0; i < BLOCK; i++) {
      target[i] ^= other[i];
    }
  }
}
