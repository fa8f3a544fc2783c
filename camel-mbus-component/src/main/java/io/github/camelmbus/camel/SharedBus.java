package io.github.camelmbus.camel;

import io.github.camelmbus.camel.BusObserver.Observation;
import io.github.camelmbus.line.SharedLine;
import io.github.camelmbus.master.Bus;
import java.util.function.Function;

/** The bus of a line, shared by all endpoints on it. */
final class SharedBus implements SharedLine {
  private final LineAgreement agreement;
  private final Bus bus;
  private final Observation observation;

  /**
   * @param agreement how the first endpoint drives the line.
   * @param observer gets the bus before it is used.
   */
  SharedBus(LineAgreement agreement, Bus bus, Function<Bus, Observation> observer) {
    this.agreement = agreement;
    this.bus = bus;
    this.observation = observer.apply(bus);
  }

  Bus bus() {
    return bus;
  }

  Observation observation() {
    return observation;
  }

  LineAgreement agreement() {
    return agreement;
  }

  @Override
  public void close() {
    try {
      bus.close();
    } finally {
      observation.end();
    }
  }
}
