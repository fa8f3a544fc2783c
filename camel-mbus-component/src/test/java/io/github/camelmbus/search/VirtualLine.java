package io.github.camelmbus.search;

import io.github.camelmbus.application.SecondaryAddress;
import io.github.camelmbus.link.ScriptedLine;
import io.github.camelmbus.master.Bus;
import io.github.camelmbus.master.BusSettings;
import io.github.camelmbus.simulator.MeterDefinition;
import io.github.camelmbus.simulator.SimulatedBus;
import io.github.camelmbus.simulator.SimulatedTransport;
import io.github.camelmbus.transport.LineAddress;
import io.github.camelmbus.transport.LineSettings;
import io.github.camelmbus.transport.Transport;
import io.github.camelmbus.transport.TransportProvider;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;

/** Simulated lines in virtual time. */
final class VirtualLine {
  /** Energy 14 kWh and volume 5 m3 behind a long header of zeros: 35 octets with its records. */
  private static final String TELEGRAM = telegram(1, 14, 5);

  private VirtualLine() {}

  /** The address is filled in by the simulator. */
  private static String telegram(int accessNumber, int energy, int volume) {
    String octets =
        "08 00 72 00 00 00 00 00 00 00 00 %02X 00 00 00 0C 05 %s 0C 13 %s"
            .formatted(accessNumber, bcd(energy), bcd(volume));
    int checksum = 0;
    for (byte octet : HexFormat.of().parseHex(octets.replace(" ", ""))) {
      checksum += octet;
    }
    return "68 1B 1B 68 " + octets + " %02X 16".formatted(checksum & 0xFF);
  }

  private static String bcd(int value) {
    String digits = "%08d".formatted(value);
    return digits.substring(6)
        + digits.substring(4, 6)
        + digits.substring(2, 4)
        + digits.substring(0, 2);
  }

  /** A meter that has been in use for a while. */
  static MeterDefinition meter(SecondaryAddress address, Random random) {
    String telegram =
        telegram(random.nextInt(256), random.nextInt(1_000_000), random.nextInt(1_000_000));
    return MeterDefinition.of(address.toString(), telegram);
  }

  static MeterDefinition meter(SecondaryAddress address) {
    return meter(address.toString());
  }

  static MeterDefinition meter(String address) {
    return MeterDefinition.of(address, TELEGRAM);
  }

  static Bus bus(SimulatedBus simulated) {
    return bus(simulated, BusSettings.DEFAULT);
  }

  /** A bus that opens the same simulated line whenever it needs one. */
  static Bus bus(SimulatedBus simulated, BusSettings settings) {
    return bus(() -> SimulatedTransport.virtual(simulated), settings);
  }

  /** A bus on a line with a script. */
  static Bus bus(ScriptedLine line) {
    return bus(() -> line, BusSettings.DEFAULT);
  }

  static Bus bus(Supplier<Transport> transport, BusSettings settings) {
    TransportProvider provider =
        new TransportProvider() {
          @Override
          public Set<String> schemes() {
            return Set.of("sim");
          }

          @Override
          public void validate(LineAddress line) {}

          @Override
          public Transport open(LineAddress line, LineSettings lineSettings) {
            return transport.get();
          }
        };
    LineAddress line = LineAddress.parse("sim:test");
    return new Bus(line, settings, provider, Thread::new, Clock.systemUTC());
  }
}
