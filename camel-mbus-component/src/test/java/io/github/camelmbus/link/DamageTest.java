package io.github.camelmbus.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelmbus.link.Damage.Kind;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What octets can be that make no frame. The telegram of the examples is
 *
 * <pre>
 *   68 1B 1B 68  08 05 72 78563412 2D2C 01 04 01 00 0000  0C06 45230100  0413 E8030000  6F 16
 * </pre>
 */
class DamageTest {
  private static byte[] octets(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }

  private static Damage acknowledge(String hex) {
    return Damage.inPlaceOfAcknowledge(octets(hex));
  }

  private static Damage telegram(String hex) {
    return Damage.inPlaceOfTelegram(octets(hex));
  }

  /**
   * Two acknowledges E5h = 1110 0101, least significant bit first 1010 0111, of which the second
   * one begins one to three bits later: what is left has 1 bits where both have them.
   */
  @ParameterizedTest
  @CsvSource({"C0", "85", "21", "45", "A5", "00", "E5 E5", "A5 01"})
  void superposedAcknowledgesCanBeOfSeveralMeters(String hex) {
    assertThat(acknowledge(hex).kind()).isEqualTo(Kind.SEVERAL);
  }

  /** 68h = 0110 1000: what two telegrams leave of their start octets has no other 1 bits. */
  @ParameterizedTest
  @CsvSource({"60 06 04 68 08 01", "00", "48 08 08 48 00 01 50", "68 1B 1A 68 08 01"})
  void superposedTelegramsCanBeOfSeveralMeters(String hex) {
    assertThat(telegram(hex).kind()).isEqualTo(Kind.SEVERAL);
  }

  @ParameterizedTest
  @CsvSource({
    // The converter lost 68h, or 68 1B 1B.
    "1B 1B 68 08 05 72 78 56 34 12 2D 2C 01 04 01 00 00 00 0C 06 45 23 01 00 04 13 E8 03 00 00 6F"
        + " 16",
    "68 08 05 72 78 56 34 12 2D 2C 01 04 01 00 00 00 0C 06 45 23 01 00 04 13 E8 03 00 00 6F 16"
  })
  void telegramWithoutItsFirstOctetsIsOfOneMeter(String hex) {
    Damage damage = telegram(hex);
    assertThat(damage.kind()).isEqualTo(Kind.HEAD_LOST);
    assertThat(damage.text()).isEqualTo("the first octets of the telegram are missing");
    assertThat(damage.several()).isFalse();
  }

  /** C 08, A 05, CI 72, secondary address, and no more: the gateway has cut both ends. */
  @Test
  void telegramWithoutBothEndsIsOfOneMeter() {
    assertThat(telegram("08 05 72 78 56 34 12 24 23 28 04").kind()).isEqualTo(Kind.HEAD_LOST);
  }

  @Test
  void everyThirdOctetOfATelegramIsOfNoSeveralMeters() {
    Damage damage = telegram("1B 08 72 34 2D 01 01 00 0C 23 04 E8 00 6F");
    assertThat(damage.kind()).isEqualTo(Kind.UNKNOWN);
    assertThat(damage.kind().hint()).contains("octets are damaged or lost on the line");
  }

  /** E5h has five 1 bits; sent as 7 data bits 65h and their even parity, 0. */
  @Test
  void acknowledgeOfSevenDataBitsNamesTheSetting() {
    Damage damage = acknowledge("65");
    assertThat(damage.kind()).isEqualTo(Kind.SEVEN_BITS);
    assertThat(damage.kind().hint()).contains("7 data bits").contains("8E1");
  }

  /** 68h has three 1 bits, so its parity is 1: E8h. 1Bh, 08h, 05h, 72h have 4, 1, 2, 4. */
  @Test
  void telegramOfSevenDataBitsNamesTheSetting() {
    Damage damage = telegram("E8 1B 1B E8 88 05 72 78 56 B4");
    assertThat(damage.kind()).isEqualTo(Kind.SEVEN_BITS);
    assertThat(damage.several()).isFalse();
  }

  @Test
  void octetsOfAWrongRateNameTheRate() {
    Damage damage = telegram("F8 FE FC 00 80 FC FE F0 E0 FE 00 F8");
    assertThat(damage.kind()).isEqualTo(Kind.WRONG_RATE);
    assertThat(damage.kind().hint()).contains("--baud auto").contains("--parity");
  }

