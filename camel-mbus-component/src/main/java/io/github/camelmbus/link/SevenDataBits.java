package io.github.camelmbus.link;

import org.jspecify.annotations.Nullable;

/**
 * Whether the line has 7 data bits, so that each octet loses its 8th bit. An acknowledge E5h that
 * comes as 65h is a sign, and no proof: superposed acknowledges can leave it. The proof is a
 * telegram after it, as of all that is superposed no telegram is left whose checksum fits:
 *
 * <ul>
 *   <li>no octet has its 8th bit, and the lower 7 bits of the checksum fit, as a lost 8th bit
 *       changes the sum by 80h; or the whole checksum fits by chance, after a second 65h;
 *   <li>or the 8th bit of each octet is its parity.
 * </ul>
 *
 * <p>Where one octet came with an 8th bit that is no parity, the line has 8 data bits. Confined to
 * the bus thread, but for {@link #proof()}.
 */
final class SevenDataBits {
  private static final Damage PROOF =
      new Damage(
          Damage.Kind.SEVEN_BITS,
          "acknowledges came as 65h instead of E5h, and a telegram without the 8th bit of its"
              + " octets");

  /** With so many octets an even parity of each is no chance. */
  private static final int MANY = 16;

  private int acknowledges;
  private boolean eighthBit;
  private boolean noParity;
  private volatile boolean proven;

  /** Octets came, whatever they are. */
  void heard(byte[] chunk, int count) {
    for (int i = 0; i < count; i++) {
      eighthBit |= chunk[i] < 0;
      noParity |= Integer.bitCount(chunk[i] & 0xFF) % 2 != 0;
    }
  }

  void replied(Reply reply) {
    if (isProof(reply)) {
      proven = true;
    } else if (reply instanceof Reply.Garbled garbled && isAcknowledge(garbled)) {
      acknowledges++;
    }
  }

  private static boolean isAcknowledge(Reply.Garbled garbled) {
    return garbled.damage().kind() == Damage.Kind.SEVEN_BITS && garbled.octets().length() == 1;
  }

  private boolean isProof(Reply reply) {
    if (reply instanceof Reply.Garbled garbled) {
      return acknowledges > 0
          && switch (garbled.damage().kind()) {
            case SEVEN_BITS -> garbled.octets().length() >= MANY && !noParity;
            case EIGHTH_BIT_LOST -> !eighthBit;
            default -> false;
          };
    }
    return isTelegram(reply) && acknowledges > 1 && !eighthBit;
  }

  private static boolean isTelegram(Reply reply) {
    return reply instanceof Reply.Answer answer && answer.isTelegram()
        || reply instanceof Reply.Mismatch mismatch && mismatch.last().isTelegram();
  }

  /** What has shown it; null if nothing has. Any thread. */
  @Nullable Damage proof() {
    return proven ? PROOF : null;
  }
}
