package io.github.camelmbus.kmp.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelmbus.kmp.KmpAnswer;
import io.github.camelmbus.kmp.KmpFrame;
import io.github.camelmbus.kmp.KmpLog;
import io.github.camelmbus.kmp.KmpRegisters;
import io.github.camelmbus.kmp.LogEntry;
import io.github.camelmbus.kmp.LogTime;
import io.github.camelmbus.kmp.RegisterValue;
import io.github.camelmbus.kmp.head.KmpNoAnswerException.Seen;
import io.github.camelmbus.line.LineWorker;
import io.github.camelmbus.line.Priority;
import io.github.camelmbus.simulator.Chance;
import io.github.camelmbus.simulator.Fault;
import io.github.camelmbus.simulator.GatewayOptions;
import io.github.camelmbus.simulator.House;
import io.github.camelmbus.simulator.KmpMeterDefinition;
import io.github.camelmbus.simulator.SimulatedTransport;
import io.github.camelmbus.simulator.SimulatorServer;
import io.github.camelmbus.transport.LineAddress;
import io.github.camelmbus.transport.LineClock;
import io.github.camelmbus.transport.LineSettings;
import io.github.camelmbus.transport.Transport;
import io.github.camelmbus.transport.TransportProvider;
import io.github.camelmbus.transport.Transports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The master on the simulated meter of the house {@code kmp}: another one who reads the papers. */
@Timeout(60)
class SimulatedHeadTest {
  private static final LocalDateTime MORNING = LocalDateTime.of(2026, 11, 22, 7, 30);
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final long SERIAL_NUMBER = 67218804;

  /** The energy of the meter at that time, in MWh. */
  private static final double ENERGY = 80;

  private final House house = House.named("kmp");

  private static final KmpSettings TOP_MODULE =
      new KmpSettings(
          KmpSettings.LINE,
          KmpFrame.TOP_MODULE,
          KmpSettings.Way.SERIAL,
          Duration.ofSeconds(2),
          Duration.ofMillis(300),
          1,
          Duration.ofSeconds(10));

  private static OpticalHead head(LineAddress line, TransportProvider provider) {
    return head(line, provider, KmpSettings.DEFAULT);
  }

  private static OpticalHead head(
      LineAddress line, TransportProvider provider, KmpSettings settings) {
    LineWorker worker =
        new LineWorker(
            line,
            provider,
            task -> {
              Thread thread = new Thread(task, "head " + line);
              thread.setDaemon(true);
              return thread;
            },
            LineClock.SYSTEM);
    return new OpticalHead(worker, settings, Clock.systemUTC());
  }

  private static OpticalHead virtual(House house) {
    return virtual(house, KmpSettings.DEFAULT);
  }

  private static OpticalHead virtual(House house, KmpSettings settings) {
    return head(
        LineAddress.parse("sim:kmp"),
        new TransportProvider() {
          @Override
          public Set<String> schemes() {
            return Set.of("sim");
          }

          @Override
          public List<String> forms() {
            return List.of("sim:NAME");
          }

          @Override
          public void validate(LineAddress line) {}

          @Override
          public Transport open(LineAddress line, LineSettings settings) {
            return SimulatedTransport.virtual(house.bus(MORNING));
          }
        },
        settings);
  }

  private House with(Fault... faults) {
    return new House(
        house.name(),
        house.line(),
        List.of(),
        Objects.requireNonNull(house.kmpMeter()).withFaults(faults));
  }

  private static HeadReadout readDefault(OpticalHead head) {
    return head.read(KmpRegisters.DEFAULT, Priority.COMMAND, PATIENCE).join();
  }

  private static void assertIsComplete(HeadReadout readout) {
    assertThat(readout.serialNumber()).isEqualTo(SERIAL_NUMBER);
    assertThat(readout.missing()).isEmpty();
    assertThat(readout.values())
        .extracting(RegisterValue::register)
        .containsExactlyElementsOf(KmpRegisters.DEFAULT);
  }