  @ParameterizedTest
  @CsvSource({"FE", "FE FC", "FF"})
  void octetsOfAnIdleLineAreNoise(String hex) {
    assertThat(acknowledge(hex).kind()).isEqualTo(Kind.NOISE);
    assertThat(telegram(hex).kind()).isEqualTo(Kind.NOISE);
  }

  @ParameterizedTest
  @CsvSource({"FF FB 01 FF FB 03", "FF FD 00", "E5 FF FB 01"})
  void telnetCommandsNameTheProtocolOfThePort(String hex) {
    Damage damage = acknowledge(hex);
    assertThat(damage.kind()).isEqualTo(Kind.TELNET);
    assertThat(damage.kind().hint())
        .isEqualTo(
            "the port of the gateway speaks telnet: switch it to raw (transparent) mode, or write"
                + " rfc2217: in place of tcp:");
    assertThat(damage.several()).isFalse();
  }

  @Test
  void textOfAGatewayIsQuoted() {
    // "busy\r\n"
    Damage damage = telegram("62 75 73 79 0D 0A");
    assertThat(damage.kind()).isEqualTo(Kind.TEXT);
    assertThat(damage.text()).isEqualTo("text came: 'busy'");
  }

  @Test
  void textOfAGatewayIsCutAndHasNoControlCharacters() {
    Damage damage = telegram("1B".repeat(0) + "41".repeat(60) + "0D0A");
    assertThat(damage.text()).isEqualTo("text came: '" + "A".repeat(40) + "...'");
  }

  /** C field 53h is that of a master, CI field 00h the first part; 01 67 DB 08 is ciphered data. */
  @Test
  void cutMessageOfACustomerInterfaceIsNamed() {
    Damage damage =
        Damage.ofFrame(octets("68 FA FA 68 53 FF 00 01 67 DB 08 4B"), Kind.CUT, "it stops");
    assertThat(damage.kind()).isEqualTo(Kind.COSEM);
    assertThat(damage.text()).startsWith("DLMS/COSEM data of a customer interface");
    assertThat(damage.several()).isFalse();
  }

  @Test
  void telegramWithoutEighthBitsNamesTheSetting() {
    // 08+05+72+01+16+05 = 9Bh, of which 1Bh is left without the 8th bit.
    Damage damage =
        Damage.ofFrame(octets("68 06 06 68 08 05 72 01 16 05 1B 16"), Kind.CHECKSUM, "wrong");
    assertThat(damage.kind()).isEqualTo(Kind.EIGHTH_BIT_LOST);
    assertThat(damage.kind().hint()).contains("8th bit");
  }

  /** 08+05+72+01+16+05 = 9Bh: of a lost 8th bit the lower 7 bits 1Bh remain, 1Ah is damage. */
  @Test
  void damagedTelegramThatHasNoEighthBitsNamesNoSetting() {
    Damage damage =
        Damage.ofFrame(octets("68 06 06 68 08 05 72 01 16 05 1A 16"), Kind.CHECKSUM, "wrong");
    assertThat(damage.kind()).isEqualTo(Kind.CHECKSUM);
    assertThat(damage.kind().hint()).doesNotContain("8th bit").doesNotContain("8E1");
  }

  /**
   * Octets that nearly have the form of a kind of damage, and are not of it. An acknowledge E5h =
   * 1110 0101 and a start octet 68h = 0110 1000 leave no 1 bit that they have not; E7h and 69h have
   * bit 1 and bit 0 more.
   */
  @ParameterizedTest
  @CsvSource({"E7", "FD", "1A", "E7 E5"})
  void octetWithAnotherBitIsLeftByNoAcknowledges(String hex) {
    assertThat(acknowledge(hex).kind()).isNotEqualTo(Kind.SEVERAL);
  }

  @ParameterizedTest
  @CsvSource({"69 06 04 68 08 01", "16 68 06 06", "6C 1B 1B 68 08"})
  void octetWithAnotherBitBeginsNoSuperposedTelegrams(String hex) {
    assertThat(telegram(hex).kind()).isNotEqualTo(Kind.SEVERAL);
  }

