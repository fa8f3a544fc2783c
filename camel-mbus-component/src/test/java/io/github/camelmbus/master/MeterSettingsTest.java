package io.github.camelmbus.master;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelmbus.simulator.Fault;
import io.github.camelmbus.simulator.MeterDefinition;
import io.github.camelmbus.simulator.SimulatedBus;
import io.github.camelmbus.simulator.SimulatedTransport;
import io.github.camelmbus.transport.DamagedOctets;
import io.github.camelmbus.transport.LineClock;
import io.github.camelmbus.transport.LineSettings;
import io.github.camelmbus.transport.LineUnavailableException;
import io.github.camelmbus.transport.LineUnavailableException.Reason;
import io.github.camelmbus.transport.Transport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Meters that are not talked to as their line is driven. */
class MeterSettingsTest {
  /** RSP_UD of 1, CI 78: volume 5 m3; 08+01+78+01+16+05 = 9D. */
  private static final String TELEGRAM = "68 06 06 68 08 01 78 01 16 05 9D 16";

  private static final MeterSettings AT_300 = new MeterSettings(300, null);

  private static MeterDefinition meter(int primaryAddress) {
    return MeterDefinition.of("1234567024232807", TELEGRAM).withPrimaryAddress(primaryAddress);
  }

  private static Readout read(VirtualBus bus, int address, MeterSettings settings) {
    return bus.run(Transactions.read(MeterAddress.primary(address)), settings);
  }

  /** A simulated line that notes its rates, and takes those it is said to. */
  private static final class Line implements Transport {
    private final Transport transport;
    private final int highest;
    private final boolean fixed;
    private final List<Integer> rates = new ArrayList<>();

    private Line(SimulatedBus bus, int highest, boolean fixed) {
      this.transport = SimulatedTransport.virtual(bus);
      this.highest = highest;
      this.fixed = fixed;
    }

    @Override
    public boolean configure(LineSettings settings) {
      rates.add(settings.baudRate());
      if (settings.baudRate() > highest) {
        throw new LineUnavailableException("sim:test", Reason.SETTING, "no such rate");
      }
      return !fixed && transport.configure(settings);
    }

    @Override
    public LineClock clock() {
      return transport.clock();
    }

    @Override
    public void write(byte[] octets) {
      transport.write(octets);
    }

    @Override
    public int read(byte[] buffer, long deadline) {
      return transport.read(buffer, deadline);
    }

    @Override
    public DamagedOctets damagedOctets() {
      return transport.damagedOctets();
    }

    @Override
    public Duration longestDelay() {
      return transport.longestDelay();
    }

    @Override
    public void close() {
      transport.close();
    }
  }

  @Test
  void lineIsSwitchedToTheRateOfAMeterAndBack() {
    Line line = new Line(SimulatedBus.of(meter(1), meter(2).withBaudRate(300)), 38400, false);
    try (VirtualBus bus = new VirtualBus(BusSettings.DEFAULT, VirtualBus.provider(() -> line))) {
      assertThat(read(bus, 2, AT_300).telegrams()).hasSize(1);
      assertThat(read(bus, 2, AT_300).attempts()).isEqualTo(2); // SND_NKE, REQ_UD2
      assertThat(read(bus, 1, MeterSettings.OF_LINE).telegrams()).hasSize(1);
      assertThat(line.rates).containsExactly(300, 2400);
    }
  }

  @Test
  void answerWindowIsThatOfTheRate() {
    Line line = new Line(SimulatedBus.of(meter(1)), 38400, false);
    BusSettings settings = VirtualBus.withLatency(Duration.ZERO);
    try (VirtualBus bus = new VirtualBus(settings, VirtualBus.provider(() -> line))) {
      // 330 bit at 300 bit/s + 50 ms
      assertThatThrownBy(() -> read(bus, 2, AT_300)).hasMessageContaining("silence for 1150 ms");
      // 330 bit at 2400 bit/s + 50 ms = 187.5 ms
      assertThatThrownBy(() -> read(bus, 2, MeterSettings.OF_LINE))
          .hasMessageContaining("silence for 187 ms");
    }
  }

  @Test
  void responseTimeoutOfAMeterHoldsForItAlone() {
    MeterSettings patient = new MeterSettings(null, Duration.ofMillis(1100));
    MeterDefinition slow = meter(1).withFaults(new Fault.Slow(Duration.ofMillis(900)));
    try (VirtualBus bus = new VirtualBus(slow)) {
      assertThat(read(bus, 1, patient).telegrams()).hasSize(1);
      assertThatThrownBy(() -> read(bus, 3, patient)).hasMessageContaining("silence for 1100 ms");
      assertThatThrownBy(() -> read(bus, 3, MeterSettings.OF_LINE))
          .isInstanceOf(NoReplyException.class)
          .hasMessageNotContaining("1100 ms");
    }
  }

  @Test
  void lineWithARateOfItsOwnKeepsIt() {
    Line gateway = new Line(SimulatedBus.of(meter(1)), 38400, true);
    try (VirtualBus bus = new VirtualBus(BusSettings.DEFAULT, VirtualBus.provider(() -> gateway))) {
      assertThat(read(bus, 1, AT_300).telegrams()).hasSize(1);
      assertThat(read(bus, 1, MeterSettings.OF_LINE).telegrams()).hasSize(1);
      assertThat(gateway.rates).containsExactly(300);
    }
  }

  @Test
  void rateThatTheLineDoesNotTakeFailsItsMeterAndNoOther() {
    SimulatedBus simulated = SimulatedBus.of(meter(1));
    List<Line> opened = new ArrayList<>();
    try (VirtualBus bus =
        new VirtualBus(
            BusSettings.DEFAULT,
            VirtualBus.provider(
                () -> {
                  opened.add(new Line(simulated, 9600, false));
                  return opened.get(opened.size() - 1);
                }))) {
      assertThatThrownBy(() -> read(bus, 2, new MeterSettings(19200, null)))
          .isInstanceOf(BaudRateException.class)
          .hasMessage("sim:test: meter 2 wants 19200 bit/s: sim:test: no such rate")
          .extracting(failure -> ((BusException) failure).code())
          .isEqualTo("line");
      assertThat(bus.status().error()).isNull();

      // Nobody knows how the line was left, so it is opened anew.
      assertThat(read(bus, 1, MeterSettings.OF_LINE).telegrams()).hasSize(1);
      assertThat(opened).hasSize(2);
    }
  }

  @Test
  void lineThatDiedWhileIdleIsReplacedForAMeterOfAnotherRateToo() {
    SimulatedBus simulated = SimulatedBus.of(meter(1), meter(2).withBaudRate(300));
    List<SimulatedTransport> opened = new ArrayList<>();
    try (VirtualBus bus =
        new VirtualBus(
            BusSettings.DEFAULT,
            VirtualBus.provider(
                () -> {
                  simulated.setBaudRate(2400);
                  opened.add(SimulatedTransport.virtual(simulated));
                  return opened.get(opened.size() - 1);
                }))) {
      read(bus, 1, MeterSettings.OF_LINE);
      opened.get(0).loseLine();
      assertThat(read(bus, 2, AT_300).telegrams()).hasSize(1);
      assertThat(opened).hasSize(2);
    }
  }

  @Test
  void impossibleSettingsAreRefused() {
    assertThatThrownBy(() -> new MeterSettings(0, null))
        .hasMessage("baudRate is a number of bit/s, not 0");
    assertThatThrownBy(() -> new MeterSettings(null, Duration.ZERO))
        .hasMessage("responseTimeout must be positive, not PT0S");
  }
}
