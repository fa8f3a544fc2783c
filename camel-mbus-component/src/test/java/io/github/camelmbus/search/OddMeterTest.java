package io.github.camelmbus.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelmbus.line.Priority;
import io.github.camelmbus.master.Bus;
import io.github.camelmbus.master.BusSettings;
import io.github.camelmbus.master.MeterAddress;
import io.github.camelmbus.master.Transactions;
import io.github.camelmbus.simulator.BadOctets;
import io.github.camelmbus.simulator.Chance;
import io.github.camelmbus.simulator.Fault;
import io.github.camelmbus.simulator.GatewayOptions;
import io.github.camelmbus.simulator.MeterDefinition;
import io.github.camelmbus.simulator.SimulatedBus;
import io.github.camelmbus.simulator.SimulatedLine;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One meter with manners of its own among three others: it is found like them, nothing wrong is
 * said of it, and the search takes no longer than the manner itself makes necessary.
 */
class OddMeterTest {
  private static final String ADDRESS = "1234567824232804";

  private static final MeterDefinition ODD = meter(ADDRESS, 5, 20);

  private static final List<MeterDefinition> OTHERS =
      List.of(
          meter("4711081524232804", 2, 30),
          meter("8765432124232804", 9, 40),
          meter("1122334424232804", 12, 15));

  private static MeterDefinition meter(String address, int primaryAddress, long delayMillis) {
    return VirtualLine.meter(address)
        .withPrimaryAddress(primaryAddress)
        .withResponseDelay(Duration.ofMillis(delayMillis));
  }

  /**
   * A manner.
   *
   * @param primary how many times as long a primary scan may take as one without it.
   * @param secondary the same of a secondary search.
   * @param finding what may be said of it.
   */
  private record Manner(Fault fault, double primary, double secondary, String finding) {
    Manner(Fault fault, double primary, double secondary) {
      this(fault, primary, secondary, "nothing");
    }
  }

  /**
   * Where a line pauses, silence may be a telegram that has not begun yet. Octets before a telegram
   * are those of another meter, until none was found.
   */
  private static final Map<String, Manner> MANNERS = new LinkedHashMap<>();

  static {
    MANNERS.put("A field of its own", new Manner(new Fault.OtherAddress(99), 1.2, 2, "A field 99"));
    MANNERS.put("manufacturer of its own", usual(new Fault.OtherManufacturer("KAM")));
    MANNERS.put("00 before", usual(new Fault.ZeroAround(Fault.ZeroAround.Where.BEFORE)));
    MANNERS.put("00 after", usual(new Fault.ZeroAround(Fault.ZeroAround.Where.AFTER)));
    MANNERS.put(
        "stray octet before each answer",
        new Manner(new Fault.Noise(Chance.ALWAYS), 1.2, 4, "stray octets"));
    MANNERS.put("octet every 30 ms", usual(new Fault.SlowOctets(Duration.ofMillis(30))));
    MANNERS.put("pause of 100 ms", new Manner(pause(100), 3, 2));
    MANNERS.put("pause of 600 ms", new Manner(pause(600), 12, 13));
    MANNERS.put("sleeps", usual(new Fault.Sleepy(Duration.ofSeconds(60))));
    MANNERS.put("no acknowledge of a reset", usual(new Fault.NoNkeAck()));
    MANNERS.put("ignores the FCB", usual(new Fault.IgnoresFcb()));
    MANNERS.put("first checksum wrong", usual(new Fault.Checksum(Chance.first(1))));
    MANNERS.put("first telegram cut off", usual(new Fault.Truncate(Chance.first(1))));
  }

  private static Manner usual(Fault fault) {
    return new Manner(fault, 1.2, 2);
  }

  private static Fault pause(long millis) {
    return new Fault.Gap(Duration.ofMillis(millis), Chance.ALWAYS);
  }

  static Stream<Arguments> mannersAndGateways() {
    return MANNERS.keySet().stream()
        .flatMap(
            manner ->
                Stream.of("", "delay=5ms", "whole,delay=20ms")
                    .map(gateway -> Arguments.of(manner, gateway)));
  }

  /** What a search has found, and how many seconds it took. */
  private record Run(SearchResult result, double seconds) {}

  private static SimulatedBus simulated(String gateway, Fault... faults) {
    SimulatedLine line =
        gateway.isEmpty()
            ? SimulatedLine.DEFAULT
            : SimulatedLine.DEFAULT.withGateway(GatewayOptions.parse(gateway));
    return SimulatedBus.of(
        line,
        Stream.concat(OTHERS.stream(), Stream.of(ODD.withFaults(faults)))
            .toArray(MeterDefinition[]::new));
  }

  private static Run run(SimulatedBus simulated, Function<Probe, SearchResult> search) {
    try (Bus bus = VirtualLine.bus(simulated)) {
      SearchResult result = search.apply(new BusProbe(bus));
      return new Run(result, simulated.statistics().elapsed().toMillis() / 1000.0);
    }
  }

  private static SearchResult secondary(Probe probe) {
    return new SecondarySearch(probe, SearchOptions.DEFAULT, SearchListener.NONE, () -> false)
        .run();
  }

  private static SearchResult primary(Probe probe) {
    return PrimaryScan.ofAll(probe, Set.of(), SearchListener.NONE, () -> false).run();
  }

