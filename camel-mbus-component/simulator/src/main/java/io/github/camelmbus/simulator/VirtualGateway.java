package io.github.camelmbus.simulator;

import io.github.camelmbus.transport.LineClock;
import java.time.Duration;

/**
 * A simulated bus behind a gateway, in virtual time, to which masters connect as often as they
 * like: all connections have one clock, which starts at 0 and stands still but for {@link
 * SimulatedTransport#read} and {@link #idle}.
 *
 * <p>A connection that the gateway has closed is reported as {@code LineUnavailableException}
 * ({@code LOST}); its requests that are on their way still reach the bus as time goes on. Not
 * thread-safe: confined to the thread of the master.
 */
public final class VirtualGateway {
  private final VirtualPace pace = new VirtualPace();
  private final Gateway gateway;

  public VirtualGateway(SimulatedBus bus, GatewayOptions options) {
    gateway = new Gateway(bus, options);
  }

  /**
   * A new connection; it takes no time. Where a second client is refused, the connection is lost at
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
