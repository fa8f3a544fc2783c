package io.github.camelmbus.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.camelmbus.application.SecondaryAddress;
import io.github.camelmbus.inventory.Inventory;
import io.github.camelmbus.inventory.InventoryMeter;
import io.github.camelmbus.master.Bus;
import io.github.camelmbus.master.BusSettings;
import io.github.camelmbus.simulator.Chance;
import io.github.camelmbus.simulator.Fault;
import io.github.camelmbus.simulator.MeterDefinition;
import io.github.camelmbus.simulator.SimulatedBus;
import io.github.camelmbus.transport.LineUnavailableException;
import io.github.camelmbus.transport.LineUnavailableException.Reason;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** Searches of simulated lines at several baud rates, in virtual time. */
class LineSearchTest {
  private static final String FAST = "1111111124232804";
  private static final String SLOW = "2222222224232804";
  private static final Set<SearchMethod> BOTH = EnumSet.allOf(SearchMethod.class);
  private static final Set<SearchMethod> SECONDARY = Set.of(SearchMethod.SECONDARY);

  private static final BusSettings SETTINGS =
      new BusSettings(
          BusSettings.DEFAULT.line(),
          Duration.ZERO,
          Duration.ofMillis(100),
          0,
          Duration.ofSeconds(60),
          BusSettings.DEFAULT.echo());

  private final List<String> events = new ArrayList<>();
  private final List<Integer> rates = new ArrayList<>();
  private final AtomicInteger progress = new AtomicInteger();

  private static SimulatedBus house() {
    return SimulatedBus.of(meter(FAST, 5), meter(SLOW, 6).withBaudRate(300));
  }

  private static MeterDefinition meter(String address, int primary) {
    return VirtualLine.meter(address).withPrimaryAddress(primary);
  }

  private LineSearch.Line line(SimulatedBus house) {
    return (rate, search) -> {
      rates.add(rate);
      if (rate > 9600) {
        throw new LineUnavailableException("sim:test", Reason.SETTING, rate + " bit/s: no");
      }
      house.setBaudRate(rate);
      try (Bus bus = VirtualLine.bus(house, SETTINGS.withBaudRate(rate))) {
        search.accept(bus);
      }
    };
  }

  private LineSearchResult search(SimulatedBus house, SearchPlan plan) {
    return search(house, plan, () -> false);
  }

  private LineSearchResult search(SimulatedBus house, SearchPlan plan, BooleanSupplier cancelled) {
    return new LineSearch(line(house), plan, new Events(), cancelled, () -> 0).run();
  }

  private final class Events implements LineSearch.Listener {
    @Override
    public void found(LineMeter meter) {
      events.add(meter.meter().address() + " " + meter.baudRate() + " " + meter.name());
    }

    @Override
    public void finding(Finding finding) {
      events.add(finding.kind() + " " + finding.where() + " " + finding.text());
    }

    @Override
    public void progress(Progress now) {
      progress.set(now.probes());
    }
  }

  private static SearchPlan plan(Set<SearchMethod> methods, Inventory known, Integer... baudRates) {
    List<Integer> all = Arrays.asList(baudRates);
    SearchOptions options = SearchOptions.DEFAULT;
    return new SearchPlan(
        all,
        false,
        methods,
        options.withKnown(known.at(all).known(options.scope())),
        List.of(known));
  }

  private static Inventory inventory(String... meters) {
    return Inventory.parse("{\"meters\":[" + String.join(",", meters) + "]}");
  }

