package io.github.camelmbus.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelmbus.OctetString;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/**
 * What proves that a line has 7 data bits. The telegram of the examples is
 *
 * <pre>
 *   68 0A 0A 68  08 05 72 78563492 2D2C 01  sum 08+05+72+78+56+34+92+2D+2C+01 = 26D
 * </pre>
 *
 * <p>It has a header that is cut, which the link layer does not look at. Without its 8th bits 92h
 * is 12h, the sum 1EDh, and the checksum 6Dh, of which EDh differs in the 8th bit only.
 */
class SevenDataBitsTest {
  private static final String STRIPPED = "68 0A 0A 68 08 05 72 78 56 34 12 2D 2C 01 6D 16";

  private final SevenDataBits bits = new SevenDataBits();

  private void acknowledge(String hex) {
    byte[] octets = octets(hex);
    bits.heard(octets, octets.length);
    bits.replied(new Reply.Garbled(OctetString.of(octets), Damage.inPlaceOfAcknowledge(octets)));
  }

  private void frame(String hex) {
    byte[] octets = octets(hex);
    bits.heard(octets, octets.length);
    Damage damage = Damage.ofFrame(octets, Damage.Kind.CHECKSUM, "the checksum is wrong");
    bits.replied(new Reply.Garbled(OctetString.of(octets), damage));
  }

  private void telegram(String hex) {
    byte[] octets = octets(hex);
    bits.heard(octets, octets.length);
    bits.replied(new Reply.Garbled(OctetString.of(octets), Damage.inPlaceOfTelegram(octets)));
  }

  private static byte[] octets(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }

  @Test
  void acknowledgeAndTelegramWithoutTheirEighthBitsAreProof() {
    acknowledge("65");
    assertThat(bits.proof()).isNull();
    frame(STRIPPED);
    assertThat(bits.proof()).isNotNull();
  }

  @Test
  void acknowledgesAloneAreNone() {
    for (int i = 0; i < 20; i++) {
      acknowledge("65");
    }
    assertThat(bits.proof()).isNull();
  }

  @Test
  void telegramAloneIsNone() {
    frame(STRIPPED);
    assertThat(bits.proof()).isNull();
  }

  /** 11h in place of 12h: the sum is 1ECh, whose lower 7 bits 6Ch are not those of 6Dh. */
  @Test
  void telegramWithAnotherFaultIsNone() {
    acknowledge("65");
    frame(STRIPPED.replace("34 12", "34 11"));
    assertThat(bits.proof()).isNull();
  }

  @Test
  void octetWithAnEighthBitRefutesIt() {
    acknowledge("E5 E5");
    acknowledge("65");
    frame(STRIPPED);
    assertThat(bits.proof()).isNull();
  }

  /**
   * 68h and 0Ah have 3 and 2 bits, 08h 1, 05h 2, 72h 4, 78h 4, 56h 4, 34h 3, 12h 2, 2Dh 4, 2Ch 3,
   * 01h 1, 6Dh 5, 16h 3: those with an odd number have the 8th bit as their parity.
   */
  @Test
  void eighthBitsThatAreParityAreProof() {
    acknowledge("65");
    telegram("E8 0A 0A E8 88 05 72 78 56 B4 12 2D AC 81 ED 96");
    assertThat(bits.proof()).isNotNull();
  }

  /** 8 octets have an even parity by chance once in 256 times. */
  @Test
  void fewOctetsWithParityAreNone() {
    acknowledge("65");
    telegram("E8 0A 0A E8 88 05 72 78");
    assertThat(bits.proof()).isNull();
  }
}
