package io.github.camelmbus.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.camelmbus.MBusFormatException;
import io.github.camelmbus.MBusFormatException.Fault;
import io.github.camelmbus.application.Keys;
import io.github.camelmbus.data.FunctionField;
import io.github.camelmbus.data.Quality;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadingDecoderTest {
  private static final Instant READ_AT = Instant.parse("2026-11-22T04:27:00.123Z");

  private static MeterReading of(String... telegrams) {
    return ReadingDecoder.ofTelegrams(Telegrams.all(telegrams), null, null, null);
  }

  private static List<String> keys(MeterReading reading) {
    return reading.records().stream().map(MeterReading.Record::key).toList();
  }

  @Test
  void headerNamesTheMeter() {
    MeterReading reading =
        ReadingDecoder.ofTelegrams(
            Telegrams.all(Telegrams.ENERGY_ONLY), "tcp://gateway:10001", READ_AT, "Flat 3");

    assertThat(reading.meter())
        .isEqualTo(
            new MeterReading.Meter(
                "12345678", "Flat 3", "HYD", 40, "heat", 4, "1234567824232804", 5));
    assertThat(reading.line()).isEqualTo("tcp://gateway:10001");
    assertThat(reading.readAt()).isEqualTo(READ_AT);
    assertThat(reading.accessNumber()).isEqualTo(42);
    assertThat(reading.status()).isEqualTo(new MeterReading.Status(0, List.of()));
    assertThat(reading.telegrams()).containsExactly(Telegrams.ENERGY_ONLY);
  }

  @Test
  void recordTellsWhatTheMeterSent() {
    assertThat(of(Telegrams.ENERGY_ONLY).records())
        .containsExactly(
            new MeterReading.Record(
                "energy",
                "energy",
                new BigDecimal("12345000"),
                "W.h",
                FunctionField.INSTANTANEOUS,
                0,
                0,
                0,
                List.of(),
                Quality.GOOD,
                "0C0645230100"));
  }

  @Test
  void goodTelegramIsCompleteAndWithoutWarnings() {
    MeterReading reading = of(Telegrams.ENERGY_ONLY);

    assertThat(reading.complete()).isTrue();
    assertThat(reading.moreRecordsFollow()).isFalse();
    assertThat(reading.warnings()).isEmpty();
    assertThat(reading.manufacturerData()).isNull();
    assertThat(reading.security()).isNull();
    assertThat(reading.error()).isNull();
  }

  @Test
  void shortHeaderTellsThePrimaryAddressOnly() {
    MeterReading reading = of(Telegrams.SHORT_HEADER);

    assertThat(reading.meter())
        .isEqualTo(new MeterReading.Meter(null, null, null, null, null, null, null, 5));
    assertThat(reading.accessNumber()).isEqualTo(42);
    assertThat(reading.status()).isEqualTo(new MeterReading.Status(4, List.of("power-low")));
    assertThat(keys(reading)).containsExactly("flowTemperature");
  }

  @Test
  void withoutHeaderThereIsNoStatus() {
    MeterReading reading = of(Telegrams.NO_HEADER);

    assertThat(reading.accessNumber()).isNull();
    assertThat(reading.status()).isNull();
    assertThat(keys(reading)).containsExactly("flowTemperature");
  }

  @Test
  void manufacturerDataIsKept() {
    assertThat(of(Telegrams.MANUFACTURER_DATA).manufacturerData()).isEqualTo("C0FE");
  }

  @Test
  void firstOfTwoTelegramsSaysThatMoreRecordsFollow() {
    MeterReading reading = of(Telegrams.FIRST_OF_TWO);

    assertThat(reading.moreRecordsFollow()).isTrue();
    assertThat(keys(reading)).containsExactly("energy", "flowTemperature");
  }

  @Test
  void severalTelegramsAreOneReadingWithUniqueKeys() {
    MeterReading reading = of(Telegrams.FIRST_OF_TWO, Telegrams.SECOND_OF_TWO);

    assertThat(keys(reading))
        .containsExactly("energy", "flowTemperature", "energy_storage1", "energy_2");
    assertThat(reading.accessNumber()).isEqualTo(42);
    assertThat(reading.moreRecordsFollow()).isFalse();
    assertThat(reading.complete()).isTrue();
    assertThat(reading.telegrams())
        .containsExactly(Telegrams.FIRST_OF_TWO, Telegrams.SECOND_OF_TWO);
  }

  @Test
  void followUpTelegramThatIsDamagedCostsItsOwnRecordsOnly() {
    String damaged = Telegrams.SECOND_OF_TWO.replace("46230100", "47230100");

    MeterReading reading = of(Telegrams.FIRST_OF_TWO, damaged);

    assertThat(keys(reading)).containsExactly("energy", "flowTemperature");
    assertThat(reading.complete()).isFalse();
    assertThat(reading.moreRecordsFollow()).isTrue();
    assertThat(reading.warnings())
        .containsExactly("telegram 2: the checksum of the octets is 10h, the frame says 0Fh");
    assertThat(reading.telegrams()).containsExactly(Telegrams.FIRST_OF_TWO, damaged);
  }

  @Test
  void followUpTelegramOfAnotherMeterIsNotBookedToThisOne() {
    MeterReading reading = of(Telegrams.FIRST_OF_TWO, Telegrams.OF_ANOTHER_METER);

    assertThat(keys(reading)).containsExactly("energy", "flowTemperature");
    assertThat(reading.complete()).isFalse();
    assertThat(reading.warnings())
        .containsExactly("telegram 2: it is of meter 1234567924232804, not of 1234567824232804");
  }

  @Test
  void encryptedTelegramTellsItsMeterAndNoRecords() {
    MeterReading reading = of(Telegrams.ENCRYPTED);

    assertThat(reading.meter()).isNotNull();
    assertThat(reading.meter().id()).isEqualTo("12345678");
    assertThat(reading.security()).isEqualTo(new MeterReading.Security(5, "no-key"));
    assertThat(reading.records()).isEmpty();
    assertThat(reading.complete()).isFalse();
    assertThat(reading.warnings())
        .containsExactly(
            "the records are encrypted in security mode 5: no key is known for this meter");
    assertThat(reading.telegrams()).containsExactly(Telegrams.ENCRYPTED);
  }

  @Test
  void encryptedTelegramIsReadWithTheKeyOfItsMeter() {
    Keys keys = Keys.parse("12345678=000102030405060708090A0B0C0D0E0F");

    MeterReading reading = ReadingDecoder.decodeHex(Telegrams.ENCRYPTED_RECORDS, keys);

    assertThat(reading.security()).isEqualTo(new MeterReading.Security(5, "decrypted"));
    assertThat(keys(reading)).containsExactly("energy", "flowTemperature");
    assertThat(reading.complete()).isTrue();
    assertThat(reading.warnings()).isEmpty();
  }

  @Test
  void wrongKeyGivesTheHeaderAndNoRecords() {
    Keys keys = Keys.parse("100102030405060708090A0B0C0D0E0F");

    MeterReading reading = ReadingDecoder.decodeHex(Telegrams.ENCRYPTED_RECORDS, keys);

    assertThat(reading.security()).isEqualTo(new MeterReading.Security(5, "wrong-key"));
    assertThat(reading.meter().id()).isEqualTo("12345678");
    assertThat(reading.records()).isEmpty();
    assertThat(reading.complete()).isFalse();
    assertThat(reading.warnings())
        .containsExactly(
            "the records are encrypted in security mode 5: the key of this meter does not fit");
  }

  @Test
  void fixedDataNamesNeitherManufacturerNorVersion() {
    MeterReading reading = of(Telegrams.FIXED_DATA);

    assertThat(reading.meter())
        .isEqualTo(
            new MeterReading.Meter(
                "12345678", null, null, null, "water", 7, "12345678FFFFFF07", 5));
    assertThat(reading.accessNumber()).isEqualTo(10);
    assertThat(reading.status()).isEqualTo(new MeterReading.Status(6, List.of("power-low")));
    assertThat(keys(reading)).containsExactly("volume_storage1", "volume_storage1_2");
  }

  @Test
  void alarmIsAReading() {
    MeterReading reading = of(Telegrams.ALARM);

    assertThat(reading.status()).isNull();
    assertThat(reading.records())
        .containsExactly(
            new MeterReading.Record(
                "alarmStatus",
                "alarm-status",
                new BigDecimal("4"),
                "1",
                FunctionField.INSTANTANEOUS,
                0,
                0,
                0,
                List.of(),
                Quality.GOOD,
                "04"));
  }

  @Test
  void firstTelegramDecidesWhetherThereIsAReading() {
    assertThatExceptionOfType(MBusFormatException.class)
        .isThrownBy(() -> of(Telegrams.BUSY, Telegrams.ENERGY_ONLY))
        .satisfies(fault -> assertThat(fault.fault()).isEqualTo(Fault.APPLICATION_ERROR));
  }

  @Test
  void noTelegramIsNoReading() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> of())
        .withMessage("a reading is made of at least one telegram, none came");
  }

  @Test
  void textMayHaveSpacesAndLowerCase() {
    String spaced = " " + String.join(" ", Telegrams.ENERGY_ONLY.toLowerCase().split("(?<=\\G..)"));

    assertThat(ReadingDecoder.decodeHex(spaced)).isEqualTo(of(Telegrams.ENERGY_ONLY));
  }

  @ParameterizedTest
  @CsvSource({
    "'', truncated, 0",
    "00, start, 0",
    "68040568, length, 2",
    "680000680816, length, 1",
    Telegrams.ENERGY_ONLY + "00, length, 27",
    "681515680805, truncated, 6",
    "6804046808057008FF16, checksum, 8",
    "68040468080570088517, stop, 9",
    Telegrams.HALF_A_HEADER + ", truncated, 13",
    Telegrams.MANUFACTURER_CI + ", unsupported-ci, 6",
    Telegrams.BUSY + ", application-error, 6",
    "680303680805707D16, application-error, 6",
    "680303680805788516, not-a-reading, 4",
    "680B0B6853FD5278563412242328042916, not-a-reading, 4",
    "68060668730551017A064A16, not-a-reading, 4",
    "105B0C6716, not-a-reading, 0",
    "E5, not-a-reading, 0",
  })
  void telegramThatIsNoReadingBecomesAnError(String telegram, String code, int offset) {
    MeterReading reading = ReadingDecoder.decodeHex(telegram);

    assertThat(reading.error()).isNotNull();
    assertThat(reading.error().code()).isEqualTo(code);
    assertThat(reading.error().offset()).isEqualTo(offset);
    assertThat(reading.telegrams()).containsExactly(telegram);
    assertThat(reading.meter()).isNull();
    assertThat(reading).isInstanceOf(MeterReading.Failure.class);
    assertThat(reading.complete()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    Telegrams.BUSY + ", the meter reports an error: application too busy for the readout (08h)",
    Telegrams.MANUFACTURER_CI
        + ", 'CI B7h (manufacturer specific) is not decoded, its octets are kept'",
    "68060668730551017A084C16, 'a reading is a long frame of a meter, this is not: SND_UD(73h) is"
        + " a frame of the master: data send: primaryAddress = 8'",
    "680404680805510F6D16, 'a reading is a long frame of a meter, this is not: a command to a meter,"
        + " data send'",
    "E5, 'a reading is a long frame of a meter, this is not: ACK is a frame without application"
        + " data'",
  })
  void errorSaysWhatCame(String telegram, String message) {
    assertThat(ReadingDecoder.decodeHex(telegram).error())
        .extracting(MeterReading.Problem::message)
        .isEqualTo(message);
  }

  /**
   * Frames of a customer interface to all, FFh: SND_UD with CI 00 and 11, the first and the last
   * part of a message, and CI 60. The octets from 53 on add up to 4DEh, 3EAh and 2B5h.
   */
  @ParameterizedTest
  @CsvSource({
    "680F0F6853FF000167DB084D42555301020304DE16, CI 00h",
    "6807076873FF110167A55AEA16, CI 11h",
    "6805056853FF600102B516, CI 60h"
  })
  void dlmsOnFramesOfMBusIsNamed(String telegram, String ci) {
    MeterReading.Problem error = ReadingDecoder.decodeHex(telegram).error();

    assertThat(error).isNotNull();
    assertThat(error.code()).isEqualTo("not-a-reading");
    assertThat(error.offset()).isEqualTo(6);
    assertThat(error.message())
        .startsWith(
            "DLMS/COSEM data of a customer interface (HAN), which is not M-Bus application data")
        .contains(ci)
        .doesNotContain("request of a master");
  }

  /** 04 6D: minute 33, hour 22 with hundred-year bits 2 (40h), 10.9., year 24: 2124. */
  private static final String CLOCK_OF_2124 =
      "6815156808057278563412242328042A000000046D21560A395B16";

  @ParameterizedTest
  @CsvSource({
    "2026-11-22T04:27:00Z, 2024-09-10T22:33",
    // 76 years later 2124 is closer than 2024.
    "2100-11-22T04:27:00Z, 2124-09-10T22:33",
    // Before the clock of the machine that reads was set.
    "1970-01-01T00:00:00Z, 2024-09-10T22:33",
  })
  void clockACenturyAheadGetsTheYearClosestToTheReading(Instant readAt, String value) {
    MeterReading reading =
        ReadingDecoder.ofTelegrams(Telegrams.all(CLOCK_OF_2124), null, readAt, null);

    MeterReading.Record clock = reading.records().get(0);
    assertThat(clock.value()).isEqualTo(value);
    assertThat(clock.quality()).isEqualTo(Quality.GOOD);
    assertThat(clock.raw()).isEqualTo("046D21560A39");
    assertThat(reading.complete()).isTrue();
    assertThat(reading.warnings())
        .isEqualTo(
            value.startsWith("2124")
                ? List.of()
                : List.of(
                    "dateTime: the meter sends the year 2124 by its hundred-year bits, 2024 is"
                        + " taken"));
  }

  @Test
  void clockACenturyAheadOfAStoredTelegramIsOneOf1981To2080() {
    MeterReading reading = ReadingDecoder.decodeHex(CLOCK_OF_2124);

    assertThat(reading.records().get(0).value()).isEqualTo("2024-09-10T22:33");
    assertThat(reading.warnings()).hasSize(1);
  }

  /** A697h and 2697h, both ITW: only the secondary address shows bit 15. */
  @Test
  void bit15OfTheManufacturerIsKeptInTheSecondaryAddress() {
    MeterReading reading =
        ReadingDecoder.decodeHex("681515680805727856341297A628042B0000000C0645230100A216");

    assertThat(reading.meter().manufacturer()).isEqualTo("ITW");
    assertThat(reading.meter().secondaryAddress()).isEqualTo("1234567897A62804");
  }

  @ParameterizedTest
  @CsvSource({
    "68 0x, 4, 'a telegram is hexadecimal digits, ''x'' is none: ''68 0x'''",
    "680, 3, 'a telegram has two hexadecimal digits for each octet, 3 are odd: ''680'''",
    // Fullwidth digits are digits, but not hexadecimal ones.
    "６８, 0, 'a telegram is hexadecimal digits, ''６'' is none: ''６８'''",
  })
  void textThatIsNotHexadecimalIsKeptInTheMessage(String text, int offset, String message) {
    MeterReading reading = ReadingDecoder.decodeHex(text);

    assertThat(reading.error()).isEqualTo(new MeterReading.Problem("hex", message, offset));
    assertThat(reading.telegrams()).isEmpty();
  }
}
