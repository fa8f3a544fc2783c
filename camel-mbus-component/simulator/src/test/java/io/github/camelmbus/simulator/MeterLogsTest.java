package io.github.camelmbus.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelmbus.kmp.KmpAnswer;
import io.github.camelmbus.kmp.KmpFrame;
import io.github.camelmbus.kmp.KmpLog;
import io.github.camelmbus.kmp.KmpLogAnswer.Log;
import io.github.camelmbus.kmp.KmpLogAnswer.LogConfiguration;
import io.github.camelmbus.kmp.KmpLogRequest;
import io.github.camelmbus.kmp.KmpLogRequest.GetLog;
import io.github.camelmbus.kmp.KmpLogRequest.GetLogConfiguration;
import io.github.camelmbus.kmp.LogEntry;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The logs of a meter under an optical head, in virtual time. */
class MeterLogsTest {
  private static final LocalDateTime NOON = LocalDateTime.of(2026, 11, 28, 12, 45, 0);
  private static final SimulatedLine LINE = SimulatedLine.DEFAULT.withBaudRate(1200);

  /** Today has id 512; the oldest of 223 entries has id 290. */
  private static final LocalDate FIRST_DAY = LocalDate.of(2025, 7, 5);

  private static final int DEPTH = 223;
  private static final int DAY = 4;

  /** 1234.56 m3 on the day with id 291, and 3.20 m3 each day. */
  private static ValueModel volume() {
    BigDecimal hours = DayCurve.FLAT.hoursUntil(FIRST_DAY.plusDays(290).atStartOfDay());
    BigDecimal perHour = new BigDecimal("13.3333333333");
    BigDecimal start = new BigDecimal("123456.5").subtract(perHour.multiply(hours));
    return new ValueModel.Counter(start, perHour, DayCurve.FLAT, 0);
  }

  private static SimulatedBus bus(int longestAnswer, LogModel... logs) {
    KmpMeterDefinition meter =
        new KmpMeterDefinition(
            77705923,
            new KmpAnswer.Type(0, 0, 0),
            KmpMeterDefinition.Timing.USUAL,
            List.of(
                new RegisterModel(68, 0x28, 4, -2, volume(), ReferenceTime.NOW),
                new RegisterModel(1003, 0x30, 4, 0, new ValueModel.Clock(), ReferenceTime.NOW),
                new RegisterModel(89, 0x26, 2, -2, changingSign(), ReferenceTime.NOW)),
            new KmpMeterDefinition.Logs(List.of(logs), List.of(), longestAnswer),
            List.of());
    return new SimulatedBus(LINE, NOON, List.of(), meter);
  }

  /** Below 0 until the day with id 510. */
  private static ValueModel changingSign() {
    BigDecimal hours = DayCurve.FLAT.hoursUntil(FIRST_DAY.plusDays(509).atStartOfDay());
    return new ValueModel.Counter(hours.negate(), BigDecimal.ONE, DayCurve.FLAT, 0);
  }

  private static LogModel days() {
    return new LogModel(KmpLog.DAY, FIRST_DAY.atStartOfDay(), DEPTH, List.of(1003, 68, 89));
  }

  private static SimulatedBus bus() {
    return bus(KmpMeterDefinition.Logs.USUAL_LONGEST_ANSWER, days());
  }

  private static String send(SimulatedBus bus, String octets) {
    return Line.text(bus.transmit(Line.hex(octets.replace(" ", "")), 0));
  }

  private static Log ask(SimulatedBus bus, KmpLogRequest<Log> request) {
    return request.answer(answer(bus, request));
  }

  private static KmpFrame answer(SimulatedBus bus, KmpLogRequest<?> request) {
    byte[] octets = request.frame(KmpFrame.METER).encode();
    return KmpFrame.decode(Line.hex(Line.text(bus.transmit(octets, 0))));
  }

  private static List<Long> ids(Log log) {
    return log.entries().stream().map(LogEntry::id).toList();
  }

  private static Object meaning(Log log, int entry) {
    return log.entries().get(entry).values().get(0).meaning().value();
  }

  /**
   * From id 291 back, 5 entries of register 68; the answer has two, as 290 is the oldest:
   * sub-command 06, log, 2 entries, 1 register, first id, newest id 512, info 0040h, then id 291
   * with its format and the octets of 290.
   */
  @Test
  void answerIsThatOfTheProtocol() {
    assertThat(send(bus(), "80 3F B8 1B F9 04 00 00 01 23 00 05 01 00 44 8E 0A 0D"))
        .isEqualTo(
            ("40 3F B8 1B F9 04 00 02 01 00 00 01 23 00 00 02 00 00 1B BF"
                    + " 00 44 28 04 42 00 01 E2 1B BF 00 01 E1 00 8A 30 0D")
                .replace(" ", ""));
  }

  @Test
  void configurationSaysWhichRegistersAreKept() {
    GetLogConfiguration request = new GetLogConfiguration(DAY);
    LogConfiguration configuration = request.answer(answer(bus(), request));

    // GetLogConfiguration of the day log.
    assertThat(send(bus(), "80 3F B8 05 04 10 28 0D")).startsWith("403FB80504");
    assertThat(configuration.depth()).isEqualTo(DEPTH);
    assertThat(configuration.registers()).containsExactly(1003, 68, 89);
  }

