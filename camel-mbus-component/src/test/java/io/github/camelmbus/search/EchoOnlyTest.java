package io.github.camelmbus.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.camelmbus.line.Priority;
import io.github.camelmbus.master.Bus;
import io.github.camelmbus.master.BusSettings;
import io.github.camelmbus.master.MeterAddress;
import io.github.camelmbus.master.NoReplyException;
import io.github.camelmbus.master.Transactions;
import io.github.camelmbus.simulator.GatewayOptions;
import io.github.camelmbus.simulator.MeterDefinition;
import io.github.camelmbus.simulator.SimulatedBus;
import io.github.camelmbus.simulator.SimulatedLine;
import io.github.camelmbus.simulator.SimulatedTransport;
import io.github.camelmbus.transport.Transport;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines on which the own octets come back and nothing else: a converter, and no meter. */
class EchoOnlyTest {
  private static final long SECOND = 1_000_000_000;

  private final SimulatedLine local = SimulatedLine.DEFAULT.withEcho(true);
  private final SimulatedLine behindGateway = local.withGateway(GatewayOptions.parse("delay=5ms"));
  private Transport transport;

  private Bus bus(SimulatedLine line, MeterDefinition... meters) {
    SimulatedBus simulated = SimulatedBus.of(line, meters);
    return VirtualLine.bus(
        () -> transport = SimulatedTransport.virtual(simulated), BusSettings.DEFAULT);
  }

  private long seconds() {
    return transport.clock().nanos() / SECOND;
  }

  /** What a scan has found, and after how many probes. */
  private static final class Told implements SearchListener {
    private final List<Integer> after = new ArrayList<>();
    private int probes;

    @Override
    public void progress(Progress progress) {
      probes = progress.probes();
    }

    @Override
    public void finding(Finding finding) {
      if (finding.kind() == Finding.Kind.SILENT) {
        after.add(probes);
      }
    }
  }

  @Test
  void primaryScanTellsItEarlyAndIsNotComplete() {
    Told told = new Told();
    try (Bus bus = bus(behindGateway)) {
      SearchResult result = PrimaryScan.ofAll(new BusProbe(bus), Set.of(), told, () -> false).run();

      assertThat(result.complete()).isFalse();
      assertThat(result.findings())
          .extracting(Finding::kind)
          .containsExactly(Finding.Kind.ECHO, Finding.Kind.SILENT);
      assertThat(result.findings().get(1).text())
          .startsWith("all meters were asked at once, and only what is sent came back");
      assertThat(told.after).containsExactly(5);
    }
  }

  /**
   * With 5 octets sent and 188 ms of silence an address takes 211 ms. The echo made it 400 ms, as
   * it was taken for an answer that proves that meters are there.
   */
  @Test
  void primaryScanTakesNoLongerThanWithoutEcho() {
    try (Bus bus = bus(local)) {
      PrimaryScan.ofAll(new BusProbe(bus), Set.of(), SearchListener.NONE, () -> false).run();
      assertThat(seconds()).isLessThan(62);
    }
  }

  /** It took 1016 s, and said that the line drops damaged octets, of which none had come. */
  @Test
  void secondarySearchEndsAsOnASilentLine() {
    try (Bus bus = bus(behindGateway)) {
      SearchResult result =
          new SecondarySearch(
                  new BusProbe(bus), SearchOptions.DEFAULT, SearchListener.NONE, () -> false)
              .run();
      assertThat(result.probes()).isEqualTo(12);
      assertThat(result.complete()).isFalse();
      assertThat(result.findings())
          .extracting(Finding::kind)
          .containsExactly(Finding.Kind.ECHO, Finding.Kind.SILENT);
      assertThat(result.findings().get(1).text())
          .contains("only what is sent came back")
          .doesNotContain("drop");
      assertThat(seconds()).isLessThan(45);
    }
  }

  @Test
  void messageOfAReadingNamesTheEcho() {
    try (Bus bus = bus(behindGateway)) {
      assertThatExceptionOfType(ExecutionException.class)
          .isThrownBy(
              () -> bus.submit(Transactions.read(MeterAddress.primary(5)), Priority.COMMAND).get())
          .havingCause()
          .isInstanceOf(NoReplyException.class)
          .withMessageContaining("only what is sent came back on this line")
          .withMessageContaining("the power of the bus")
          .withMessageNotContaining("nothing at all");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 200})
  void aMeterIsFoundAndNothingIsSaidOfAnEchoAlone(int address) {
    MeterDefinition meter = VirtualLine.meter("1234567824232804").withPrimaryAddress(address);
    try (Bus bus = bus(behindGateway, meter)) {
      SearchResult result =
          PrimaryScan.ofAll(new BusProbe(bus), Set.of(), SearchListener.NONE, () -> false).run();

      assertThat(result.found()).hasSize(1);
      assertThat(result.complete()).isTrue();
      assertThat(result.findings()).extracting(Finding::kind).containsExactly(Finding.Kind.ECHO);
    }
  }
}
