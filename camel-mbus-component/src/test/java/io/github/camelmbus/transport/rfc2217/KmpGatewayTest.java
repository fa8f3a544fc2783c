package io.github.camelmbus.transport.rfc2217;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.camelmbus.reading.MeterReading;
import io.github.camelmbus.simulator.SimulatorTransportProvider;
import io.github.camelmbus.transport.LineAddress;
import io.github.camelmbus.transport.LineSettings;
import io.github.camelmbus.transport.Transport;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A meter under an optical head behind a gateway with RFC 2217, over a socket of this machine. */
@Timeout(120)
class KmpGatewayTest {
  private static final String ID = "67218804";

  private final DefaultCamelContext camel = new DefaultCamelContext();

  @BeforeEach
  void start() {
    camel.start();
  }

  @AfterEach
  void stop() {
    camel.stop();
  }

  private MeterReading read(LineAddress line) {
    return camel
        .createProducerTemplate()
        .requestBody("kmp:" + line.text() + "?registers=60,68,1234", null, MeterReading.class);
  }

  private static void assertIsRead(MeterReading reading, LineAddress line) {
    assertThat(reading.meter().id()).isEqualTo(ID);
    assertThat(reading.line()).isEqualTo(line.text());
    assertThat(reading.records())
        .extracting(MeterReading.Record::key)
        .containsExactly("energy", "volume");
    assertThat(reading.warnings()).containsExactly("this meter does not have register 1234");
  }

  /** The port of the gateway is at 2400 bit/s first, with even parity as for M-Bus. */
  @Test
  void theGatewayIsSetAsMetersSpeakAndTheMeterIsRead() {
    try (HouseServer gateway = new HouseServer("kmp", 2400)) {
      assertIsRead(read(gateway.line()), gateway.line());

      // RFC 2217: 1200 bit/s, 8 data bits, parity 1 = none, 2 stop bits.
      assertThat(gateway.settings()).containsAllEntriesOf(Map.of(1, 1200, 2, 8, 3, 1, 4, 2));
    }
  }

  /** The program that most people have before a head on a network. */
  @Test
  void aMeterBehindSer2netIsRead() throws Exception {
    assumeTrue(Ser2net.program().isPresent(), "ser2net is not installed");
    try (Ser2net gateway = new Ser2net()) {
      Thread meter = new Thread(() -> answer(gateway), "meter");
      meter.setDaemon(true);
      meter.start();

      assertIsRead(read(gateway.line()), gateway.line());

      assertThat(gateway.lineState()).contains("speed 1200 baud", " cs8", " cstopb", "-parenb");
    }
  }

  /** Until the terminal is closed. */
  private static void answer(Ser2net gateway) {
    Transport meter =
        new SimulatorTransportProvider()
            .open(LineAddress.parse("sim:kmp"), LineSettings.DEFAULT.withBaudRate(1200));
    byte[] buffer = new byte[512];
    while (true) {
      int asked = gateway.receive(buffer, Duration.ofMillis(20));
      if (asked < 0) {
        return;
      } else if (asked > 0) {
        meter.write(Arrays.copyOf(buffer, asked));
      }
      int answered = meter.read(buffer, meter.clock().nanos());
      if (answered > 0) {
        gateway.send(Arrays.copyOf(buffer, answered));
      }
    }
  }
}
