package io.github.camelmbus.application;

import org.jspecify.annotations.Nullable;

/**
 * How the records of a telegram are encrypted, and whether they could be read (EN 13757-7, 7.6).
 *
 * <pre>
 *   configuration word   15..13  12..8  7..4                                  3..0
 *                                mode   encrypted blocks of 16 octets each
 * </pre>
 *
 * @param mode 5 is AES-128-CBC with an initialisation vector of header fields, 7 with a derived
 *     key.
 * @param state {@code decrypted}, {@link #NO_KEY}, {@code wrong-key} or {@link #UNSUPPORTED}.
 */
public record Security(int mode, String state) {
  /** Encrypted, and no key is known. */
  public static final String NO_KEY = "no-key";

  /** Encrypted in a mode that this software does not decrypt. */
  public static final String UNSUPPORTED = "unsupported";

  private static final int AES_CBC_IV = 5;
  private static final int AES_CBC_DERIVED_KEY = 7;
  private static final int BLOCK = 16;

  /**
   * What a configuration word says about the data behind its header.
   *
   * <p>Old meters send anything here, FFFFh for example, with clear data. So only the two known
   * modes count, and only where the encrypted blocks fit into the data.
   *
   * @param octets of data behind the header.
   * @return null for clear data.
   */
  static @Nullable Security of(int configuration, int octets) {
    int mode = configuration >> 8 & 0x1F;
    int encrypted = (configuration >> 4 & 0x0F) * BLOCK;
    if (encrypted == 0 || encrypted > octets) {
      return null;
    }
    return switch (mode) {
      case AES_CBC_IV -> new Security(mode, NO_KEY);
      case AES_CBC_DERIVED_KEY -> new Security(mode, UNSUPPORTED);
      default -> null;
    };
  }

  /** Why there are no records, for the warnings of a reading. */
  String warning() {
    String why = state.equals(NO_KEY) ? "no key is known for this meter" : "it is not supported";
    return "the records are encrypted in security mode %d: %s".formatted(mode, why);
  }
}
