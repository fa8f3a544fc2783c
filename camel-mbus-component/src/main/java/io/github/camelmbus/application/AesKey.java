package io.github.camelmbus.application;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

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
   * @throws IllegalArgumentException if they are not; the message does not quote them.
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
    return apply("ECB", Cipher.ENCRYPT_MODE, null, block);
  }

  /**
   * Whole blocks in CBC mode.
   *
   * @param octets a multiple of {@link #OCTETS}.
   * @param initialisationVector of {@link #OCTETS}.
   */
  byte[] decryptCbc(byte[] octets, byte[] initialisationVector) {
    return apply("CBC", Cipher.DECRYPT_MODE, new IvParameterSpec(initialisationVector), octets);
  }

  /**
   * Octets in counter mode.
   *
   * @param initialisationVector of {@link #OCTETS}, the first counter.
   */
  byte[] decryptCtr(byte[] octets, byte[] initialisationVector) {
    return apply("CTR", Cipher.DECRYPT_MODE, new IvParameterSpec(initialisationVector), octets);
  }

  private byte[] apply(
      String mode, int operation, @Nullable IvParameterSpec vector, byte[] octets) {
    try {
      Cipher cipher = Cipher.getInstance("AES/" + mode + "/NoPadding");
      cipher.init(operation, key, vector);
      return cipher.doFinal(octets);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every JDK has AES in mode " + mode, impossible);
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
