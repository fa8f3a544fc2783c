package io.github.camelmbus.camel;

import io.github.camelmbus.simulator.House;
import io.github.camelmbus.simulator.MeterDefinition;
import io.github.camelmbus.simulator.SimulatedBus;
import io.github.camelmbus.simulator.SimulatedTransport;
import io.github.camelmbus.transport.LineAddress;
import io.github.camelmbus.transport.LineSettings;
import io.github.camelmbus.transport.Transport;
import io.github.camelmbus.transport.TransportProvider;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Behind every gateway and serial port of the documents: the meters that they name, at the primary
 * addresses 1 to 11 but for 5, which is the free one that a meter is given, in virtual time. With
 * two stop bits, which M-Bus does not have, it is an optical head.
 */
final class DocumentedLines implements TransportProvider {
  private static final LocalDateTime NOVEMBER = LocalDateTime.of(2026, 11, 22, 7, 30);
  private static final List<String> SECONDARY_ADDRESSES =
      List.of("1234567824232804", "8765432124232804", "2345678924232804");

  private static final MeterDefinition[] METERS =
      IntStream.rangeClosed(1, 11)
          .filter(primary -> primary != 5)
          .mapToObj(primary -> VirtualLines.meter(secondaryAddress(primary), primary))
          .toArray(MeterDefinition[]::new);

  private static String secondaryAddress(int primary) {
    return primary <= SECONDARY_ADDRESSES.size()
        ? SECONDARY_ADDRESSES.get(primary - 1)
        : "999900%02d2D2C4004".formatted(primary);
  }

  @Override
  public Set<String> schemes() {
    return Set.of("tcp", "serial", "usb");
  }

  @Override
  public void validate(LineAddress line) {}

  @Override
  public Transport open(LineAddress line, LineSettings settings) {
    return SimulatedTransport.virtual(
        settings.stopBits() == 2
            ? House.named("kmp").bus(NOVEMBER)
            : SimulatedBus.of(METERS.clone()));
  }
}
