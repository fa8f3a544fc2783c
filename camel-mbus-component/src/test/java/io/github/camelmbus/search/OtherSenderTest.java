package io.github.camelmbus.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelmbus.application.Mask;
import io.github.camelmbus.line.Priority;
import io.github.camelmbus.master.Bus;
import io.github.camelmbus.master.MeterAddress;
import io.github.camelmbus.master.Readout;
import io.github.camelmbus.master.Transactions;
import io.github.camelmbus.simulator.Fault;
import io.github.camelmbus.simulator.GatewayOptions;
import io.github.camelmbus.simulator.MeterDefinition;
import io.github.camelmbus.simulator.SimulatedBus;
import io.github.camelmbus.simulator.SimulatedLine;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Meters that answer with another address than the one that was asked, among others. */
class OtherSenderTest {
  private static final MeterDefinition NEIGHBOUR =
      VirtualLine.meter("1234567924232804").withPrimaryAddress(7);

  /** A = 6 in each answer of the meter at 5. */
  private static final MeterDefinition OWN_ADDRESS =
      VirtualLine.meter("1234567824232804")
          .withPrimaryAddress(5)
          .withFaults(new Fault.OtherAddress(6));

  /** Selected as HYD (24 23), and says KAM (2D 2C) in its header. */
  private static final MeterDefinition OTHER_MANUFACTURER =
      VirtualLine.meter("8765432124232804").withFaults(new Fault.OtherManufacturer("KAM"));

  private static Readout read(Bus bus, MeterAddress meter) {
    return bus.submit(Transactions.read(meter), Priority.COMMAND).join();
  }

  @Test
  void meterWithAnAFieldOfItsOwnIsReadWhereItIsAsked() {
    try (Bus bus = VirtualLine.bus(SimulatedBus.of(OWN_ADDRESS, NEIGHBOUR))) {
      Readout readout = read(bus, MeterAddress.primary(5));

      assertThat(readout.telegrams()).hasSize(1);
      assertThat(readout.warnings())
          .singleElement()
          .satisfies(warning -> assertThat(warning).contains("6"));
    }
  }

  @Test
  void primaryScanFindsItThereAndSaysItOnce() {
    try (Bus bus = VirtualLine.bus(SimulatedBus.of(OWN_ADDRESS, NEIGHBOUR))) {
      SearchResult result =
          PrimaryScan.ofAll(new BusProbe(bus), Set.of(), SearchListener.NONE, () -> false).run();

      assertThat(result.found()).extracting(FoundMeter::primaryAddress).containsExactly(5, 7);
      assertThat(result.findings())
          .singleElement()
          .satisfies(
              finding ->
                  assertThat(finding.text())
                      .startsWith("address 5: the meter there answers with A field 6"));
      assertThat(result.complete()).isTrue();
    }
  }

  /**
   * Its telegram comes after the silence of address 4, and looks like the late answer of a meter 6.
   * That it comes again and in time shows that it is not: silent addresses take no longer after it.
   */
  @ParameterizedTest
  @ValueSource(strings = {"none", "delay=5ms", "delay=300ms", "whole,delay=20ms"})
  void scanIsNotSlowerAfterIt(String gateway) {
    MeterDefinition usual = VirtualLine.meter("1234567824232804").withPrimaryAddress(5);
    double ratio = scanTime(gateway, OWN_ADDRESS) / scanTime(gateway, usual);

    assertThat(ratio).isLessThan(1.2);
  }

  /** Seconds that a scan of all addresses takes. */
  private static double scanTime(String gateway, MeterDefinition meter) {
    SimulatedLine line = SimulatedLine.DEFAULT;
    if (!gateway.equals("none")) {
      line = line.withGateway(GatewayOptions.parse(gateway));
    }
    SimulatedBus simulated = SimulatedBus.of(line, meter);
    try (Bus bus = VirtualLine.bus(simulated)) {
      SearchResult result =
          PrimaryScan.ofAll(new BusProbe(bus), Set.of(), SearchListener.NONE, () -> false).run();
      assertThat(result.found()).hasSize(1);
      assertThat(result.complete()).isTrue();
    }
    return simulated.statistics().elapsed().toMillis() / 1000.0;
  }

  /** What a search has found by wildcards is read by the mask that it is found with. */
  @Test
  void meterWithAnotherManufacturerIsReadByItsMask() {
    try (Bus bus = VirtualLine.bus(SimulatedBus.of(OTHER_MANUFACTURER, NEIGHBOUR))) {
      SearchResult result =
          new SecondarySearch(
                  new BusProbe(bus), SearchOptions.DEFAULT, SearchListener.NONE, () -> false)
              .run();

      assertThat(result.found())
          .extracting(meter -> String.valueOf(meter.address()))
          .containsExactlyInAnyOrder("876543212D2C2804", "1234567924232804");
      assertThat(result.complete()).isTrue();
      for (FoundMeter meter : result.found()) {
        Mask mask = meter.mask();
        assertThat(mask).isNotNull();
        assertThat(read(bus, MeterAddress.secondary(mask.address().toString())).telegrams())
            .hasSize(1);
      }
    }
  }
}
