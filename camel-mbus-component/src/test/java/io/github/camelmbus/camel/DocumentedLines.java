package io.github.camelmbus.camel;

import io.github.camelmbus.simulator.MeterDefinition;
import io.github.camelmbus.simulator.SimulatedBus;
import io.github.camelmbus.simulator.SimulatedTransport;
import io.github.camelmbus.transport.LineAddress;
import io.github.camelmbus.transport.LineSettings;
import io.github.camelmbus.transport.Transport;
import io.github.camelmbus.transport.TransportProvider;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Behind every gateway and serial port of the documents: the meters that they name, at the primary
 * addresses 1 to 11, in virtual time.
 */
final class DocumentedLines implements TransportProvider {
  private static final MeterDefinition[] METERS =
      Stream.concat(
              Stream.of("1234567824232804", "8765432124232804", "2345678924232804"),
              IntStream.rangeClosed(4, 11).mapToObj("999900%02d2D2C4004"::formatted))
          .map(address -> VirtualLines.meter(address, 0))
          .toArray(MeterDefinition[]::new);

  static {
    for (int i = 0; i < METERS.length; i++) {
      METERS[i] = METERS[i].withPrimaryAddress(i + 1);
    }
  }

  @Override
  public Set<String> schemes() {
    return Set.of("tcp", "serial", "usb");
  }

  @Override
  public void validate(LineAddress line) {}

  @Override
  public Transport open(LineAddress line, LineSettings settings) {
    return SimulatedTransport.virtual(SimulatedBus.of(METERS.clone()));
  }
}
