package io.github.camelmbus.simulator;

import io.github.camelmbus.transport.DamagedOctets;
import io.github.camelmbus.transport.LineClock;
import io.github.camelmbus.transport.LineSettings;
import io.github.camelmbus.transport.LineUnavailableException;
import io.github.camelmbus.transport.LineUnavailableException.Reason;
import io.github.camelmbus.transport.Transport;
import java.time.Duration;

/**
 * A simulated line as a transport, in virtual time, where waiting costs nothing, or in real time.
 */
public final class SimulatedTransport implements Transport {
  private static final Duration LONGEST_DELAY = Duration.ofMillis(10);

  private final String line;
  private final Gateway gateway;
  private final GatewayConnection connection;
  private final Pace pace;
  private volatile boolean lost;
  private volatile boolean closed;

  SimulatedTransport(String line, Gateway gateway, Pace pace) {
    this.line = line;
    this.gateway = gateway;
    this.pace = pace;
    connection = gateway.connect(pace.nanos());
  }

  /**
   * A line whose clock only {@link #read} advances, without waiting. The gateway is that of the
   * options of the bus.
   */
  public static SimulatedTransport virtual(SimulatedBus bus) {
    return virtual(bus, bus.options().gateway());
  }

  /**
   * A line behind a gateway, whose clock only {@link #read} advances, without waiting. For more
   * than one connection to the same bus at the same clock see {@link VirtualGateway}.
   */
  public static SimulatedTransport virtual(SimulatedBus bus, GatewayOptions options) {
    return new VirtualGateway(bus, options).connect();
  }

  /** A line in real time; its clock starts at 0. */
  public static SimulatedTransport realTime(SimulatedBus bus) {
    return realTime("sim:real-time", bus);
  }

  static SimulatedTransport realTime(String line, SimulatedBus bus) {
    Gateway gateway = new Gateway(bus, bus.options().gateway());
    return new SimulatedTransport(line, gateway, new RealPace(LineClock.SYSTEM));
  }

  @Override
  public LineClock clock() {
    return pace::nanos;
  }

  @Override
  public void write(byte[] octets) {
    requireUsable();
    long now = pace.nanos();
    gateway.advance(now);
    if (connection.isOver(now)) {
      throw lost();
    }
    gateway.send(connection, octets, now);
  }

  @Override
  public int read(byte[] buffer, long deadline) {
    while (true) {
      requireUsable();
      long now = pace.nanos();
      gateway.advance(now);
      byte[] due = connection.takeUntil(now, buffer.length);
      if (due.length > 0) {
        System.arraycopy(due, 0, buffer, 0, due.length);
        return due.length;
      }
      if (connection.isOver(now)) {
        throw lost();
      }
      if (now >= deadline) {
        return 0;
      }
      await(Math.min(deadline, Math.min(gateway.nextNanos(), connection.nextArrival())));
    }
  }

  private void await(long nanos) {
    try {
      pace.await(nanos);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LineUnavailableException(
          line, Reason.CLOSED, "interrupted while waiting for octets", e);
    }
  }

  @Override
  public boolean configure(LineSettings settings) {
    requireUsable();
    gateway.bus().setBaudRate(settings.baudRate());
    return true;
  }

  @Override
  public DamagedOctets damagedOctets() {
    if (!gateway.isNone()) {
      return DamagedOctets.UNKNOWN;
    }
    boolean dropped = gateway.bus().options().collisions().badOctets() == BadOctets.DROP;
    return dropped ? DamagedOctets.DROPPED : DamagedOctets.SHOWN;
  }

  @Override
  public Duration longestDelay() {
    return gateway.isNone() ? LONGEST_DELAY : Transport.super.longestDelay();
  }

  /** Breaks the line, as when an adapter is pulled; may come from any thread. */
  public void loseLine() {
    lost = true;
    pace.wake();
  }

  @Override
  public void close() {
    closed = true;
    connection.leave();
    pace.wake();
  }

  private void requireUsable() {
    if (closed) {
      throw new LineUnavailableException(line, Reason.CLOSED, "the line was closed");
    }
    if (lost) {
      throw lost();
    }
  }

  private LineUnavailableException lost() {
    return new LineUnavailableException(line, Reason.LOST, "the simulated line broke down");
  }
}
