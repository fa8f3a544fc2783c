package io.github.camelmbus.kmp.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.camelmbus.OctetString;
import io.github.camelmbus.kmp.KmpAnswer;
import io.github.camelmbus.kmp.KmpFrame;
import io.github.camelmbus.kmp.KmpLog;
import io.github.camelmbus.kmp.KmpLogAnswer;
import io.github.camelmbus.kmp.KmpLogAnswer.Log;
import io.github.camelmbus.kmp.KmpLogRequest;
import io.github.camelmbus.kmp.KmpLogRequest.GetLog;
import io.github.camelmbus.kmp.KmpLogRequest.GetLogConfiguration;
import io.github.camelmbus.kmp.KmpLogRequest.GetModuleLogFromRecord;
import io.github.camelmbus.kmp.KmpLogRequest.GetModuleLogFromTime;
import io.github.camelmbus.kmp.KmpLogRequest.GetUnreadModuleLog;
import io.github.camelmbus.kmp.KmpLogRequest.ModuleSelection;
import io.github.camelmbus.kmp.KmpRequest;
import io.github.camelmbus.kmp.LogEntry;
import io.github.camelmbus.kmp.LogTime;
import io.github.camelmbus.kmp.RegisterValue;
import io.github.camelmbus.kmp.head.KmpLogException.Reason;
import io.github.camelmbus.link.ScriptedLine;
import io.github.camelmbus.transport.LineUnavailableException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A log under a head, in virtual time. The octets of its requests and answers are what {@code
 * KmpLogTest} tests; here they are made by the codec.
 */
class ReadLogTest {
  private static final String ASK_SERIAL = "803F0235E90D";
  private static final String SERIAL = "40 3F 02 04 A1 B2 C3 7F 11 0D";
  private static final int DAY = KmpLog.DAY.code();
  private static final int DATE = LogTime.DATE;
  private static final int VOLUME = 68;

  /** A register without a row. */
  private static final int UNKNOWN = 60_000;

  /** The day of entry 1. */
  private static final LocalDate FIRST = LocalDate.of(2026, 11, 1);

  private final ScriptedLine line = new ScriptedLine(Duration.ZERO, 1200);
  private final List<LogWindow> windows = new ArrayList<>();
  private KmpConnection connection;

  @BeforeEach
  void connect() {
    connection = connection(KmpFrame.METER);
  }

  private KmpConnection connection(int destination) {
    KmpSettings settings =
        new KmpSettings(
            KmpSettings.LINE,
            destination,
            KmpSettings.Way.SERIAL,
            Duration.ofSeconds(2),
            Duration.ofMillis(300),
            1,
            Duration.ofSeconds(10));
    return new KmpConnection(new HeadProtocol("sim:test", settings), line);
  }

  private LogReadout read(LogQuery query) {
    return new ReadLog("sim:test", query, windows::add, () -> false)
        .run(connection.session(Long.MAX_VALUE))
        .orElseThrow();
  }

  private KmpLogException failure(LogQuery query) {
    return catchThrowableOfType(KmpLogException.class, () -> read(query));
  }

  private static LogQuery all() {
    return LogQuery.since(KmpLog.DAY, null);
  }

  private static LogQuery days(int from, int to) {
    return new LogQuery(
        KmpLog.DAY,
        FIRST.withDayOfMonth(from).atStartOfDay(),
        FIRST.withDayOfMonth(to).atStartOfDay(),
        List.of(),
        null);
  }

  private List<Long> ids() {
    return windows.stream().flatMap(each -> each.entries().stream()).map(LogEntry::id).toList();
  }

  private static String hex(byte[] octets) {
    return HexFormat.of().withUpperCase().formatHex(octets);
  }

  private ScriptedLine ask(KmpRequest<?> request) {
    return line.request(hex(request.frame(KmpFrame.METER).encode()));
  }

  private void answer(KmpAnswer answer) {
    line.answer(100, hex(answer.frame(KmpFrame.METER, KmpLogRequest.CID).encode()));
  }

  private ReadLogTest serialNumber() {
    line.request(ASK_SERIAL).answer(100, SERIAL);
    return this;
  }