  @Test
  void newestEntryIsThatOfToday() {
    Log log = ask(bus(), GetLog.newest(DAY, 0, 1, List.of(1003)));

    assertThat(ids(log)).containsExactly(512L);
    assertThat(log.newestId()).isEqualTo(512);
    assertThat(meaning(log, 0)).isEqualTo("2026-11-28");
    assertThat(log.has(Log.NEWEST_INCLUDED)).isTrue();
    assertThat(log.has(Log.OLDEST_INCLUDED)).isFalse();
  }

  @Test
  void offsetLeavesOutTheNewest() {
    Log log = ask(bus(), GetLog.newest(DAY, 2, 2, List.of(1003)));

    assertThat(ids(log)).containsExactly(510L, 509L);
    assertThat(meaning(log, 1)).isEqualTo("2026-11-25");
  }

  @Test
  void offsetOfTheOldestGivesTheOldestEntry() {
    Log log = ask(bus(), GetLog.newest(DAY, GetLog.OLDEST, 1, List.of(68)));

    assertThat(ids(log)).containsExactly(290L);
    assertThat(log.has(Log.OLDEST_INCLUDED)).isTrue();
  }

  @Test
  void idThatIsNoLongerThereIsOutOfRange() {
    Log log = ask(bus(), GetLog.back(DAY, 289, 1, List.of(68)));

    assertThat(log.entries()).isEmpty();
    assertThat(log.has(Log.OUT_OF_RANGE)).isTrue();
    assertThat(log.newestId()).isEqualTo(512);
    assertThat(ask(bus(), GetLog.back(DAY, 513, 1, List.of(68))).has(Log.OUT_OF_RANGE)).isTrue();
  }

  /** 64 octets: 19 of them are the frame's, 5 a format; 40 are left for 10 values. */
  @Test
  void answerThatWouldBeTooLongHasTheNewerEntriesOnly() {
    SimulatedBus small = bus(64, days());
    Log log = ask(small, GetLog.back(DAY, 500, 30, List.of(68)));

    assertThat(log.entries()).hasSize(10);
    assertThat(log.entries().get(9).id()).isEqualTo(491);
    assertThat(log.has(Log.ENTRIES_CUT)).isTrue();
    KmpFrame frame = answer(small, GetLog.back(DAY, 500, 10, List.of(68)));
    assertThat(frame.data().length() + 4).isEqualTo(64);
  }

  @Test
  void registersThatOneEntryHasNoRoomForAreCut() {
    List<Integer> six = List.of(68, 68, 68, 68, 68, 68);
    Log log = ask(bus(64, days()), GetLog.back(DAY, 500, 1, six));

    assertThat(log.registers()).isEqualTo(5);
    assertThat(log.has(Log.REGISTERS_CUT)).isTrue();
  }

  @Test
  void registerThatIsNotKeptIsLeftOut() {
    Log log = ask(bus(), GetLog.newest(DAY, 0, 1, List.of(60, 68)));

    assertThat(log.registers()).isEqualTo(1);
    assertThat(log.has(Log.REGISTER_NOT_LOGGED)).isTrue();
    assertThat(log.entries()).hasSize(1);
  }

  @Test
  void answerEndsWhereTheSignOfAValueChanges() {
    Log log = ask(bus(), GetLog.newest(DAY, 0, 10, List.of(89)));

    assertThat(ids(log)).containsExactly(512L, 511L, 510L);
    assertThat(log.has(Log.FORMAT_CHANGED)).isTrue();
    assertThat(log.has(Log.ENTRIES_CUT)).isFalse();
  }

  @Test
  void logThatHasNotBegunHasNothing() {
    LogModel later = new LogModel(KmpLog.DAY, NOON.plusDays(1), DEPTH, List.of(68));
    Log log = ask(bus(250, later), GetLog.newest(DAY, 0, 1, List.of(68)));

    assertThat(log.entries()).isEmpty();
    assertThat(log.has(Log.NONE)).isTrue();
    assertThat(log.newestId()).isZero();
  }

  @Test
  void logThatTheMeterDoesNotKeepIsABadRequest() {
    Log log = ask(bus(), GetLog.newest(KmpLog.HOUR.code(), 0, 1, List.of(68)));
    assertThat(log.has(Log.BAD_REQUEST)).isTrue();
  }

  @Test
  void meterWithoutLogsDoesNotKnowTheCommand() {
    assertThat(send(bus(250), "80 3F B8 05 04 10 28 0D")).isEmpty();
  }

  /** 40 days and 10 days of hours, and more. */
  @Test
  void houseKmpKeepsDaysAndHours() {
    List<LogModel> logs = House.named("kmp").kmpMeter().logs().own();

    assertThat(logs)
        .extracting(LogModel::log)
        .containsExactly(KmpLog.HOUR, KmpLog.DAY, KmpLog.MONTH, KmpLog.YEAR);
    assertThat(logs.get(0).newestId(NOON) - logs.get(0).oldestId(NOON)).isGreaterThan(240);
    assertThat(logs.get(1).newestId(NOON) - logs.get(1).oldestId(NOON)).isGreaterThan(40);
    assertThat(logs.get(1).newestId(NOON)).isGreaterThan(600);
  }
}
