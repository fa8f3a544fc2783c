package io.github.camelmbus.camel;

import io.github.camelmbus.camel.LineObserver.Observation;
import io.github.camelmbus.master.Bus;
import io.github.camelmbus.master.BusException;
import io.github.camelmbus.master.MeterAddress;
import io.github.camelmbus.master.MeterListener;
import java.time.Duration;

/** The bus of a line, shared by all endpoints on it. */
final class SharedBus extends WatchedLine {
  private final Bus bus;

  /**
   * @param agreement the options of the first endpoint.
   * @param observation begun before the bus is used.
   */
  SharedBus(LineAgreement agreement, Bus bus, Observation observation) {
    super(agreement, observation);
    this.bus = bus;
    bus.addListener(new Watched(observation));
  }

  /** Forwards events of the bus to the observation. */
  private record Watched(Observation observation) implements MeterListener {
    @Override
    public void read(MeterAddress meter, Duration responseTime, int retries) {
      observation.read(meter.toString(), responseTime, retries);
    }

    @Override
    public void failed(MeterAddress meter, BusException failure, int retries) {
      observation.failed(meter.toString(), failure.code(), retries);
    }

    @Override
    public void forgotten(String meter) {
      observation.forgotten(meter);
    }
  }

  Bus bus() {
    return bus;
  }

  @Override
  void end() {
    bus.close();
  }
}