  private ReadLogTest configuration(Integer... registers) {
    ask(new GetLogConfiguration(DAY));
    OctetString two = OctetString.of((byte) 0, (byte) 0);
    OctetString six = OctetString.of(new byte[6]);
    answer(new KmpLogAnswer.LogConfiguration(DAY, six, two, two, 460, List.of(registers)));
    return this;
  }

  private ReadLogTest newest(long id, int register) {
    ask(GetLog.newest(DAY, 0, 1, List.of(register)));
    answer(log(7, id, 1, Log.NEWEST_INCLUDED, register));
    return this;
  }

  private ScriptedLine askBack(long id, int count, Integer... registers) {
    return ask(GetLog.back(DAY, id, count, List.of(registers)));
  }

  /** Asks for entries and gets some of them. */
  private ReadLogTest page(long id, int asked, int given, int info, Integer... registers) {
    askBack(id, asked, registers);
    answer(log(6, id, given, info, registers));
    return this;
  }

  private static Log log(int subCommand, long id, int count, int info, Integer... registers) {
    List<LogEntry> entries =
        IntStream.range(0, count).mapToObj(i -> entry(id - i, registers)).toList();
    return new Log(subCommand, DAY, registers.length, id, id, info, entries);
  }

  static LogEntry entry(long id, Integer... registers) {
    List<RegisterValue> values = new ArrayList<>();
    for (int register : registers) {
      values.add(register == DATE ? date(id) : new RegisterValue(register, 0x28, 0x42, octets(id)));
    }
    return new LogEntry(id, values);
  }

  /** Unit 30h: YYMMDD. */
  private static RegisterValue date(long id) {
    LocalDate day = FIRST.plusDays(id - 1);
    int digits = (day.getYear() - 2000) * 10_000 + day.getMonthValue() * 100 + day.getDayOfMonth();
    return new RegisterValue(DATE, 0x30, 0, octets(digits));
  }

  private static OctetString octets(long number) {
    return OctetString.of(ByteBuffer.allocate(4).putInt((int) number).array());
  }

  @Test
  void aLogIsReadFromItsNewestEntryToItsOldest() {
    serialNumber().configuration(DATE, VOLUME, UNKNOWN).newest(5, DATE);
    page(5, 6, 5, Log.OLDEST_INCLUDED, DATE).page(5, 5, 5, Log.OLDEST_INCLUDED, VOLUME);

    LogReadout readout = read(all());

    assertThat(ids()).containsExactly(5L, 4L, 3L, 2L, 1L);
    assertThat(readout).isEqualTo(new LogReadout(77705923L, 5, List.of(), 1L));
    LogWindow window = windows.get(0);
    assertThat(window.log()).isEqualTo("day");
    assertThat(window.telegrams()).hasSize(3);
    assertThat(window.entries().get(4).values())
        .extracting(RegisterValue::register)
        .containsExactly(DATE, VOLUME);
    assertThat(LogTime.of(window.entries().get(4).values())).isEqualTo(new LogTime(FIRST, null));
  }

  @Test
  void aRegisterWithoutARowIsReadWhereItIsNamed() {
    serialNumber().configuration(VOLUME, UNKNOWN).newest(2, UNKNOWN);
    page(2, 3, 2, Log.OLDEST_INCLUDED, UNKNOWN);

    LogReadout readout = read(new LogQuery(KmpLog.DAY, null, null, List.of(UNKNOWN, 999), null));

    assertThat(readout.missing()).containsExactly(999);
    assertThat(windows.get(0).entries().get(0).values()).hasSize(1);
  }

  @Test
  void onlyEntriesBetweenTheTimesAreRead() {
    serialNumber().configuration(DATE, VOLUME).newest(20, DATE);
    page(20, 21, 20, Log.OLDEST_INCLUDED, DATE).page(12, 3, 3, 0, VOLUME);

    read(days(10, 12));

    assertThat(ids()).containsExactly(12L, 11L, 10L);
  }

