package io.github.camelmbus.example.cli;

import io.github.camelmbus.camel.MBusConfiguration;
import io.github.camelmbus.camel.MBusEndpoint;
import io.github.camelmbus.master.Bus;
import io.github.camelmbus.master.BusSettings;
import io.github.camelmbus.transport.LineAddress;
import io.github.camelmbus.transport.TransportProvider;
import java.time.Clock;

/** A line as the master drives it, with the options of an endpoint that has checked them. */
final class MasterLine {
  /** What several baud rates mean on a line that {@link #hasItsOwnBaudRate}. */
  static final String OWN_BAUD_RATE =
      "a gateway has a baud rate of its own, which --baud cannot change; it only tells how long to"
          + " wait for answers";

  private final LineAddress address;
  private final MBusConfiguration options;
  private final TransportProvider transport;
  private final Clock clock;

  /**
   * @param clock says when a meter was read.
   */
  MasterLine(MBusEndpoint endpoint, Clock clock) {
    this.address = LineAddress.parse(endpoint.getCanonicalLine());
    this.options = endpoint.getConfiguration();
    this.transport = endpoint.transportProvider();
    this.clock = clock;
  }

  LineAddress address() {
    return address;
  }

  /** The baud rate of the endpoint, in bit/s. */
  int baudRate() {
    return options.getBaudRate();
  }

  boolean hasItsOwnBaudRate() {
    return transport.hasItsOwnBaudRate();
  }

  /** A bus of its own on the line; opens nothing before it is used. */
  Bus bus(int baudRate) {
    BusSettings settings = options.busSettings().withBaudRate(baudRate);
    return new Bus(address, settings, transport, MasterLine::thread, clock);
  }

  private static Thread thread(Runnable bus) {
    Thread thread = new Thread(bus, "mbus-line");
    thread.setDaemon(true);
    return thread;
  }
}
