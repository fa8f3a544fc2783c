package io.github.camelmbus.search;

import io.github.camelmbus.application.SecondaryAddress;
import io.github.camelmbus.master.Bus;
import io.github.camelmbus.master.BusSettings;
import io.github.camelmbus.simulator.MeterDefinition;
import io.github.camelmbus.simulator.SimulatedBus;
import io.github.camelmbus.simulator.SimulatedTransport;
import io.github.camelmbus.transport.LineAddress;
import io.github.camelmbus.transport.LineSettings;
import io.github.camelmbus.transport.Transport;
import io.github.camelmbus.transport.TransportProvider;
import java.util.Set;

/** Simulated lines in virtual time. */
final class VirtualLine {
  /** Energy 14 kWh and volume 5 m3 behind a long header of zeros: 35 octets with its records. */
  private static final String TELEGRAM =
      "68 1B 1B 68 08 00 72 00 00 00 00 00 00 00 00 01 00 00 00"
          + " 0C 05 14 00 00 00 0C 13 05 00 00 00 C4 16";

  private VirtualLine() {}

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
            return SimulatedTransport.virtual(simulated);
          }
        };
    return new Bus(LineAddress.parse("sim:test"), settings, provider, Thread::new);
  }
}