  @Test
  void aReadoutEndsWithTheFirstWindowThatIsOlder() {
    serialNumber().configuration(DATE, VOLUME).newest(80, DATE);
    // Entry 80 is of January 19, entry 49 of December 19, entry 17 of November 17.
    page(80, 32, 32, 0, DATE).page(48, 32, 32, 0, DATE);

    read(new LogQuery(KmpLog.DAY, LocalDateTime.of(2027, 1, 30, 0, 0), null, List.of(), null));
    assertThat(line.requests()).isEqualTo(4);
    assertThat(windows).isEmpty();
  }

  /** One or two entries: all registers in one request. */
  @Test
  void theRegistersOfASingleEntryAreOneRequest() {
    serialNumber().configuration(DATE, VOLUME, 69, 239).newest(20, DATE);
    page(20, 21, 20, Log.OLDEST_INCLUDED, DATE).page(20, 1, 1, 0, VOLUME, 69, 239);

    read(days(20, 20));

    assertThat(windows.get(0).entries().get(0).values()).hasSize(4);
  }

  @Test
  void aRegisterThatWasCutFromAnAnswerIsAskedForAlone() {
    serialNumber().configuration(DATE, VOLUME, 69).newest(20, DATE);
    page(20, 21, 20, Log.OLDEST_INCLUDED, DATE);
    askBack(20, 1, VOLUME, 69);
    answer(log(6, 20, 1, Log.REGISTERS_CUT, VOLUME));
    page(20, 1, 1, 0, 69);

    read(days(20, 20));

    assertThat(windows.get(0).entries().get(0).values()).hasSize(3);
  }

  @Test
  void aCutAnswerIsTheSizeOfTheNextPages() {
    serialNumber().configuration(DATE).newest(7, DATE);
    page(7, 8, 3, Log.ENTRIES_CUT, DATE)
        .page(4, 3, 3, 0, DATE)
        .page(1, 2, 1, Log.OLDEST_INCLUDED, DATE);

    read(all());

    assertThat(ids()).containsExactly(7L, 6L, 5L, 4L, 3L, 2L, 1L);
    assertThat(windows.get(0).telegrams()).hasSize(4);
  }

  @Test
  void aPageThatWasCutAtItsNewerEndIsCompleted() {
    serialNumber().configuration(DATE).newest(5, DATE);
    askBack(5, 6, DATE);
    answer(log(6, 2, 2, Log.ENTRIES_CUT | Log.OLDEST_INCLUDED, DATE));
    page(5, 2, 2, 0, DATE).page(3, 1, 1, 0, DATE);

    read(all());

    assertThat(ids()).containsExactly(5L, 4L, 3L, 2L, 1L);
  }

  @Test
  void aMeterThatFitsNoEntryIsAskedForFewer() {
    serialNumber().configuration(DATE).newest(3, DATE);
    askBack(3, 4, DATE);
    answer(log(6, 3, 0, Log.ENTRIES_CUT, DATE));
    page(3, 2, 2, 0, DATE).page(1, 2, 1, Log.OLDEST_INCLUDED, DATE);

    read(all());

    assertThat(ids()).containsExactly(3L, 2L, 1L);
  }

  /** The page goes on with the other format, and is as long as before. */
  @Test
  void entriesOfAnotherFormatAreTheNextPage() {
    serialNumber().configuration(VOLUME).newest(4, VOLUME);
    page(4, 5, 2, Log.FORMAT_CHANGED, VOLUME);
    askBack(2, 3, VOLUME);
    List<LogEntry> litres =
        List.of(
            new LogEntry(2, List.of(new RegisterValue(VOLUME, 0x27, 0, octets(2)))),
            new LogEntry(1, List.of(new RegisterValue(VOLUME, 0x27, 0, octets(1)))));
    answer(new Log(6, DAY, 1, 2, 4, Log.OLDEST_INCLUDED, litres));

    read(all());

    assertThat(windows.get(0).entries())
        .extracting(entry -> entry.values().get(0).unitCode())
        .containsExactly(0x28, 0x28, 0x27, 0x27);
  }