  @ParameterizedTest
  @MethodSource("mannersAndGateways")
  void secondarySearchFindsItWithTheOthers(String manner, String gateway) {
    Manner odd = MANNERS.get(manner);
    Run usual = run(simulated(gateway), OddMeterTest::secondary);
    Run run = run(simulated(gateway, odd.fault), OddMeterTest::secondary);

    assertThat(run.result.found()).hasSize(4);
    assertThat(run.result.findings()).allMatch(finding -> finding.text().contains(odd.finding));
    assertThat(run.result.complete()).isTrue();
    assertThat(run.seconds / usual.seconds).isLessThan(odd.secondary);
  }

  @ParameterizedTest
  @MethodSource("mannersAndGateways")
  void primaryScanFindsItWithTheOthers(String manner, String gateway) {
    Manner odd = MANNERS.get(manner);
    Run usual = run(simulated(gateway), OddMeterTest::primary);
    Run run = run(simulated(gateway, odd.fault), OddMeterTest::primary);

    assertThat(run.result.found())
        .extracting(FoundMeter::primaryAddress)
        .containsExactlyInAnyOrder(2, 5, 9, 12);
    assertThat(run.result.findings()).allMatch(finding -> finding.text().contains(odd.finding));
    assertThat(run.result.complete()).isTrue();
    assertThat(run.seconds / usual.seconds).isLessThan(odd.primary);
  }

  /** The rest of its telegram comes after the pause, and is not talked into. */
  @ParameterizedTest
  @MethodSource("mannersAndGateways")
  void itIsReadWithoutARequestIntoItsAnswer(String manner, String gateway) {
    SimulatedBus simulated = simulated(gateway, MANNERS.get(manner).fault);
    try (Bus bus = VirtualLine.bus(simulated)) {
      for (String address : List.of("5", ADDRESS)) {
        MeterAddress meter =
            address.length() > 3
                ? MeterAddress.secondary(address)
                : MeterAddress.primary(Integer.parseInt(address));
        assertThat(bus.submit(Transactions.read(meter), Priority.COMMAND).join().telegrams())
            .hasSize(1);
      }
    }
    // A 00 after a telegram may come when the next request has begun: that is the meter's doing.
    if (!manner.equals("00 after")) {
      assertThat(simulated.statistics().talkOvers()).isZero();
    }
  }

  /** The gateway hands out each octet 99 ms after the one before. */
  @Test
  void octetsOfItsOwnLongBeforeItsTelegramsAreNoOtherMeter() {
    Fault zeros = new Fault.ZeroAround(Fault.ZeroAround.Where.BEFORE);
    List<Function<Probe, SearchResult>> searches =
        List.of(OddMeterTest::primary, OddMeterTest::secondary);
    for (Function<Probe, SearchResult> search : searches) {
      SearchResult result = run(simulated("split=99ms,delay=45ms", zeros), search).result;
      assertThat(result.found()).hasSize(4);
      assertThat(result.findings()).isEmpty();
    }
  }

  /** Its late acknowledge and telegram come when other addresses are asked. */
  @Test
  void meterThatIsLateIsNoDeviceAtAnotherAddress() {
    SimulatedBus simulated = simulated("delay=5ms", new Fault.Slow(Duration.ofMillis(300)));
    SearchResult result = run(simulated, OddMeterTest::primary).result;

    assertThat(result.found())
        .extracting(FoundMeter::primaryAddress)
        .containsExactlyInAnyOrder(2, 5, 9, 12);
    assertThat(result.findings()).isEmpty();
  }

  /**
   * Two of one primary address pause in the middle of their superposed telegrams, and the rest is
   * sent while the next masks are asked: what is silent then, as the third meter, is asked again.
   */
  @Test
  void meterThatWasAskedWhileAnAnswerWentOnIsNotMissed() {
    int complete = 0;
    for (long seed = 1; seed <= 60; seed++) {
      SimulatedLine line =
          SimulatedLine.DEFAULT
              .withBaudRate(4800)
              .withSeed(seed)
              .withCollisions(1, 3, BadOctets.RAW);
      SimulatedBus simulated =
          SimulatedBus.of(
              line,
              meter("792571602D2C400D", 1, 23),
              meter("7925716024232807", 1, 23)
                  .withFaults(new Fault.Gap(Duration.ofMillis(312), Chance.of(0.3))),
              meter("3556326024232807", 19, 48),
              meter("015299772D2C1B16", 16, 50));
      SearchResult result;
      try (Bus bus = VirtualLine.bus(simulated, BusSettings.DEFAULT.withBaudRate(4800))) {
        result = secondary(new BusProbe(bus));
      }
      assertThat(result.found().size() == 4 || !result.complete()).as("seed %d", seed).isTrue();
      complete += result.complete() ? 1 : 0;
    }
    assertThat(complete).isGreaterThan(50);
  }

  /** It is selected, dead, and still selected when it is back: then it answers for another one. */
  @Test
  void meterThatIsStillSelectedIsNotTakenForALateOne() {
    Fault dead = new Fault.Vanish(Duration.ofSeconds(20), Chance.first(1));
    Run usual = run(simulated("delay=5ms"), OddMeterTest::secondary);
    Run run = run(simulated("delay=5ms", dead), OddMeterTest::secondary);

    assertThat(run.result.found()).hasSize(4);
    assertThat(run.result.complete()).isTrue();
    assertThat(run.seconds / usual.seconds).as("14 if it seems late").isLessThan(5);
  }
}
