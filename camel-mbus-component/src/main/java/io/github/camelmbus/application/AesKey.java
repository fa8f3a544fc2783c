package io.github.camelmbus.application;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** A key for AES-128. It never shows its octets. */
final class AesKey {
  /** Octets of a key and of a block. */
  static final int OCTETS = 16;

  private final SecretKeySpec key;

  private AesKey(byte[] octets) {
    key = new SecretKeySpec(octets, "AES");
  }

  /**
   * @param octets {@link #OCTETS} of them; copied.
   */
  static AesKey of(byte[] octets) {
    if (octets.length != OCTETS) {
      throw new IllegalArgumentException(
          "a key for AES-128 is %d octets, not %d".formatted(OCTETS, octets.length));
    }
    return new AesKey(octets);
  }

  /**
   * @param digits 32 hexadecimal digits.
   * @throws IllegalArgumentException without the digits, if they are others.
   */
  static AesKey parse(String digits) {
    boolean hexadecimal = digits.chars().allMatch(HexFormat::isHexDigit);
    if (digits.length() != 2 * OCTETS || !hexadecimal) {
      throw new IllegalArgumentException(
          "a key for AES-128 is %d hexadecimal digits, %d characters came%s"
              .formatted(
                  2 * OCTETS, digits.length(), hexadecimal ? "" : ", some of them no such digits"));
    }
    return new AesKey(HexFormat.of().parseHex(digits));
  }

  /** One block in ECB mode. */
  byte[] encryptBlock(byte[] block) {
    try {
      Cipher cipher = Cipher.getInstance("AES/ECB/NoPadding");
      cipher.init(Cipher.ENCRYPT_MODE, key);
      return cipher.doFinal(block);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every JDK has AES in ECB mode", impossible);
    }
  }

  /**
   * Whole blocks in CBC mode.
   *
   * @param octets a multiple of {@link #OCTETS}.
   * @param initialisationVector of {@link #OCTETS}.
   */
  byte[] decryptCbc(byte[] octets, byte[] initialisationVector) {
    try {
      Cipher cipher = Cipher.getInstance("AES/CBC/NoPadding");
      cipher.init(Cipher.DECRYPT_MODE, key, new IvParameterSpec(initialisationVector));
      return cipher.doFinal(octets);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every JDK has AES in CBC mode", impossible);
    }
  }

  /**
   * Octets in counter mode.
   *
   * @param initialisationVector of {@link #OCTETS}, the first counter.
   */
  byte[] decryptCtr(byte[] octets, byte[] initialisationVector) {
    try {
      Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
      cipher.init(Cipher.DECRYPT_MODE, key, new IvParameterSpec(initialisationVector));
      return cipher.doFinal(octets);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every JDK has AES in counter mode", impossible);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AesKey that && Arrays.equals(key.getEncoded(), that.key.getEncoded());
  }

  @Override
  public int hashCode() {
    return key.hashCode();
  }

  @Override
  public String toString() {
    return "AesKey[masked]";
  }
}