  @ParameterizedTest
  @CsvSource({
    // The end of the example with checksum 6E in place of 6F, and with stop octet 17.
    "1B 08 05 72 78 56 34 12 2D 2C 01 04 01 00 00 00 0C 06 45 23 01 00 04 13 E8 03 00 00 6E 16",
    "9B 05 72 78 56 34 12 2D 2C 01 04 01 00 00 00 0C 06 45 23 01 00 04 13 E8 03 00 00 6F 17",
    // C field 53h is that of a master; CI 51h is that of a master; 7 octets are too few.
    "53 05 72 78 56 34 12 24 23 28 04",
    "08 05 51 78 56 34 12 24 23 28 04",
    "08 05 72 78 56 34 12"
  })
  void noHeadIsMissingWhereTheRestIsNoTelegram(String hex) {
    assertThat(telegram(hex).kind()).isNotEqualTo(Kind.HEAD_LOST);
  }

  /**
   * E8 1B 1B E8 88 05 72 78 have 4, 4, 4, 4, 2, 2, 4 and 4 bits. 79h has 5; E9h is no start octet;
   * 7 octets are too few.
   */
  @ParameterizedTest
  @CsvSource({"E8 1B 1B E8 88 05 72 79", "E9 1B 1B E8 88 05 72 7B", "E8 1B 1B E8 88 05 72"})
  void otherOctetsAreNotOfSevenDataBits(String hex) {
    assertThat(telegram(hex).kind()).isNotEqualTo(Kind.SEVEN_BITS);
  }

  @ParameterizedTest
  @CsvSource({"E4", "25", "65 65 65", "66"})
  void otherAcknowledgesAreNotOfSevenDataBits(String hex) {
    assertThat(acknowledge(hex).kind()).isNotEqualTo(Kind.SEVEN_BITS);
  }

  /** F9h has two pulses; three octets are too few; 00 to 0F is what a held line leaves. */
  @ParameterizedTest
  @CsvSource({"F8 FE FC F9 80", "F8 FC F0", "00 01 03 07 0F"})
  void otherOctetsNameNoWrongRate(String hex) {
    assertThat(telegram(hex).kind()).isNotEqualTo(Kind.WRONG_RATE);
  }

  @ParameterizedTest
  @CsvSource({"FE FB", "FE 00", "7F", "FB"})
  void octetsWithMoreZerosAreNotThoseOfAnIdleLine(String hex) {
    assertThat(acknowledge(hex).kind()).isNotEqualTo(Kind.NOISE);
    assertThat(telegram(hex).kind()).isNotEqualTo(Kind.NOISE);
  }

  /** FAh begins a subnegotiation, FFh is a doubled octet, 30h is no option, and a cut command. */
  @ParameterizedTest
  @CsvSource({"FF FA 01", "FF FF FF", "FF FB 30", "FF FB", "FB FD 01"})
  void otherOctetsAreNoTelnet(String hex) {
    assertThat(acknowledge(hex).kind()).isNotEqualTo(Kind.TELNET);
    assertThat(telegram(hex).kind()).isNotEqualTo(Kind.TELNET);
  }

  /** Three letters; a letter with its 8th bit; a control character; and only line ends. */
  @ParameterizedTest
  @CsvSource({"62 75 73", "62 75 73 F9 0D", "62 75 73 79 1B", "0D 0A 0D 0A 0D"})
  void otherOctetsAreNoText(String hex) {
    assertThat(telegram(hex).kind()).isNotEqualTo(Kind.TEXT);
  }

  /** C field 08h is that of a meter; CI field 72h is M-Bus; 8 octets are too few. */
  @ParameterizedTest
  @CsvSource({
    "68 FA FA 68 08 FF 00 01 67 DB 08 4B",
    "68 FA FA 68 53 FF 72 01 67 DB 08 4B",
    "68 FA FA 68 53 FF 00 01"
  })
  void otherCutFramesAreOfNoCustomerInterface(String hex) {
    Damage damage = Damage.ofFrame(octets(hex), Kind.CUT, "it stops");
    assertThat(damage.kind()).isEqualTo(Kind.CUT);
    assertThat(damage.several()).isFalse();
  }

  /**
   * A telegram that is cut or has a wrong checksum may be of one meter, and is not said of more.
   */
  @ParameterizedTest
  @CsvSource({"CUT", "CHECKSUM"})
  void damagedFrameNamesNoSeveralMeters(Kind kind) {
    Damage damage = Damage.ofFrame(octets("68 06 06 68 08 05 72 81 16 05 1A 16"), kind, "fault");
    assertThat(damage.kind()).isEqualTo(kind);
    assertThat(damage.several()).isFalse();
  }
}
