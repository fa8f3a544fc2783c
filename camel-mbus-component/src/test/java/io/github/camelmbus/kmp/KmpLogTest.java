package io.github.camelmbus.kmp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.camelmbus.OctetString;
import io.github.camelmbus.kmp.KmpLogAnswer.Log;
import io.github.camelmbus.kmp.KmpLogAnswer.LogConfiguration;
import io.github.camelmbus.kmp.KmpLogAnswer.ModuleLog;
import io.github.camelmbus.kmp.KmpLogRequest.GetLog;
import io.github.camelmbus.kmp.KmpLogRequest.GetLogConfiguration;
import io.github.camelmbus.kmp.KmpLogRequest.GetModuleLogFromOffset;
import io.github.camelmbus.kmp.KmpLogRequest.GetModuleLogFromRecord;
import io.github.camelmbus.kmp.KmpLogRequest.GetModuleLogFromTime;
import io.github.camelmbus.kmp.KmpLogRequest.GetUnreadModuleLog;
import io.github.camelmbus.kmp.KmpLogRequest.ModuleSelection;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Requests for logs and their answers; the frames were computed apart from this code. */
class KmpLogTest {
  private static final int DAY = KmpLog.DAY.code();
  private static final ModuleSelection FIVE = new ModuleSelection(1, List.of(60), 5, 0x60);
  private static final LocalDateTime NOON = LocalDateTime.of(2026, 11, 28, 12, 0);

  private static KmpFrame frame(String hex) {
    return KmpFrame.decode(HexFormat.of().parseHex(hex.replace(" ", "")));
  }

  private static OctetString octets(String hex) {
    return OctetString.of(HexFormat.of().parseHex(hex.replace(" ", "")));
  }

  private static String hex(KmpFrame frame) {
    return HexFormat.ofDelimiter(" ").withUpperCase().formatHex(frame.encode());
  }

  static Stream<Arguments> requests() {
    return Stream.of(
        // Log 1, one register, 003C = 60, 5 records, 60h octets, 26-11-28 12:00:00.
        Arguments.of(
            new GetModuleLogFromTime(FIVE, NOON),
            KmpFrame.TOP_MODULE,
            "80 7F A0 01 01 00 3C 05 60 1A 0B 1C 0C 00 00 00 00 2C 58 0D"),
        Arguments.of(new GetLogConfiguration(DAY), KmpFrame.METER, "80 3F B8 05 04 10 28 0D"),
        Arguments.of(
            GetLog.newest(DAY, 0, 1, List.of(60)),
            KmpFrame.METER,
            "80 3F B8 07 04 00 00 00 01 01 00 3C 7F 1B F2 0D"),
        // 0123h = 291; the sub-command 06h is stuffed.
        Arguments.of(
            GetLog.back(DAY, 291, 5, List.of(68)),
            KmpFrame.METER,
            "80 3F B8 1B F9 04 00 00 01 23 00 05 01 00 44 8E 0A 0D"));
  }

  @ParameterizedTest
  @MethodSource("requests")
  void aRequestIsItsOctetsBothWays(KmpRequest<?> request, int destination, String octets) {
    assertThat(hex(request.frame(destination))).isEqualTo(octets);
    assertThat(KmpRequest.decode(frame(octets))).isEqualTo(request);
  }

  /** The same selection, with a record, and with an offset after the time; and without both. */
  @Test
  void aModuleIsAskedInFourWays() {
    String selection = "01 01 003C 05 60";

    assertThat(new GetUnreadModuleLog(FIVE).data()).isEqualTo(octets(selection));
    assertThat(new GetModuleLogFromRecord(FIVE, 300).data()).isEqualTo(octets(selection + "012C"));
    assertThat(new GetModuleLogFromOffset(FIVE, NOON, 2).data())
        .isEqualTo(octets(selection + "1A0B1C0C0000 0000 0002"));
    for (KmpRequest<?> request :
        List.of(
            new GetUnreadModuleLog(FIVE),
            new GetModuleLogFromRecord(FIVE, 300),
            new GetModuleLogFromOffset(FIVE, NOON, 2))) {
      assertThat(KmpRequest.decode(request.frame(KmpFrame.BASE_MODULE))).isEqualTo(request);
    }
  }

  @Test
  void onlyTheRequestThatMovesTheMarkOfTheModuleChangesSomething() {
    assertThat(new GetUnreadModuleLog(FIVE).changesNothing()).isFalse();
    assertThat(new GetModuleLogFromRecord(FIVE, 300).changesNothing()).isTrue();
    assertThat(new GetLogConfiguration(DAY).changesNothing()).isTrue();
  }