  @Test
  void belowTheOldestEntryTheLogEnds() {
    serialNumber().configuration(DATE).newest(600, DATE);
    page(600, 32, 32, 0, DATE);
    askBack(568, 32, DATE);
    answer(log(6, 568, 0, Log.OUT_OF_RANGE, DATE));

    assertThat(read(all()).entries()).isEqualTo(32);
  }

  @Test
  void anEmptyLogHasNoEntries() {
    serialNumber().configuration(DATE);
    ask(GetLog.newest(DAY, 0, 1, List.of(DATE)));
    answer(log(7, 0, 0, Log.NONE, DATE));

    assertThat(read(all()).entries()).isZero();
    assertThat(windows).isEmpty();
  }

  /** The whole page is damaged, its first entry alone is good, then pages grow again. */
  @Test
  void afterADamagedPageEntriesAreReadOneByOne() {
    serialNumber().configuration(DATE).newest(4, DATE);
    askBack(4, 5, DATE);
    byte[] damaged = log(6, 4, 4, 0, DATE).frame(KmpFrame.METER, KmpLogRequest.CID).encode();
    damaged[damaged.length - 8] ^= 1;
    line.answer(100, hex(damaged));
    page(4, 1, 1, 0, DATE).page(3, 2, 2, 0, DATE).page(1, 2, 1, Log.OLDEST_INCLUDED, DATE);

    assertThat(read(all()).entries()).isEqualTo(4);
  }

  @Test
  void whatWasReadBeforeTheMeterStopsIsHandedOver() {
    serialNumber().configuration(DATE).newest(40, DATE);
    page(40, 32, 32, 0, DATE);
    askBack(8, 9, DATE);
    askBack(8, 1, DATE);
    askBack(8, 1, DATE);

    KmpLogException stopped = failure(all());

    assertThat(stopped.reason()).isEqualTo(Reason.STOPPED);
    assertThat(stopped)
        .hasMessageStartingWith("sim:test: meter 77705923 stopped answering: ")
        .hasMessageEndingWith("32 entries were read");
    assertThat(ids()).hasSize(32);
    assertThat(stopped.readout().belowId()).isEqualTo(9L);

    serialNumber().configuration(DATE).newest(40, DATE);
    page(8, 9, 8, Log.OLDEST_INCLUDED, DATE);
    read(new LogQuery(KmpLog.DAY, null, null, List.of(), stopped.readout().belowId()));
    assertThat(ids()).hasSize(40).doesNotHaveDuplicates();
  }

  /** A late answer to the request before would be other entries. */
  @Test
  void otherEntriesAreNoAnswer() {
    serialNumber().configuration(DATE).newest(1, DATE);
    askBack(1, 2, DATE);
    answer(log(6, 9, 1, 0, DATE));
    answer(log(6, 1, 1, 0, VOLUME));
    answer(log(6, 1, 1, Log.OLDEST_INCLUDED, DATE));

    read(all());

    assertThat(ids()).containsExactly(1L);
  }

  @Test
  void aMeterThatIsSilentToTheRequestHasNoSuchLog() {
    serialNumber();
    ask(new GetLogConfiguration(DAY));
    ask(new GetLogConfiguration(DAY));
    serialNumber();

    KmpLogException none = failure(all());

    assertThat(none.reason()).isEqualTo(Reason.NO_SUCH_LOG);
    assertThat(none)
        .hasMessage(
            "sim:test: meter 77705923 answers, but not to a request for its day log (command B8),"
                + " so it has none of this kind. Logs of a module are asked for with destination"
                + " 7F or BF. 0 entries were read");
  }

  /** 40 3F B8 05 04 and a checksum: nothing after the type of the log. */
  @Test
  void aConfigurationThatEndsEarlyIsSaid() {
    serialNumber();
    for (int i = 0; i < 2; i++) {
      ask(new GetLogConfiguration(DAY)).answer(100, "40 3F B8 05 04 10 28 0D");
    }

    KmpLogException cut = failure(all());

    assertThat(cut.reason()).isEqualTo(Reason.REFUSED);
    assertThat(cut)
        .hasMessageStartingWith(
            "sim:test: meter 77705923 does not say what its day log keeps: sim:test: no answer to"
                + " command B8, another answer came to 2 requests: answer to GetLogConfiguration:"
                + " 6 octets are missing at the end of 0504")
        .hasMessageEndingWith("0 entries were read");
  }

