package io.github.camelmbus.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.camelmbus.kmp.KmpFormatException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What users get of a meter under a head. */
class KmpReadingsTest {
  private static final String SERIAL = "40 3F 02 04 A1 B2 C3 7F 11 0D";

  private static MeterReading reading(String... frames) {
    List<byte[]> telegrams =
        Arrays.stream(frames)
            .map(frame -> HexFormat.of().parseHex(frame.replace(" ", "")))
            .toList();
    return KmpReadings.ofTelegrams(telegrams, "sim:kmp", Instant.parse("2026-11-28T12:45:00Z"));
  }

  @Test
  void registersAreRecordsWithKeysAsOfMBus() {
    MeterReading reading =
        reading(
            SERIAL,
            "40 3F 10 00 3C 03 04 43 00 01 E2 1B BF 9F 34 0D",
            "40 3F 10 03 EB 30 04 00 00 03 FC 08 BA E8 0D");

    assertThat(ReadingJson.text(reading))
        .isEqualTo(
            "{\"meter\":{\"id\":\"77705923\",\"manufacturer\":\"KAM\"},\"line\":\"sim:kmp\","
                + "\"readAt\":\"2026-11-28T12:45:00.000Z\",\"records\":["
                + "{\"key\":\"energy\",\"quantity\":\"energy\",\"value\":123456000,\"unit\":\"W.h\","
                + "\"function\":\"instantaneous\",\"storage\":0,\"tariff\":0,\"subunit\":0,"
                + "\"qualifiers\":[],\"quality\":\"good\",\"raw\":\"003C0304430001E240\"},"
                + "{\"key\":\"date\",\"quantity\":\"date\",\"value\":\"2026-11-28\","
                + "\"function\":\"instantaneous\",\"storage\":0,\"tariff\":0,\"subunit\":0,"
                + "\"qualifiers\":[],\"quality\":\"good\",\"raw\":\"03EB3004000003FC08\"}],"
                + "\"moreRecordsFollow\":false,\"complete\":true,\"warnings\":[],"
                + "\"telegrams\":[\"403F0204A1B2C37F110D\","
                + "\"403F10003C0304430001E21BBF9F340D\","
                + "\"403F1003EB3004000003FC08BAE80D\"]}");
  }

  /** Register 60 is an energy; here its unit is 26h, K. */
  @Test
  void aRegisterWithAUnitThatDoesNotFitItsRowIsKnownByItsNumber() {
    // 3F 10 00 3C 26 01 00 05: checksum 58E2.
    MeterReading reading = reading(SERIAL, "40 3F 10 00 3C 26 01 00 05 58 E2 0D");

    assertThat(reading.records())
        .extracting(MeterReading.Record::key)
        .containsExactly("register60");
    assertThat(reading.records().get(0).unit()).isEqualTo("K");
  }

  /** 123.456 MWh and 7 MWh of register 60 in one answer: keys are unique in a reading. */
  @Test
  void aRegisterThatComesTwiceHasTwoKeysAndAWarning() {
    MeterReading reading =
        reading(SERIAL, "40 3F 10 00 3C 03 04 43 00 01 E2 1B BF 00 3C 03 01 00 07 D5 81 0D");

    assertThat(reading.records())
        .extracting(MeterReading.Record::key)
        .containsExactly("energy", "energy_2");
    assertThat(reading.records().get(1).number()).isEqualByComparingTo("7000000");
    assertThat(reading.warnings()).containsExactly("register 60 came 2 times in one readout");
    assertThat(reading.complete()).isTrue();
  }

  @Test
  void damagedFramesAreRefused() {
    assertThatExceptionOfType(KmpFormatException.class)
        .isThrownBy(() -> reading(SERIAL, "40 3F 10 07 9B 0D"));
  }

  /** Volumes 1234.56 and 1231.36 m3 of ids 291 and 290 of the day log. */
  private static final String VOLUMES =
      "40 3F B8 1B F9 04 00 02 01 00 00 01 23 00 00 02 00 00 1B BF 00 44 28 04 42"
          + " 00 01 E2 1B BF 00 01 E1 00 8A 30 0D";

