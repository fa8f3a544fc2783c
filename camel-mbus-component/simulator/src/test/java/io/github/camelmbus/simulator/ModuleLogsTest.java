package io.github.camelmbus.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelmbus.kmp.KmpAnswer;
import io.github.camelmbus.kmp.KmpFrame;
import io.github.camelmbus.kmp.KmpLog;
import io.github.camelmbus.kmp.KmpLogAnswer.ModuleLog;
import io.github.camelmbus.kmp.KmpLogRequest;
import io.github.camelmbus.kmp.KmpLogRequest.GetModuleLogFromOffset;
import io.github.camelmbus.kmp.KmpLogRequest.GetModuleLogFromRecord;
import io.github.camelmbus.kmp.KmpLogRequest.GetModuleLogFromTime;
import io.github.camelmbus.kmp.KmpLogRequest.GetUnreadModuleLog;
import io.github.camelmbus.kmp.KmpLogRequest.ModuleSelection;
import io.github.camelmbus.kmp.LogEntry;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A logger module on the top of a meter under an optical head, in virtual time. */
class ModuleLogsTest {
  private static final SimulatedLine LINE = SimulatedLine.DEFAULT.withBaudRate(1200);

  /** The last full hour has id 11. */
  private static final LocalDateTime NOW = LocalDateTime.of(2026, 11, 28, 13, 30);

  private static final LocalDateTime NOON = LocalDateTime.of(2026, 11, 28, 12, 0);
  private static final LocalDateTime FIRST = LocalDateTime.of(2026, 11, 28, 3, 0);

  /** 123.456 MWh at noon, and 0.101 MWh each hour. */
  private static ValueModel energy() {
    BigDecimal perHour = BigDecimal.valueOf(101);
    BigDecimal noon = perHour.multiply(DayCurve.FLAT.hoursUntil(NOON));
    return new ValueModel.Counter(
        BigDecimal.valueOf(123456).subtract(noon), perHour, DayCurve.FLAT, 0);
  }

  private static SimulatedBus bus(int depth) {
    LogModel hours = new LogModel(KmpLog.HOUR, FIRST, depth, List.of(60));
    return bus(List.of(new ModuleLogModel(1, hours)));
  }

  private static SimulatedBus bus(List<ModuleLogModel> logs) {
    KmpMeterDefinition meter =
        new KmpMeterDefinition(
            77705923,
            new KmpAnswer.Type(1, 0, 0),
            KmpMeterDefinition.Timing.USUAL,
            List.of(new RegisterModel(60, 0x03, 4, -3, energy(), ReferenceTime.NOW)),
            new KmpMeterDefinition.Logs(List.of(), logs, 250),
            List.of());
    return new SimulatedBus(LINE, NOW, List.of(), meter);
  }

  private static ModuleSelection selection(int records, int maxLength) {
    return new ModuleSelection(1, List.of(60), records, maxLength);
  }

  private static KmpFrame answer(SimulatedBus bus, KmpLogRequest<ModuleLog> request) {
    byte[] octets = request.frame(KmpFrame.TOP_MODULE).encode();
    return KmpFrame.decode(Line.hex(Line.text(bus.transmit(octets, 0))));
  }

  private static ModuleLog ask(KmpLogRequest<ModuleLog> request) {
    return request.answer(answer(bus(1000), request));
  }

  private static List<Long> ids(ModuleLog log) {
    return log.entries().stream().map(LogEntry::id).toList();
  }

  /**
   * Log 1, register 60, 5 records from 2026-11-28 12:00, 60h octets at most. The answer has the ids
   * 10 and 11, the last of which is the newest; info 10h is the end of the log.
   */
  @Test
  void answerIsThatOfTheProtocol() {
    String request = "80 7F A0 01 01 00 3C 05 60 1A 0B 1C 0C 00 00 00 00 2C 58 0D";
    String answer =
        "40 7F A0 01 01 00 0A 00 3C 03 04 43 00 01 E2 1B BF 00 0B 00 01 E2 A5 00 0B 00 0B 10 5A 59"
            + " 0D";
    assertThat(Line.text(bus(1000).transmit(Line.hex(request.replace(" ", "")), 0)))
        .isEqualTo(answer.replace(" ", ""));
  }

  @Test
  void recordsOfATimeBetweenTwoHoursBeginWithTheNext() {
    assertThat(ids(ask(new GetModuleLogFromTime(selection(2, 90), NOON.minusMinutes(100)))))
        .containsExactly(9L, 10L);
  }

  @Test
  void recordsFollowAnId() {
    assertThat(ids(ask(new GetModuleLogFromRecord(selection(3, 90), 4))))
        .containsExactly(4L, 5L, 6L);
  }

  @Test
  void offsetLeavesOutRecordsAndTheAnswerHasTheCommandOfTheRequestByTime() {
    GetModuleLogFromOffset request = new GetModuleLogFromOffset(selection(3, 90), FIRST, 5);
    assertThat(ids(ask(request))).containsExactly(6L, 7L, 8L);
    assertThat(answer(bus(1000), request).cid()).isEqualTo(0xA0);
  }

  @Test
  void unreadRecordsBeginWithTheOldest() {
    GetUnreadModuleLog request = new GetUnreadModuleLog(selection(2, 90));
    assertThat(ids(request.answer(answer(bus(4), request)))).containsExactly(8L, 9L);
  }

  /** 13 + 5 octets, and 6 for each record: three records have 36. */
  @Test
  void answerIsNoLongerThanWasAskedFor() {
    ModuleLog log = ask(new GetModuleLogFromTime(selection(9, 36), FIRST));

    assertThat(ids(log)).containsExactly(1L, 2L, 3L);
    assertThat(log.has(ModuleLog.CUT)).isTrue();
    assertThat(log.has(ModuleLog.END_OF_LOG)).isFalse();
  }

  @Test
  void answerWithoutRecordsIsTheInfoAlone() {
    KmpFrame frame =
        answer(bus(1000), new GetModuleLogFromTime(selection(9, 90), NOW.plusHours(1)));
    assertThat(frame.data()).hasToString("04");
  }

  @Test
  void meterItselfHasNoLogsOfAModule() {
    byte[] request = new GetUnreadModuleLog(selection(1, 90)).frame(KmpFrame.METER).encode();
    assertThat(bus(1000).transmit(request, 0)).isEmpty();
  }

  @Test
  void withoutAModuleNothingAnswers() {
    byte[] request = new GetUnreadModuleLog(selection(1, 90)).frame(KmpFrame.TOP_MODULE).encode();
    assertThat(bus(List.of()).transmit(request, 0)).isEmpty();
  }
}