  /** The configuration of the hour log, 05, where that of the day log was asked for. */
  @Test
  void theConfigurationOfAnotherLogIsNoAnswer() {
    serialNumber();
    OctetString two = OctetString.of((byte) 0, (byte) 0);
    OctetString six = OctetString.of(new byte[6]);
    for (int i = 0; i < 2; i++) {
      ask(new GetLogConfiguration(DAY));
      answer(
          new KmpLogAnswer.LogConfiguration(
              KmpLog.HOUR.code(), six, two, two, 460, List.of(VOLUME)));
    }

    assertThat(failure(all())).hasMessageContaining("it is of log 5, 4 was asked for");
  }

  @Test
  void aLogWithNoneOfTheRegistersSaysWhichOnesItHas() {
    serialNumber().configuration(DATE, VOLUME);

    KmpLogException none = failure(new LogQuery(KmpLog.DAY, null, null, List.of(UNKNOWN), null));

    assertThat(none.reason()).isEqualTo(Reason.NO_SUCH_LOG);
    assertThat(none)
        .hasMessageContaining(
            "keeps none of these registers in its day log, which has %d, %d", DATE, VOLUME);
  }

  @Test
  void aMeterThatHasGoneToSleepIsNotSaidToHaveNoLog() {
    serialNumber();
    ask(new GetLogConfiguration(DAY));
    ask(new GetLogConfiguration(DAY));
    line.request(ASK_SERIAL).request(ASK_SERIAL);

    assertThat(failure(all()).reason()).isEqualTo(Reason.STOPPED);
  }

  @Test
  void timesOfALogWithoutTimesAreNotGuessed() {
    serialNumber().configuration(VOLUME);

    KmpLogException none = failure(days(1, 2));

    assertThat(none.reason()).isEqualTo(Reason.NO_TIMES);
    assertThat(none).hasMessageContaining("keeps no date and time in its day log");
  }

  @Test
  void aFaultOfTheMemorySaysSo() {
    serialNumber().configuration(DATE).newest(3, DATE);
    askBack(3, 4, DATE);
    answer(log(6, 3, 0, Log.MEMORY_FAULT, DATE));

    KmpLogException refused = failure(all());

    assertThat(refused.reason()).isEqualTo(Reason.REFUSED);
    assertThat(refused).hasMessageContaining("the memory of the log has a fault");
  }

  private static ModuleSelection records(int count) {
    return new ModuleSelection(1, List.of(DATE, VOLUME), count, 200);
  }

  private static KmpLogAnswer.ModuleLog module(int info, int newest, long... ids) {
    List<LogEntry> entries = new ArrayList<>();
    for (long id : ids) {
      entries.add(entry(id, DATE, VOLUME));
    }
    return new KmpLogAnswer.ModuleLog(
        new KmpLogAnswer.ModuleLog.Page(1, 2, entries, 0, newest), info);
  }

  private void askModule(KmpRequest<?> request) {
    line.request(hex(request.frame(KmpFrame.TOP_MODULE).encode()));
  }

  private LogReadout readModule(LocalDateTime to) {
    return turn(moduleLog(to, () -> false)).orElseThrow();
  }

  private ReadModuleLog moduleLog(LocalDateTime to, BooleanSupplier isAwaited) {
    ModuleLogQuery query = new ModuleLogQuery(1, FIRST.atStartOfDay(), to, List.of(DATE, VOLUME));
    return new ReadModuleLog("sim:test", query, windows::add, isAwaited);
  }

  private Optional<LogReadout> turn(ReadModuleLog log) {
    return log.run(connection(KmpFrame.TOP_MODULE).session(Long.MAX_VALUE));
  }

  private ReadLogTest recordsFromTheBeginning() {
    askModule(new GetModuleLogFromTime(records(32), FIRST.atStartOfDay()));
    line.answer(100, hex(module(8, 5, 1, 2, 3).frame(KmpFrame.TOP_MODULE, 0xA0).encode()));
    return this;
  }

