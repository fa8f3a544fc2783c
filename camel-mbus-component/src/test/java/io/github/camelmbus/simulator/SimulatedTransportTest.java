package io.github.camelmbus.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class SimulatedTransportTest {
  @Test
  void readLetsVirtualTimeJumpToTheNextOctet() {
    SimulatedBus bus = SimulatedBus.of(MeterDefinition.of("1234567824232804"));
    try (SimulatedTransport transport = SimulatedTransport.virtual(bus)) {
      // SND_NKE to 0: 5 octets of 11 bit, 20 ms response delay, E5h of 11 bit.
      transport.write(HexFormat.of().parseHex("1040004016"));
      byte[] buffer = new byte[8];
      assertThat(transport.read(buffer, 1_000_000_000L)).isEqualTo(1);
      assertThat(buffer[0] & 0xFF).isEqualTo(0xE5);
      assertThat(transport.clock().nanos()).isEqualTo(6 * 4_583_333L + 20_000_000L);
    }
  }
}