  /** The answer to GetType, which the telegrams of an identification contain. */
  private static KmpAnswer.Type type(OpticalHead head) {
    return head.identify(Priority.COMMAND, PATIENCE).join().telegrams().stream()
        .map(telegram -> KmpAnswer.decode(KmpFrame.decode(telegram.toArray())))
        .filter(KmpAnswer.Type.class::isInstance)
        .map(KmpAnswer.Type.class::cast)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void meterIsReadAndIdentified() {
    try (OpticalHead head = virtual(house)) {
      HeadReadout readout = readDefault(head);

      assertIsComplete(readout);
      assertThat(readout.values().get(0).number().doubleValue()).isGreaterThan(ENERGY);
      assertThat(type(head).software()).isEqualTo("C12");
    }
  }

  @Test
  void registersThatItDoesNotHaveAreMissing() {
    try (OpticalHead head = virtual(house)) {
      HeadReadout readout = head.read(List.of(60, 69, 1003), Priority.COMMAND, PATIENCE).join();

      assertThat(readout.missing()).containsExactly(69);
      assertThat(readout.values().get(1).meaning().value()).isEqualTo("2026-11-22");
    }
  }

  @Test
  void faultsOfAnAnswerCostARetry() {
    House bad =
        with(
            new Fault.Checksum(Chance.first(1)), new Fault.ZeroAround(Fault.ZeroAround.Where.BOTH));
    try (OpticalHead head = virtual(bad)) {
      assertIsComplete(readDefault(head));
    }
  }

  @Test
  void meterThatSleepsUntilAButtonIsPressedLeavesTheEcho() {
    House asleep = with(new Fault.SleepsUntilButton(Duration.ZERO, Duration.ofHours(1)));
    try (OpticalHead head = virtual(asleep)) {
      assertThatThrownBy(() -> readDefault(head))
          .isInstanceOf(CompletionException.class)
          .cause()
          .isInstanceOfSatisfying(
              KmpNoAnswerException.class,
              failure -> assertThat(failure.seen()).isEqualTo(Seen.ECHO));
    }
  }

  /** What one answer has room for, an answer that is cut early, and one answer in five damaged. */
  @ParameterizedTest
  @CsvSource({"250, 0", "64, 0", "250, 0.2"})
  void fortyDaysOfALogAreRead(int longestAnswer, double damaged) {
    KmpMeterDefinition meter = Objects.requireNonNull(house.kmpMeter());
    House kept =
        new House(
            house.name(),
            house.line(),
            List.of(),
            meter
                .withLongestAnswer(longestAnswer)
                .withFaults(new Fault.Checksum(Chance.of(damaged))));
    List<LogEntry> entries = new ArrayList<>();
    try (OpticalHead head = virtual(kept)) {
      LogReadout readout =
          head.readLog(
                  LogQuery.since(KmpLog.DAY, MORNING.minusDays(39)),
                  window -> entries.addAll(window.entries()),
                  Priority.COMMAND,
                  Duration.ofHours(1))
              .join();

      assertThat(readout.entries()).isEqualTo(40);
    }
    // Entries are made at the beginning of a day.
    for (int day = 0; day < entries.size(); day++) {
      assertThat(LogTime.of(entries.get(day).values()))
          .isEqualTo(new LogTime(MORNING.toLocalDate().minusDays(day), null));
    }
    assertThat(entries).extracting(entry -> entry.values().size()).containsOnly(8);
    assertThat(entries).extracting(LogEntry::id).isSortedAccordingTo(Comparator.reverseOrder());
  }

  private static final LogQuery FORTY_DAYS = LogQuery.since(KmpLog.DAY, MORNING.minusDays(39));

  @Test
  void aLogThatStopsHalfWayCountsAsAnErrorAndKeepsWhatWasRead() {
    House tired = with(new Fault.SleepsUntilButton(Duration.ofSeconds(18), Duration.ofDays(365)));
    List<LogEntry> entries = new ArrayList<>();
    List<Long> failed = new ArrayList<>();
    try (OpticalHead head = virtual(tired)) {
      head.addListener(
          new HeadListener() {
            @Override
            public void read(@Nullable Long meter, Duration responseTime, int retries) {}

            @Override
            public void failed(@Nullable Long meter, KmpNoAnswerException failure, int retries) {
              failed.add(meter);
            }
          });
      assertThatThrownBy(
              () ->
                  head.readLog(
                          FORTY_DAYS,
                          window -> entries.addAll(window.entries()),
                          Priority.COMMAND,
                          Duration.ofHours(1))
                      .join())
          .hasCauseInstanceOf(KmpLogException.class);

      assertThat(head.status().errors()).isOne();
      assertThat(head.status().lastError()).contains("stopped answering").contains("32 entries");
    }
    assertThat(failed).hasSize(1);
    assertThat(entries).hasSize(32);
  }

  /** Each connection ends in a window: 12 requests, where a readout without a fault has 21. */
  @Test
  void aLogGoesOnBelowWhatWasReadWhenItsConnectionWasLost() {
    List<LogEntry> entries = new ArrayList<>();
    try (OpticalHead head = virtual(house.withGateway(GatewayOptions.parse("drop=15")))) {
      LogReadout readout =
          head.readLog(
                  FORTY_DAYS,
                  window -> entries.addAll(window.entries()),
                  Priority.COMMAND,
                  Duration.ofHours(1))
              .join();

      assertThat(readout.entries()).isEqualTo(40);
    }
    assertThat(entries).hasSize(40).doesNotHaveDuplicates();
  }

  @Test
  void othersHaveTheLineBetweenTwoWindowsOfALog() {
    List<String> order = new CopyOnWriteArrayList<>();
    try (OpticalHead head = virtual(house)) {
      LogReadout readout =
          head.readLog(
                  FORTY_DAYS,
                  window -> {
                    order.add(window.entries().size() + " entries");
                    if (order.size() == 1) {
                      head.read(List.of(60), Priority.POLL, PATIENCE)
                          .thenRun(() -> order.add("poll"));
                    }
                  },
                  Priority.COMMAND,
                  Duration.ofHours(1))
              .join();

      assertThat(readout.entries()).isEqualTo(40);
    }
    assertThat(order).containsExactly("32 entries", "poll", "8 entries");
  }

  /** 80 hours; 13 + 5 + 30 * 6 octets are the most records that 200 octets have room for. */
  @Test
  void othersHaveTheLineBetweenTwoWindowsOfAModule(@TempDir Path directory) throws Exception {
    Path file =
        Files.writeString(
            directory.resolve("module.yaml"),
            """
            line: {baudRate: 1200}
            meters:
              - protocol: kmp
                id: "67218804"
                type: "0303"
                software: C12
                registers:
                  - {register: 60, unit: "03", exponent: -3, model: counter, start: 1, perHour: 2}
                moduleLogs:
                  - {number: 1, log: hour, since: 2026-11-01, depth: 1440, registers: [60]}
            """);
    List<String> order = new CopyOnWriteArrayList<>();
    ModuleLogQuery hours = new ModuleLogQuery(1, MORNING.minusHours(80), null, List.of(60));
    try (OpticalHead head = virtual(House.read(file), TOP_MODULE)) {
      LogReadout readout =
          head.readModuleLog(
                  hours,
                  window -> {
                    order.add(window.entries().size() + " entries");
                    if (order.size() == 1) {
                      head.probe(Priority.POLL, PATIENCE).thenRun(() -> order.add("other"));
                    }
                  },
                  Priority.COMMAND,
                  Duration.ofHours(1))
              .join();

      assertThat(readout.entries()).isEqualTo(80);
    }
    assertThat(order).containsExactly("30 entries", "other", "30 entries", "20 entries");
  }

  /** Ten times as fast as a line of 1200 bit/s. */
  @Test
  void meterIsReadOverTcp() {
    try (SimulatorServer server = SimulatorServer.start(house, 0, 10)) {
      LineAddress line = LineAddress.parse("tcp://localhost:" + server.port());
      Transports transports = new Transports(getClass().getClassLoader());
      try (OpticalHead head = head(line, transports.provider(line))) {
        assertIsComplete(readDefault(head));
      }
    }
  }

  @Test
  void houseIsFoundByItsName() {
    LineAddress line = LineAddress.parse("sim:kmp");
    Transports transports = new Transports(getClass().getClassLoader());
    try (OpticalHead head = head(line, transports.provider(line))) {
      assertThat(type(head).code()).isEqualTo(0x0303);
    }
  }
}
