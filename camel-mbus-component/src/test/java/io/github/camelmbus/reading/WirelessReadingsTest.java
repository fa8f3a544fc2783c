package io.github.camelmbus.reading;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelmbus.application.Keys;
import io.github.camelmbus.wireless.WirelessTelegrams;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WirelessReadingsTest {
  private static final Keys KEY = Keys.parse("12345678=" + WirelessTelegrams.KEY);

  @ParameterizedTest
  @ValueSource(
      strings = {
        WirelessTelegrams.WITHOUT_CRC,
        WirelessTelegrams.FORMAT_A,
        WirelessTelegrams.FORMAT_B,
      })
  void meterOfAShortHeaderIsTheSenderOfTheLinkLayer(String telegram) {
    MeterReading reading = ReadingDecoder.decodeHex(telegram);

    assertThat(reading.meter())
        .isEqualTo(
            new MeterReading.Meter(
                "12345678", null, "HYD", 40, "heat", 4, "1234567824232804", null));
    assertThat(reading.accessNumber()).isEqualTo(0x2A);
    assertThat(reading.records())
        .extracting(MeterReading.Record::key)
        .containsExactly("energy", "flowTemperature");
    assertThat(reading.complete()).isTrue();
    assertThat(reading.warnings()).isEmpty();
    assertThat(reading.telegrams()).containsExactly(telegram);
  }

  @Test
  void vectorOfAShortHeaderIsThatOfTheLinkLayer() {
    MeterReading reading = ReadingDecoder.decodeHex(WirelessTelegrams.MODE_5, KEY);

    assertThat(reading.security()).isEqualTo(new MeterReading.Security(5, "decrypted"));
    assertThat(reading.records().get(0).value()).hasToString("12345000");
  }

  @Test
  void derivedKeyOfAShortHeaderIsThatOfTheSender() {
    MeterReading reading = ReadingDecoder.decodeHex(WirelessTelegrams.MODE_7, KEY);

    assertThat(reading.security()).isEqualTo(new MeterReading.Security(7, "decrypted"));
    assertThat(reading.records().get(0).value()).hasToString("12345000");
  }

  @ParameterizedTest
  @ValueSource(strings = {WirelessTelegrams.MODE_5_DECRYPTED, WirelessTelegrams.MODE_7_DECRYPTED})
  void telegramThatAReceiverHasDecryptedNeedsNoKeyAndProvesNone(String telegram) {
    for (Keys keys : List.of(Keys.NONE, KEY)) {
      MeterReading reading = ReadingDecoder.decodeHex(telegram, keys);

      assertThat(reading.security().state()).isEqualTo("clear");
      assertThat(reading.records().get(0).value()).hasToString("12345000");
    }
  }

  @Test
  void plainTextThatIsNotWholeIsStillEncrypted() {
    // 0F and manufacturer data would be whole; DIF 04 with 3 octets is not.
    String telegram = WirelessTelegrams.MODE_5_DECRYPTED.replace("2F2F2F2F", "04130000");

    assertThat(ReadingDecoder.decodeHex(telegram).security().state()).isEqualTo("no-key");
  }

  @Test
  void telegramOfAWiredMeterIsTakenForClearAndNeverForDecrypted() {
    // As Telegrams.ENCRYPTED_RECORDS, with the plain text: the sum of the octets is 465h.
    String telegram =
        "681F1F68"
            + "08"
            + "05"
            + "72"
            + "78563412"
            + "2423"
            + "28"
            + "04"
            + "2A"
            + "00"
            + "1005"
            + "2F2F0C06452301000A5A23042F2F2F2F"
            + "65"
            + "16";

    assertThat(ReadingDecoder.decodeHex(telegram).security().state()).isEqualTo("clear");
  }

  @Test
  void meterAndVectorOfALongHeaderAreThoseOfTheHeader() {
    MeterReading reading = ReadingDecoder.decodeHex(WirelessTelegrams.OF_A_RADIO_MODULE, KEY);

    assertThat(reading.meter()).extracting(MeterReading.Meter::id).isEqualTo("12345678");
    assertThat(reading.meter()).extracting(MeterReading.Meter::deviceType).isEqualTo("heat");
    assertThat(reading.security()).isEqualTo(new MeterReading.Security(5, "decrypted"));
  }

  @Test
  void encryptionOfTheLinkLayerShowsInTheSecurity() {
    MeterReading reading = ReadingDecoder.decodeHex(WirelessTelegrams.LAYER_II);

    assertThat(reading.security()).isEqualTo(new MeterReading.Security(1, "no-key"));
    assertThat(reading.meter()).extracting(MeterReading.Meter::id).isEqualTo("12345678");
    assertThat(reading.warnings()).singleElement().asString().contains("AES-CTR", "no key");
    assertThat(ReadingDecoder.decodeHex(WirelessTelegrams.LAYER_II, KEY).records()).hasSize(2);
  }

  @Test
  void wrongChecksumIsAnErrorAndNoReading() {
    MeterReading reading =
        ReadingDecoder.decodeHex(WirelessTelegrams.FORMAT_A.replace("4E6B", "4E6A"));

    assertThat(reading.error()).extracting(MeterReading.Problem::code).isEqualTo("checksum");
    assertThat(reading.error().message()).contains("12 to 26", "4E6Bh", "4E6Ah");
    assertThat(reading.records()).isEmpty();
  }

  @Test
  void oneWrongBitOfFormatAIsNeverAReading() {
    byte[] telegram = HexFormat.of().parseHex(WirelessTelegrams.FORMAT_A);
    for (int bit = 0; bit < telegram.length * Byte.SIZE; bit++) {
      byte[] damaged = telegram.clone();
      damaged[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);

      assertThat(ReadingDecoder.decode(damaged, Keys.NONE).error()).isNotNull();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        WirelessTelegrams.WITHOUT_CRC,
        WirelessTelegrams.FORMAT_B,
        WirelessTelegrams.MODE_5,
        WirelessTelegrams.OF_A_RADIO_MODULE,
        WirelessTelegrams.LAYER_II,
      })
  void anyWrongOctetGivesAReadingOrAnError(String hex) {
    byte[] telegram = HexFormat.of().parseHex(hex);
    for (int i = 0; i < telegram.length << Byte.SIZE; i++) {
      byte[] damaged = telegram.clone();
      damaged[i >> Byte.SIZE] = (byte) i;

      MeterReading reading = ReadingDecoder.decode(damaged, KEY);

      assertThat(reading.error() == null).isEqualTo(reading.meter() != null);
    }
  }
}