  /** Register 1003 of the same: 03FC08h = 261128, 03FC07h = 261127. */
  private static final String DATES =
      "40 3F B8 1B F9 04 00 02 01 00 00 01 23 00 00 01 23 00 00 03 EB 30 04 00 00 03 FC 08"
          + " 00 03 FC 07 CA 93 0D";

  /** Id 291 of the hour log, register 348: 2026-11-28 12:45:00. */
  private static final String HOUR =
      "40 3F B8 1B F9 05 00 01 01 00 00 01 23 00 00 01 23 00 00 01 5C 4F 07 00 3C 1A 0B 1C 0C 2D"
          + " 00 5D 01 0D";

  private static List<byte[]> octets(String... frames) {
    return Arrays.stream(frames)
        .map(frame -> HexFormat.of().parseHex(frame.replace(" ", "")))
        .toList();
  }

  private static List<MeterReading> log(String word, List<Long> ids, String... frames) {
    return KmpReadings.ofLog(octets(frames), word, ids, "sim:kmp", ZoneId.of("Europe/Berlin"));
  }

  @Test
  void anEntryOfALogIsAReadingWithTheTimeOfTheEntry() {
    List<MeterReading> readings = log("day", List.of(291L, 290L), SERIAL, DATES, VOLUMES);

    assertThat(ReadingJson.text(readings.get(1)))
        .isEqualTo(
            "{\"meter\":{\"id\":\"77705923\",\"manufacturer\":\"KAM\"},\"line\":\"sim:kmp\","
                + "\"readAt\":\"2026-11-26T23:00:00.000Z\",\"source\":\"log\",\"log\":\"day\","
                + "\"logEntry\":290,\"records\":["
                + "{\"key\":\"date\",\"quantity\":\"date\",\"value\":\"2026-11-27\","
                + "\"function\":\"instantaneous\",\"storage\":0,\"tariff\":0,\"subunit\":0,"
                + "\"qualifiers\":[],\"quality\":\"good\",\"raw\":\"03EB3004000003FC07\"},"
                + "{\"key\":\"volume\",\"quantity\":\"volume\",\"value\":1231.36,\"unit\":\"m3\","
                + "\"function\":\"instantaneous\",\"storage\":0,\"tariff\":0,\"subunit\":0,"
                + "\"qualifiers\":[],\"quality\":\"good\",\"raw\":\"00442804420001E100\"}],"
                + "\"moreRecordsFollow\":false,\"complete\":true,\"warnings\":[],"
                + "\"telegrams\":[\""
                + String.join("\",\"", SERIAL, DATES, VOLUMES).replace(" ", "")
                + "\"]}");
    assertThat(readings.get(0).readAt()).isEqualTo("2026-11-27T23:00:00Z");
  }

  @Test
  void anEntryWithDateAndTimeIsThatMoment() {
    MeterReading reading = log("hour", List.of(291L), SERIAL, HOUR).get(0);

    assertThat(reading.readAt()).isEqualTo("2026-11-28T11:45:00Z");
    assertThat(reading.warnings()).isEmpty();
  }

  @Test
  void theTimeOfAnEntryIsNotGuessed() {
    MeterReading reading = log("day", List.of(290L), SERIAL, VOLUMES).get(0);

    assertThat(reading.readAt()).isNull();
    assertThat(reading.warnings())
        .containsExactly("entry 290 of the day log does not say when it was made");
  }

  /** Pages of other registers may begin and end elsewhere. */
  @Test
  void anEntryHasThePagesThatItIsIn() {
    MeterReading reading = log("day", List.of(290L), SERIAL, HOUR, VOLUMES).get(0);

    assertThat(reading.telegrams())
        .containsExactly(SERIAL.replace(" ", ""), VOLUMES.replace(" ", ""));
    List<byte[]> kept = reading.telegrams().stream().map(HexFormat.of()::parseHex).toList();
    assertThat(KmpReadings.ofLogEntry(kept, reading.log(), "sim:kmp", null)).isEqualTo(reading);
  }

  @Test
  void framesOfMBusAreOthers() {
    assertThat(KmpReadings.areTelegrams(octets(SERIAL, VOLUMES))).isTrue();
    assertThat(KmpReadings.areTelegrams(octets(SERIAL, "10 5B FE 59 16"))).isFalse();
    assertThat(KmpReadings.areTelegrams(List.of())).isFalse();
  }
}