  private ReadLogTest recordsFromTheFourth() {
    askModule(new GetModuleLogFromRecord(records(3), 4));
    line.answer(100, hex(module(0, 5, 4, 5).frame(KmpFrame.TOP_MODULE, 0xA2).encode()));
    return this;
  }

  @Test
  void aModuleIsAskedByTimeAndThenByRecord() {
    serialNumber().recordsFromTheBeginning().recordsFromTheFourth();

    assertThat(readModule(null).entries()).isEqualTo(5);
    assertThat(ids()).containsExactly(1L, 2L, 3L, 4L, 5L);
    assertThat(windows.get(0).log()).isEqualTo("module-1");
  }

  @Test
  void aModuleIsLeftToOthersBetweenTwoWindows() {
    ReadModuleLog log = moduleLog(null, () -> true);
    serialNumber().recordsFromTheBeginning();
    assertThat(turn(log)).isEmpty();
    assertThat(ids()).containsExactly(1L, 2L, 3L);

    serialNumber().recordsFromTheFourth();
    assertThat(turn(log).orElseThrow().entries()).isEqualTo(5);
    assertThat(ids()).containsExactly(1L, 2L, 3L, 4L, 5L);
  }

  @Test
  void aModuleIsAskedForTheNextRecordsOnANewConnection() {
    ReadModuleLog log = moduleLog(null, () -> false);
    serialNumber().recordsFromTheBeginning();
    line.lostHere();
    assertThatExceptionOfType(LineUnavailableException.class).isThrownBy(() -> turn(log));

    line.foundAgain();
    serialNumber().recordsFromTheFourth();
    assertThat(turn(log).orElseThrow().entries()).isEqualTo(5);
    assertThat(ids()).containsExactly(1L, 2L, 3L, 4L, 5L);
  }

  /** 04A1B2C4h. */
  @Test
  void recordsOfTwoMetersAreNoLog() {
    ReadModuleLog log = moduleLog(null, () -> true);
    serialNumber().recordsFromTheBeginning();
    turn(log);

    line.request(ASK_SERIAL).answer(100, "40 3F 02 04 A1 B2 C4 0F F6 0D");
    assertThatExceptionOfType(KmpLogException.class)
        .isThrownBy(() -> turn(log))
        .withMessageContaining("meter 77705924 has come under the head, where meter 77705923 was");
  }

  @Test
  void recordsAfterTheLastTimeAreLeftOut() {
    serialNumber();
    askModule(new GetModuleLogFromTime(records(32), FIRST.atStartOfDay()));
    line.answer(100, hex(module(8, 9, 1, 2, 3).frame(KmpFrame.TOP_MODULE, 0xA0).encode()));

    readModule(FIRST.plusDays(1).atStartOfDay());

    assertThat(ids()).containsExactly(1L, 2L);
  }

  @Test
  void aModuleIsNotAskedForNoRegisters() {
    Assertions.assertThatThrownBy(
            () -> new ModuleLogQuery(1, FIRST.atStartOfDay(), null, List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("give registers, such as 1003,1002,60");
  }

  @Test
  void aModuleWithoutRecordsSaysOnlyThat() {
    serialNumber();
    askModule(new GetModuleLogFromTime(records(32), FIRST.atStartOfDay()));
    KmpLogAnswer.ModuleLog empty = new KmpLogAnswer.ModuleLog(null, OctetString.EMPTY, 1);
    line.answer(100, hex(empty.frame(KmpFrame.TOP_MODULE, 0xA0).encode()));

    assertThat(readModule(null).entries()).isZero();
  }

  @Test
  void theMarkOfAModuleIsNotMoved() {
    Assertions.assertThatIllegalArgumentException()
        .isThrownBy(
            () -> connection.session(Long.MAX_VALUE).ask(new GetUnreadModuleLog(records(1))))
        .withMessage("command A1 changes the meter; nothing was sent");
    assertThat(line.requests()).isZero();
  }
}