  @Test
  void addressOfTwoMetersThatWereFoundIsSaidWithTheCommandThatSeparatesThem() {
    SimulatedBus house = SimulatedBus.of(meter(FAST, 0), meter(SLOW, 0));
    LineSearchResult result = search(house, plan(BOTH, Inventory.EMPTY, 2400));

    assertThat(result.findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.where()).isEqualTo("0");
              assertThat(finding.text())
                  .startsWith("address 0: 2 meters have it: " + FAST + ", " + SLOW)
                  .contains("set-address LINE --secondary " + SLOW + " --to FREE")
                  .doesNotContain("use the secondary search");
            });
  }

  @Test
  void addressOfTwoMetersThatWereNotSearchedForNamesTheSecondarySearch() {
    SimulatedBus house = SimulatedBus.of(meter(FAST, 0), meter(SLOW, 0));
    LineSearchResult result =
        search(house, plan(Set.of(SearchMethod.PRIMARY), Inventory.EMPTY, 2400));

    assertThat(result.findings())
        .extracting(Finding::text)
        .containsExactly("address 0: several meters answer at once; use the secondary search");
  }

  @Test
  void muteMeterThatBothSearchesMeetIsReportedOnceAndIsNoSilentLine() {
    MeterDefinition mute = meter(SLOW, 6).withFaults(new Fault.Mute());
    for (SimulatedBus house :
        List.of(SimulatedBus.of(mute), SimulatedBus.of(mute, meter(FAST, 5)))) {
      events.clear();
      LineSearchResult result = search(house, plan(BOTH, Inventory.EMPTY, 2400));

      assertThat(events)
          .filteredOn(event -> event.contains("acknowledges and sends no data"))
          .hasSize(1);
      assertThat(result.nothingAnswered()).isFalse();
    }
  }

  @Test
  void muteMeterThatOnlyThePrimaryScanMeetsIsReportedThere() {
    MeterDefinition mute = meter(SLOW, 6).withFaults(new Fault.Mute());
    search(
        SimulatedBus.of(mute, meter(FAST, 5)),
        plan(Set.of(SearchMethod.PRIMARY), Inventory.EMPTY, 2400));

    assertThat(events).anyMatch(event -> event.startsWith("MUTE 6 address 6: a device"));
  }

  @Test
  void eachMeterIsReportedOnceWithItsBaudRateAndName() {
    Inventory known =
        inventory("{\"secondaryAddress\":\"" + SLOW + "\",\"name\":\"Attic\",\"baudRate\":300}");

    LineSearchResult result = search(house(), plan(BOTH, known, 2400, 300));

    assertThat(events).containsExactly(FAST + " 2400 null", SLOW + " 300 Attic");
    assertThat(result.isGood()).isTrue();
    assertThat(result.misses(known)).isFalse();
    assertThat(result.probes()).isEqualTo(progress.get()).isGreaterThan(2 * 2 * 250);
    assertThat(known.merge(result.seen(), result.gone(), Instant.EPOCH).inventory().meters())
        .extracting(InventoryMeter::baudRate)
        .containsExactly(300, 2400);
  }

  @Test
  void aMeterIsMissingIfItIsSilentAtEachBaudRate() {
    Inventory known =
        inventory("{\"secondaryAddress\":\"" + SLOW + "\"}", "{\"secondaryAddress\":\"99999999\"}");

    LineSearchResult result = search(house(), plan(SECONDARY, known, 2400, 300));

    assertThat(result.missing()).extracting(SecondaryAddress::id).containsExactly("99999999");
    assertThat(events)
        .containsExactly(
            FAST + " 2400 null",
            SLOW + " 300 null",
            "SILENT 99999999FFFFFFFF a known meter answers at none of the baud rates");
    assertThat(result.misses(known)).isTrue();
  }

  @Test
  void theFirstBaudRateAtWhichMetersAnswerIsThatOfTheLine() {
    SearchPlan plan =
        new SearchPlan(
            List.of(19200, 2400, 300, 600), true, SECONDARY, SearchOptions.DEFAULT, List.of());

    LineSearchResult result = search(SimulatedBus.of(meter(SLOW, 6).withBaudRate(300)), plan);

    assertThat(rates).containsExactly(19200, 2400, 300);
    assertThat(events)
        .containsExactly("SILENT sim:test sim:test: 19200 bit/s: no", SLOW + " 300 null");
    assertThat(result.isGood()).isTrue();
  }

  @Test
  void aFindingAboutAMeterOfTheInventoryHasItsName() {
    Inventory known =
        inventory(
            "{\"secondaryAddress\":\"9999999924232804\",\"name\":\"Attic\"}",
            "{\"secondaryAddress\":\"" + FAST + "\",\"primaryAddress\":5,\"name\":\"Flat 3\"}");
    SimulatedBus house = SimulatedBus.of(meter(FAST, 5), meter(SLOW, 5));

    LineSearchResult result = search(house, plan(BOTH, known, 2400));

    assertThat(result.findings())
        .extracting(Finding::kind, Finding::where, Finding::name)
        .containsExactly(
            tuple(Finding.Kind.SILENT, "9999999924232804", "Attic"),
            tuple(Finding.Kind.COLLISION, "5", "Flat 3"));
  }

  /** The finding is at the selection: the id with the rest of the mask that has read the meter. */
  @Test
  void aFindingAboutAMeterThatWasFoundByAMaskHasItsName() {
    Inventory known =
        inventory(
            "{\"secondaryAddress\":\"9999999924232804\",\"primaryAddress\":9,\"name\":\"Attic\","
                + "\"mask\":\"FFFFFFF9FFFFFFFF\"}");

    LineSearchResult result = search(house(), plan(SECONDARY, known, 2400));

    assertThat(result.findings())
        .extracting(Finding::kind, Finding::where, Finding::name)
        .containsExactly(tuple(Finding.Kind.SILENT, "99999999FFFFFFFF", "Attic"));
  }

  /** A meter of which no telegram is good makes the secondary search incomplete, and no more. */
  @Test
  void whatASecondarySearchCannotReadIsNoReasonToLeaveOutThePrimaryScanOrABaudRate() {
    MeterDefinition damaged = meter(FAST, 5).withFaults(new Fault.Checksum(Chance.ALWAYS));
    SimulatedBus house =
        SimulatedBus.of(damaged, meter("3333333324232804", 7), meter(SLOW, 6).withBaudRate(300));

    LineSearchResult result = search(house, plan(BOTH, Inventory.EMPTY, 2400, 300));

    assertThat(result.complete()).isFalse();
    assertThat(result.found()).extracting(LineMeter::baudRate).containsExactly(2400, 300);
    assertThat(result.findings()).extracting(Finding::where).contains(FAST, "5");
  }

  /** Two of an inventory have the address: nothing shows which of them is meant. */
  @Test
  void aFindingAtAnAddressOfTwoMetersOfTheInventoryHasNoName() {
    Inventory known =
        inventory(
            "{\"secondaryAddress\":\"" + FAST + "\",\"primaryAddress\":5,\"name\":\"Flat 3\"}",
            "{\"secondaryAddress\":\"" + SLOW + "\",\"primaryAddress\":5,\"name\":\"Attic\"}");
    SimulatedBus house = SimulatedBus.of(meter(FAST, 5), meter(SLOW, 5));

    assertThat(search(house, plan(BOTH, known, 2400)).findings())
        .extracting(Finding::where, Finding::name)
        .containsExactly(tuple("5", null));
  }

  /** A search that was cut off says nothing about what it has not asked. */
  @Test
  void noMeterIsMissingBecauseTheSearchWasCutOffOrTheLineWent() {
    Inventory known = inventory("{\"secondaryAddress\":\"99999999\"}", "{\"primaryAddress\":9}");

    LineSearchResult cancelled =
        search(house(), plan(SECONDARY, known, 2400, 300), () -> rates.contains(300));
    LineSearchResult lost =
        new LineSearch(
                (rate, search) -> {
                  throw new LineUnavailableException("sim:test", Reason.LOST, "gone");
                },
                plan(BOTH, known, 2400),
                new Events(),
                () -> false,
                () -> 0)
            .run();

    assertThat(cancelled.complete()).isFalse();
    assertThat(cancelled.found()).hasSize(1);
    assertThat(known.meters()).noneMatch(cancelled.gone());
    assertThat(lost.failure()).isInstanceOf(LineUnavailableException.class);
    assertThat(lost.begun()).isFalse();
    assertThat(known.meters()).noneMatch(lost.gone());
  }

  @Test
  void aPrimaryScanKnowsTheMetersOfTheBaudRate() {
    Inventory known =
        inventory(
            "{\"primaryAddress\":5}",
            "{\"primaryAddress\":7}",
            "{\"primaryAddress\":8,\"baudRate\":300}");
    SearchPlan plan = plan(Set.of(SearchMethod.PRIMARY), known, 2400);
    List<Integer> patient = new ArrayList<>();

    LineSearchResult result =
        new LineSearch(line(house()), plan, new Events(), () -> false, () -> 0)
            .journaled(probe -> noting(patient, probe))
            .run();

    assertThat(patient).containsExactly(7, 7);
    assertThat(known.merge(result.seen(), result.gone(), Instant.EPOCH).missing())
        .extracting(InventoryMeter::primaryAddress)
        .containsExactly(7);
  }

  /** A probe that notes the addresses which are asked patiently. */
  private static Probe noting(List<Integer> patient, Probe probe) {
    return (Probe)
        Proxy.newProxyInstance(
            Probe.class.getClassLoader(),
            new Class<?>[] {Probe.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("address") && arguments[1] == Effort.THOROUGH) {
                patient.add((Integer) arguments[0]);
              }
              return method.invoke(probe, arguments);
            });
  }
}
