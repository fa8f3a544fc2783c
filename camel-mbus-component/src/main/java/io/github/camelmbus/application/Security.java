package io.github.camelmbus.application;

import org.jspecify.annotations.Nullable;

/**
 * How the records of a telegram are encrypted according to its header, and whether they could be
 * read (EN 13757-7, 7.6).
 *
 * <pre>
 *   configuration word   15..13  12..8  7..4                                  3..0
 *                                mode   encrypted blocks of 16 octets each
 * </pre>
 *
 * @param mode 5 is AES-128-CBC with an initialisation vector of header fields, 7 with a derived
 *     key; 1 is AES-128-CTR in the extended link layer of a wireless telegram (EN 13757-4).
 * @param state {@link #DECRYPTED}, {@link #CLEAR}, {@link #NO_KEY}, {@link #WRONG_KEY} or {@link
 *     #UNSUPPORTED}.
 */
public record Security(int mode, String state) {
  /** Encrypted, and decrypted with the known key. */
  public static final String DECRYPTED = "decrypted";

  /**
   * In clear, although the header says that they are encrypted: the meter did not encrypt them, or
   * a receiver has decrypted them and left the header as it was. No key has proved which meter sent
   * them.
   */
  public static final String CLEAR = "clear";

  /** Encrypted, and no key is known. */
  public static final String NO_KEY = "no-key";

  /** The known key gives no plain text, or the message is not the one that the meter signed. */
  public static final String WRONG_KEY = "wrong-key";

  /** Encrypted in a way that this software does not decrypt. */
  public static final String UNSUPPORTED = "unsupported";

  /** Mode of the extended link layer: AES-128 in counter mode. */
  public static final int AES_CTR = 1;

  private static final int AES_CBC_IV = 5;
  private static final int AES_CBC_DERIVED_KEY = 7;
  private static final int BLOCK = 16;

  /**
   * What a configuration word says about the data after its header.
   *
   * <p>Old meters send anything here, FFFFh for example, with clear data. So only the two known
   * modes count, and only if the encrypted blocks fit into the data. The state is {@link #NO_KEY}.
   *
   * @param octets of data after the header.
   * @return null for clear data.
   */
  static @Nullable Security of(int configuration, int octets) {
    int mode = configuration >> 8 & 0x1F;
    int encrypted = encryptedOctets(configuration);
    if (encrypted == 0 || encrypted > octets) {
      return null;
    }
    return mode == AES_CBC_IV || mode == AES_CBC_DERIVED_KEY ? new Security(mode, NO_KEY) : null;
  }

  /** How many octets of data a configuration word says are encrypted. */
  static int encryptedOctets(int configuration) {
    return (configuration >> 4 & 0x0F) * BLOCK;
  }

  Security with(String newState) {
    return new Security(mode, newState);
  }

  /** Whether each message has a key of its own. */
  boolean isDerived() {
    return mode == AES_CBC_DERIVED_KEY;
  }

  /** Whether the records are there. */
  public boolean hasRecords() {
    return state.equals(DECRYPTED) || state.equals(CLEAR);
  }

  /** Why there are no records, for the warnings of a reading. */
  String warning() {
    String why =
        switch (state) {
          case NO_KEY -> "no key is known for this meter";
          case WRONG_KEY -> "the key of this meter does not fit";
          default -> "it is not supported";
        };
    return mode == AES_CTR
        ? "the extended link layer is encrypted with AES-CTR: " + why
        : "the records are encrypted in security mode %d: %s".formatted(mode, why);
  }
}