  /** Two records of E1: 123.456 and 123.557 MWh; last read and newest 11; the log ends. */
  private static final String MODULE =
      "40 7F A0 01 01 00 0A 00 3C 03 04 43 00 01 E2 1B BF 00 0B 00 01 E2 A5 00 0B 00 0B 10 5A 59 0D";

  @Test
  void recordsOfAModuleHaveTheFormatOfTheFirst() {
    ModuleLog log = new GetModuleLogFromTime(FIVE, NOON).answer(frame(MODULE));

    assertThat(log.entries()).extracting(LogEntry::id).containsExactly(10L, 11L);
    assertThat(log.entries())
        .extracting(entry -> entry.values().get(0).meaning().value())
        .map(Object::toString)
        .containsExactly("123456000", "123557000");
    assertThat(log.page()).isNotNull();
    assertThat(log.page().newestId()).isEqualTo(11);
    assertThat(log.has(ModuleLog.END_OF_LOG)).isTrue();
    assertThat(log.has(ModuleLog.CUT)).isFalse();
    assertThat(hex(log.frame(KmpFrame.TOP_MODULE, 0xA0))).isEqualTo(MODULE);
  }

  @Test
  void theAnswerByOffsetMayHaveTheCommandOfThatByTime() {
    KmpFrame answer = frame(MODULE);

    assertThat(new GetModuleLogFromOffset(FIVE, NOON, 0).answer(answer).entries()).hasSize(2);
    assertThatExceptionOfType(KmpFormatException.class)
        .isThrownBy(() -> new GetModuleLogFromRecord(FIVE, 0).answer(answer));
  }

  /** Any part between the command and the info can be missing, if there is an info. */
  @Test
  void aCutAnswerOfAModuleKeepsItsInfo() {
    byte[] data = frame(MODULE).data().toArray();
    for (int middle = 0; middle < data.length - 1; middle++) {
      byte[] cut = Arrays.copyOf(data, middle + 1);
      cut[middle] = ModuleLog.CUT;

      ModuleLog log = new GetModuleLogFromTime(FIVE, NOON).answer(OctetString.of(cut));

      assertThat(log.has(ModuleLog.CUT)).isTrue();
      assertThat(log.data()).isEqualTo(OctetString.of(cut));
    }
    assertThatExceptionOfType(KmpFormatException.class)
        .isThrownBy(() -> new GetModuleLogFromTime(FIVE, NOON).answer(octets("01 01 00 0A 00 00")))
        .withMessageContaining("octets are missing");
  }

  /** Volumes 1234.56 and 1231.36 m3 of ids 291 and 290; the newest is 512. */
  private static final String DAYS =
      "40 3F B8 1B F9 04 00 02 01 00 00 01 23 00 00 02 00 00 1B BF 00 44 28 04 42"
          + " 00 01 E2 1B BF 00 01 E1 00 8A 30 0D";

  @Test
  void idsOfALogFallByOne() {
    Log log = GetLog.back(DAY, 291, 5, List.of(68)).answer(frame(DAYS));

    assertThat(log.entries()).extracting(LogEntry::id).containsExactly(291L, 290L);
    assertThat(log.entries())
        .extracting(entry -> entry.values().get(0).meaning().value())
        .map(Object::toString)
        .containsExactly("1234.56", "1231.36");
    assertThat(log.newestId()).isEqualTo(512);
    assertThat(log.has(Log.OLDEST_INCLUDED)).isTrue();
    assertThat(log.has(Log.ENTRIES_CUT)).isFalse();
    assertThat(hex(log.frame(KmpFrame.METER, KmpLogRequest.CID))).isEqualTo(DAYS);
  }

  @Test
  void aLogWithoutEntriesHasItsInfo() {
    // Sub-command 07, day log, no entry, one register, ids 0, info bit 0.
    Log log =
        GetLog.newest(DAY, 0, 1, List.of(60))
            .answer(octets("07 04 0000 01 00000000 00000000 0001"));

    assertThat(log.entries()).isEmpty();
    assertThat(log.has(Log.NONE)).isTrue();
  }

