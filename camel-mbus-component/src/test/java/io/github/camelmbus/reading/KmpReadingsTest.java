package io.github.camelmbus.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.camelmbus.kmp.KmpFormatException;
import java.time.Instant;
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

  @Test
  void damagedFramesAreRefused() {
    assertThatExceptionOfType(KmpFormatException.class)
        .isThrownBy(() -> reading(SERIAL, "40 3F 10 07 9B 0D"));
  }
}
