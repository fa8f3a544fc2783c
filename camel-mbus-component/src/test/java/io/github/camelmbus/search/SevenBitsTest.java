package io.github.camelmbus.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelmbus.master.Bus;
import io.github.camelmbus.master.BusSettings;
import io.github.camelmbus.simulator.BadOctets;
import io.github.camelmbus.simulator.GatewayOptions;
import io.github.camelmbus.simulator.MeterDefinition;
import io.github.camelmbus.simulator.SimulatedBus;
import io.github.camelmbus.simulator.SimulatedLine;
import io.github.camelmbus.simulator.SimulatedTransport;
import io.github.camelmbus.transport.DamagedOctets;
import io.github.camelmbus.transport.LineClock;
import io.github.camelmbus.transport.LineSettings;
import io.github.camelmbus.transport.Transport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Searches on lines with 7 data bits, which are wrong for every meter. */
class SevenBitsTest {
  /** E5h = 1110 0101. */
  private static final int ACK = 0xE5;

  /** What a port of 7 data bits makes of an octet. */
  private enum Port implements IntUnaryOperator {
    /** The 8th bit is 0. */
    STRIPS,
    /** The 8th bit is the even parity of the others. */
    PARITY;

    @Override
    public int applyAsInt(int octet) {
      int bits = octet & 0x7F;
      return this == STRIPS ? bits : bits | (Integer.bitCount(bits) & 1) << 7;
    }
  }

  /**
   * Before, a secondary search behind a gateway took 331 to 1060 probes, and found 074130112D2C400D
   * in place of 874130112D2C400D; a primary scan said of each meter that it is several.
   */
  @ParameterizedTest
  @CsvSource({
    "STRIPS, 1, ''",
    "STRIPS, 3, ''",
    "STRIPS, 10, ''",
    "PARITY, 1, ''",
    "PARITY, 10, ''",
    "STRIPS, 1, delay=50ms",
    "STRIPS, 10, delay=50ms",
    "PARITY, 1, delay=50ms",
    "PARITY, 10, delay=50ms"
  })
  void lineIsGivenUpAfterFewProbes(Port port, int meters, String gateway) {
    SearchResult secondary = search(port, gateway, meters);
    assertThat(secondary.probes()).isLessThan(10);
    assertIsOfSevenBits(secondary);

    SearchResult primary = scan(port, gateway, meters);
    // The first meter has address 5.
    assertThat(primary.probes()).isLessThan(10);
    assertIsOfSevenBits(primary);
  }

  private static void assertIsOfSevenBits(SearchResult result) {
    assertThat(result.found()).isEmpty();
    assertThat(result.complete()).isFalse();
    assertThat(result.findings())
        .singleElement()
        .satisfies(
            finding ->
                assertThat(finding.text())
                    .isEqualTo(
                        "acknowledges came as 65h instead of E5h, and a telegram without the 8th"
                            + " bit of its octets; the gateway or the port is set to 7 data bits;"
                            + " set it to 8 data bits, even parity (8E1)"));
  }

  /** A disturbed acknowledge may come as 65h: one that comes as E5h shows that there are 8 bits. */
  @Test
  void disturbedAcknowledgeIsNoProof() {
    for (int disturbed = 1; disturbed <= 6; disturbed++) {
      int which = disturbed;
      int[] acknowledges = new int[1];
      SearchResult result =
          scan(octet -> octet == ACK && ++acknowledges[0] == which ? 0x65 : octet, "", 1);
      assertThat(result.found()).as("the %d. disturbed", disturbed).hasSize(1);
      assertThat(result.findings())
          .extracting(Finding::text)
          .noneMatch(text -> text.contains("7 data bits"));
    }
  }

  private static SearchResult search(IntUnaryOperator port, String gateway, int meters) {
    try (Bus bus = bus(port, gateway, meters)) {
      return new SecondarySearch(
              new BusProbe(bus), SearchOptions.DEFAULT, SearchListener.NONE, () -> false)
          .run();
    }
  }

  private static SearchResult scan(IntUnaryOperator port, String gateway, int meters) {
    try (Bus bus = bus(port, gateway, meters)) {
      return PrimaryScan.ofAll(new BusProbe(bus), Set.of(), SearchListener.NONE, () -> false).run();
    }
  }

  private static Bus bus(IntUnaryOperator port, String gateway, int count) {
    List<MeterDefinition> meters = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      // Some have an 8th bit in their id, some an even number of them in their telegram.
      String address = (i % 2 == 0 ? "8741301" : "1234567") + i + "2D2C400D";
      meters.add(VirtualLine.meter(address).withPrimaryAddress(5 + i));
    }
    SimulatedLine line = SimulatedLine.DEFAULT.withSeed(1).withCollisions(1, 1, BadOctets.RAW);
    SimulatedLine used = gateway.isEmpty() ? line : line.withGateway(GatewayOptions.parse(gateway));
    SimulatedBus simulated = SimulatedBus.of(used, meters.toArray(MeterDefinition[]::new));
    return VirtualLine.bus(
        () -> new Changed(SimulatedTransport.virtual(simulated), port), BusSettings.DEFAULT);
  }

  /** A line that changes each octet that comes. */
  private record Changed(Transport line, IntUnaryOperator port) implements Transport {
    @Override
    public int read(byte[] buffer, long deadline) {
      int count = line.read(buffer, deadline);
      for (int i = 0; i < count; i++) {
        buffer[i] = (byte) port.applyAsInt(buffer[i] & 0xFF);
      }
      return count;
    }

    @Override
    public LineClock clock() {
      return line.clock();
    }

    @Override
    public void write(byte[] octets) {
      line.write(octets);
    }

    @Override
    public boolean configure(LineSettings settings) {
      return line.configure(settings);
    }

    @Override
    public DamagedOctets damagedOctets() {
      return line.damagedOctets();
    }

    @Override
    public Duration longestDelay() {
      return line.longestDelay();
    }

    @Override
    public void close() {
      line.close();
    }
  }
}
