package io.github.camelmbus.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelmbus.line.Priority;
import io.github.camelmbus.master.Bus;
import io.github.camelmbus.master.MeterAddress;
import io.github.camelmbus.master.Transactions;
import io.github.camelmbus.simulator.GatewayOptions;
import io.github.camelmbus.simulator.MeterDefinition;
import io.github.camelmbus.simulator.SimulatedBus;
import io.github.camelmbus.simulator.SimulatedLine;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * A gateway whose port speaks telnet: it takes each FF of a selection for a command, and sends FF
 * of a telegram twice.
 */
class TelnetTest {
  private static final String HINT = "speaks telnet: switch it to raw (transparent) mode";

  private static SimulatedBus house(MeterDefinition... meters) {
    return SimulatedBus.of(
        SimulatedLine.DEFAULT.withGateway(GatewayOptions.parse("telnet,delay=5ms")), meters);
  }

  private static void assertEndsSoon(Function<Probe, SearchResult> search) {
    SimulatedBus house =
        house(
            VirtualLine.meter("1234567824232804").withPrimaryAddress(5),
            VirtualLine.meter("8765432124232804").withPrimaryAddress(9));
    try (Bus bus = VirtualLine.bus(house)) {
      SearchResult result = search.apply(new BusProbe(bus));

      assertThat(result.complete()).isFalse();
      assertThat(result.probes()).isLessThan(5);
      assertThat(result.findings())
          .singleElement()
          .satisfies(finding -> assertThat(finding.text()).contains(HINT));
    }
  }

  @Test
  void secondarySearchNamesItAndEnds() {
    assertEndsSoon(
        probe ->
            new SecondarySearch(probe, SearchOptions.DEFAULT, SearchListener.NONE, () -> false)
                .run());
  }

  @Test
  void primaryScanNamesItAndEnds() {
    assertEndsSoon(
        probe -> PrimaryScan.ofAll(probe, Set.of(), SearchListener.NONE, () -> false).run());
  }

  /** Its telegram has an octet FF, so it comes with one octet too many. */
  @Test
  void readNamesItWhereATelegramIsDamaged() {
    // C 08, A 05, CI 72, header, then 04 FF 07 with 4 octets: a manufacturer's own number.
    MeterDefinition meter =
        MeterDefinition.of(
                "1234567824232804",
                "68 16 16 68 08 05 72 78 56 34 12 24 23 28 04 01 00 00 00 04 FF 07 11 22 00 00 44 16")
            .withPrimaryAddress(5);
    try (Bus bus = VirtualLine.bus(house(meter))) {
      assertThatThrownBy(
              () -> bus.submit(Transactions.read(MeterAddress.primary(5)), Priority.COMMAND).join())
          .hasMessageContaining(HINT)
          .hasMessageNotContaining("wiring");
    }
  }
}