  @Test
  void anAnswerThatEndsEarlyIsRefused() {
    byte[] data = frame(DAYS).data().toArray();
    GetLog request = GetLog.back(DAY, 291, 5, List.of(68));
    for (int length = 0; length < data.length; length++) {
      OctetString cut = OctetString.of(Arrays.copyOf(data, length));
      assertThatExceptionOfType(KmpFormatException.class)
          .as("%d octets", length)
          .isThrownBy(() -> request.answer(cut));
    }
    OctetString longer = OctetString.of(Arrays.copyOf(data, data.length + 1));
    assertThatExceptionOfType(KmpFormatException.class).isThrownBy(() -> request.answer(longer));
  }

  /** A meter that keeps no such log may end its answer after the type. */
  @Test
  void aConfigurationThatEndsEarlyIsRefused() {
    // Log 4, two dates, records, interval, depth 460, registers 60 and 68.
    byte[] data = octets("05 04 010101 020C1F 0100 0118 01CC 02 003C 0044").toArray();
    GetLogConfiguration request = new GetLogConfiguration(DAY);
    for (int length = 0; length < data.length; length++) {
      OctetString cut = OctetString.of(Arrays.copyOf(data, length));
      assertThatExceptionOfType(KmpFormatException.class)
          .as("%d octets", length)
          .isThrownBy(() -> request.answer(cut))
          .withMessageContaining("missing");
    }
    OctetString longer = OctetString.of(Arrays.copyOf(data, data.length + 1));
    assertThatExceptionOfType(KmpFormatException.class).isThrownBy(() -> request.answer(longer));
    assertThat(request.answer(OctetString.of(data)).registers()).containsExactly(60, 68);
  }

  @Test
  void theAnswerToAnotherSubCommandIsRefused() {
    assertThatExceptionOfType(KmpFormatException.class)
        .isThrownBy(() -> GetLog.newest(DAY, 0, 1, List.of(68)).answer(frame(DAYS)))
        .withMessage("the answer to sub-command 07 was expected, 06 came");
  }

  /** Otherwise a frame of 20 octets would be 65535 entries. */
  @Test
  void manyEntriesWithoutOctetsAreNone() {
    // 65535 entries from id FFFFFFFF on, one register, 60 without octets.
    OctetString data = octets("06 04 FFFF 01 FFFFFFFF FFFFFFFF 0000 003C 03 00 43");

    assertThatExceptionOfType(KmpFormatException.class)
        .isThrownBy(() -> GetLog.back(DAY, 1, 1, List.of(60)).answer(data))
        .withMessage("65535 entries of a log, and none of them has octets");
  }

  /** What the meaning of the formats is, is not published. */
  @Test
  void theConfigurationNamesTheRegistersOfALog() {
    // Dates, each a format and two octets; records, interval, depth 01CC = 460; registers 60, 68.
    String octets = "40 3F B8 05 04 01 01 01 02 0C 1F 01 00 01 18 01 CC 02 00 3C 00 44 62 9D 0D";
    LogConfiguration configuration = new GetLogConfiguration(DAY).answer(frame(octets));

    assertThat(configuration.log()).isEqualTo(DAY);
    assertThat(configuration.dates()).isEqualTo(octets("010101 020C1F"));
    assertThat(configuration.records()).isEqualTo(octets("0100"));
    assertThat(configuration.interval()).isEqualTo(octets("0118"));
    assertThat(configuration.depth()).isEqualTo(460);
    assertThat(configuration.registers()).containsExactly(60, 68);
    assertThat(hex(configuration.frame(KmpFrame.METER, KmpLogRequest.CID))).isEqualTo(octets);
  }

  @Test
  void entriesOfOneAnswerHaveOneFormat() {
    LogEntry kilowattHours = new LogEntry(2, List.of(new RegisterValue(60, 2, 0, octets("01"))));
    LogEntry megajoules = new LogEntry(1, List.of(new RegisterValue(60, 7, 0, octets("01"))));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Log(6, DAY, 1, 2, 2, 0, List.of(kilowattHours, megajoules)))
        .withMessageContaining("have the same registers, units and lengths");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Log(6, DAY, 1, 3, 3, 0, List.of(kilowattHours)))
        .withMessage("id is 3, not 2");
  }

  @Test
  void usersNameALogByAWord() {
    assertThat(KmpLog.of("day")).isEqualTo(KmpLog.DAY);
    assertThat(KmpLog.of(5)).isEqualTo(KmpLog.HOUR);
    assertThat(KmpLog.of(8)).isNull();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KmpLog.of("week"))
        .withMessage("a log is one of info, year, month, day, hour, not 'week'");
  }
}
