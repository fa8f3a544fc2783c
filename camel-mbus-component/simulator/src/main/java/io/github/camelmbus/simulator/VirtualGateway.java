package io.github.camelmbus.simulator;

import io.github.camelmbus.transport.LineClock;
import java.time.Duration;

/**
 * A simulated bus behind a gateway, in virtual time, for any number of connections of masters. All
 * connections have one clock, which starts at 0; only {@link SimulatedTransport#read} and {@link
 * #idle} advance it.
 *
 * <p>A connection that the gateway has closed is reported as {@code LineUnavailableException}
 * ({@code LOST}); its requests that are on their way still reach the bus later. Not thread-safe:
 * confined to the thread of the master.
 */
public final class VirtualGateway {
  private final VirtualPace pace = new VirtualPace();
  private final Gateway gateway;

  public VirtualGateway(SimulatedBus bus, GatewayOptions options) {
    gateway = new Gateway(bus, options);
  }

  /**
   * A new connection; it takes no time. If a second client is refused, the connection is lost at
   * the first read.
   */
  public SimulatedTransport connect() {
    return new SimulatedTransport("sim:virtual", gateway, pace);
  }

  /** The clock of all connections. */
  public LineClock clock() {
    return pace::nanos;
  }

  /** Lets time pass while no master reads. */
  public void idle(Duration time) {
    pace.advance(time);
    gateway.advance(pace.nanos());
  }
}
