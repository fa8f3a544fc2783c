package io.github.camelmbus.master;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelmbus.simulator.GatewayOptions;
import io.github.camelmbus.simulator.MeterDefinition;
import io.github.camelmbus.simulator.SimulatedBus;
import io.github.camelmbus.simulator.VirtualGateway;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Gateways that close a connection while it is in use. */
class DroppedConnectionTest {
  /**
   * A water meter with one record.
   *
   * <pre>
   *   68 15 15 68           L = 3 + 12 + 6 = 21
   *   08 00 72              RSP_UD, A, variable data with long header
   *   78 56 34 12           id 12345678
   *   24 23 28 07           HYD, version 28h, water
   *   01 00 00 00           access number, status, configuration
   *   0C 13 45 23 01 00     8 digits BCD, volume in l: 12345
   *   8D 16                 checksum: 653 = 28Dh
   * </pre>
   */
  private static final String TELEGRAM =
      "68 15 15 68 08 00 72 78 56 34 12 24 23 28 07 01 00 00 00 0C 13 45 23 01 00 8D 16";

  @ParameterizedTest
  @ValueSource(strings = {"drop=4", "drop-in=4", "drop-after=4"})
  void meterIsReadOnANewConnection(String manners) {
    SimulatedBus simulated =
        SimulatedBus.of(MeterDefinition.of("1234567824232807", TELEGRAM).withPrimaryAddress(5));
    VirtualGateway gateway = new VirtualGateway(simulated, GatewayOptions.parse(manners));
    AtomicInteger opened = new AtomicInteger();
    try (VirtualBus bus =
        new VirtualBus(
            BusSettings.DEFAULT,
            VirtualBus.provider(
                () -> {
                  opened.incrementAndGet();
                  return gateway.connect();
                }))) {
      for (int reading = 0; reading < 6; reading++) {
        assertThat(bus.readPrimary(5).telegrams()).hasSize(1);
      }
    }
    assertThat(opened).hasValueGreaterThan(1);
  }
}
