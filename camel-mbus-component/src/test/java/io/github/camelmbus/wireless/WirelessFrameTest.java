package io.github.camelmbus.wireless;

import static io.github.camelmbus.wireless.WirelessTelegrams.FORMAT_A;
import static io.github.camelmbus.wireless.WirelessTelegrams.FORMAT_B;
import static io.github.camelmbus.wireless.WirelessTelegrams.LONG_FORMAT_A;
import static io.github.camelmbus.wireless.WirelessTelegrams.LONG_FORMAT_B;
import static io.github.camelmbus.wireless.WirelessTelegrams.WITHOUT_CRC;
import static io.github.camelmbus.wireless.WirelessTelegrams.octets;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelmbus.MBusFormatException;
import io.github.camelmbus.MBusFormatException.Fault;
import io.github.camelmbus.application.Keys;
import io.github.camelmbus.application.MeterData;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WirelessFrameTest {

  private static WirelessFrame frame(String telegram) {
    return requireNonNull(WirelessFrame.decode(octets(telegram)), "no wireless telegram");
  }

  private static MeterData data(String telegram) {
    return (MeterData) frame(telegram).message(Keys.NONE);
  }

  private static MBusFormatException fault(String telegram) {
    return Assertions.catchThrowableOfType(MBusFormatException.class, () -> data(telegram));
  }

  /** The telegram with one bit of an octet changed. */
  private static String damaged(String telegram, int offset) {
    byte[] octets = octets(telegram);
    octets[offset] ^= 0x01;
    return HexFormat.of().formatHex(octets);
  }

  @Test
  void checksumIsThatOfTheCatalogue() {
    // CRC-16/EN-13757 of "123456789" is C2B7h.
    byte[] digits = "123456789".getBytes(StandardCharsets.US_ASCII);

    assertThat(Crc.of(digits, 0, digits.length)).isEqualTo(0xC2B7);
  }

  @ParameterizedTest
  @ValueSource(strings = {WITHOUT_CRC, FORMAT_A, FORMAT_B})
  void telegramIsTheSameInEachFormat(String telegram) {
    assertThat(frame(telegram).sender()).hasToString("1234567824232804");
    assertThat(frame(telegram).length()).isEqualTo(telegram.length() / 2);
    assertThat(data(telegram)).isEqualTo(data(WITHOUT_CRC));
    assertThat(data(telegram).content().records()).hasSize(2);
  }

  @Test
  void longTelegramHasSeveralChecksums() {
    for (String telegram : List.of(LONG_FORMAT_A, LONG_FORMAT_B)) {
      assertThat(data(telegram).content().complete()).isTrue();
      assertThat(data(telegram).content().records()).hasSize(21);
    }
  }

  @Test
  void octetsBehindATelegramWithChecksumsAreNotOfIt() {
    assertThat(frame(FORMAT_A + "D5").length()).isEqualTo(29);
    assertThat(frame(FORMAT_B + "D5").length()).isEqualTo(27);
    assertThat(fault(WITHOUT_CRC + "D5").fault()).isEqualTo(Fault.LENGTH);
    assertThat(fault(WITHOUT_CRC + "D5").offset()).isEqualTo(25);
  }

  // 10 octets, checksum; then 16 octets and a checksum each.
  @ParameterizedTest
  @CsvSource({"9, 10", "10, 10", "13, 28", "28, 28", "31, 46", "154, 154"})
  void wrongChecksumOfFormatAIsAFaultAtTheChecksum(int wrong, int crcAt) {
    MBusFormatException fault = fault(damaged(LONG_FORMAT_A, wrong));

    assertThat(fault.fault()).isEqualTo(Fault.CHECKSUM);
    assertThat(fault.offset()).isEqualTo(crcAt);
  }

  @Test
  void formatAWithoutItsFirstChecksumAndItsCFieldIsNoTelegram() {
    assertThat(WirelessFrame.decode(octets(damaged(LONG_FORMAT_A, 1)))).isNull();
  }

  @Test
  void wrongChecksumOfFormatBIsAFaultAtTheChecksum() {
    // Octets 25 and 26 are the checksum: as records they end too early.
    MBusFormatException fault = fault(damaged(FORMAT_B, 20));

    assertThat(fault.fault()).isEqualTo(Fault.CHECKSUM);
    assertThat(fault.offset()).isEqualTo(25);
  }

  @Test
  void telegramOfFormatAThatIsCutOffIsTruncated() {
    for (int length = 12; length < FORMAT_A.length() / 2; length++) {
      MBusFormatException fault = fault(FORMAT_A.substring(0, 2 * length));

      assertThat(fault.fault()).isEqualTo(Fault.TRUNCATED);
      assertThat(fault.offset()).isEqualTo(length);
    }
  }

  // The CI field is octet 10; without it nothing says what the octets are.
  @Test
  void telegramWithoutChecksumsThatIsCutOffIsTruncated() {
    for (int length = 0; length < WITHOUT_CRC.length() / 2; length++) {
      String telegram = WITHOUT_CRC.substring(0, 2 * length);

      if (length <= 10) {
        assertThat(WirelessFrame.decode(octets(telegram))).isNull();
      } else {
        assertThat(fault(telegram).fault()).isEqualTo(Fault.TRUNCATED);
        assertThat(fault(telegram).offset()).isEqualTo(length);
      }
    }
  }

  // C field of a master; a manufacturer with a letter before A; CI fields of a master and without
  // meaning.
  @ParameterizedTest
  @CsvSource({"1844, 1853", "442423, 440023", "7A, 51", "7A, C0"})
  void withoutChecksumsAllElseMustBeThatOfAMeter(String right, String wrong) {
    String telegram = WITHOUT_CRC.replaceFirst(right, wrong);

    assertThat(WirelessFrame.decode(octets(telegram))).isNull();
  }

  @Test
  void manufacturerMayHaveBit15() {
    assertThat(frame(WITHOUT_CRC.replace("442423", "4424A3")).sender().manufacturer())
        .isEqualTo(0xA324);
  }

  @Test
  void telegramToAMeterIsNoReading() {
    // SND_NKE: L = 9, C 40, no CI field; its checksum by the division of WirelessTelegrams.
    String telegram = "09" + "40" + "2423" + "78563412" + "28" + "04" + "@CRC@";

    assertThat(fault(telegram.replace("@CRC@", "ECAE")).fault()).isEqualTo(Fault.NOT_A_READING);
  }

  // The header of CI 7A has 4 octets; offsets count the checksum behind octet 9.
  @Test
  void headerThatDoesNotFitIsTruncatedAtItsPlaceInTheTelegram() {
    String telegram = "0C" + "44" + "2423" + "78563412" + "28" + "04" + "7A" + "2A" + "00";

    assertThat(fault(telegram).fault()).isEqualTo(Fault.TRUNCATED);
    assertThat(fault(telegram).offset()).isEqualTo(13);
  }

  @Test
  void randomOctetsAreNoTelegramButByRareChance() {
    Random random = new Random(1);
    int taken = 0;
    for (int i = 0; i < 10_000; i++) {
      byte[] octets = new byte[random.nextInt(300)];
      random.nextBytes(octets);
      taken += isTaken(octets) ? 1 : 0;
    }
    // C field 8 of 256, three letters 26 of 32 each, CI field about 60 of 256: 4 in 1000.
    assertThat(taken).isLessThan(80);
  }

  private static boolean isTaken(byte[] octets) {
    try {
      return WirelessFrame.decode(octets) != null;
    } catch (MBusFormatException damaged) {
      return true;
    }
  }
}
