package io.github.camelmbus.simulator;

import io.github.camelmbus.transport.LineClock;
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
  private final SimulatedBus bus;
  private final Pace pace;
  private final OctetQueue arriving = new OctetQueue();
  private long lastSent;
  private volatile boolean lost;
  private volatile boolean closed;

  SimulatedTransport(String line, SimulatedBus bus, Pace pace) {
    this.line = line;
    this.bus = bus;
    this.pace = pace;
    lastSent = pace.nanos();
  }

  /** A line whose clock stands still, but for {@link #read}, which lets it jump. */
  public static SimulatedTransport virtual(SimulatedBus bus) {
    return new SimulatedTransport("sim:virtual", bus, new VirtualPace());
  }

  /** A line in real time; its clock starts at 0. */
  public static SimulatedTransport realTime(SimulatedBus bus) {
    return new SimulatedTransport("sim:real-time", bus, new RealPace(LineClock.SYSTEM));
  }

  @Override
  public LineClock clock() {
    return pace::nanos;
  }

  @Override
  public void write(byte[] octets) {
    requireUsable();
    if (bus.isLost()) {
      throw lost();
    }
    long start = Math.max(pace.nanos(), lastSent);
    arriving.replaceAfter(start, bus.transmit(octets, start));
    lastSent = start + new BaudRate(bus.baudRate()).octets(octets.length);
  }

  @Override
  public int read(byte[] buffer, long deadline) {
    while (true) {
      requireUsable();
      long now = pace.nanos();
      byte[] due = arriving.takeUntil(now, buffer.length);
      if (due.length > 0) {
        System.arraycopy(due, 0, buffer, 0, due.length);
        return due.length;
      }
      if (arriving.isEmpty() && bus.isLost()) {
        throw lost();
      }
      if (now >= deadline) {
        return 0;
      }
      await(arriving.isEmpty() ? deadline : Math.min(deadline, arriving.nextNanos()));
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
  public boolean setBaudRate(int baudRate) {
    requireUsable();
    bus.setBaudRate(baudRate);
    return true;
  }

  @Override
  public boolean showsBadOctets() {
    return bus.options().badOctets() != BadOctets.DROP;
  }

  @Override
  public Duration longestDelay() {
    return LONGEST_DELAY;
  }

  /** Breaks the line, as when an adapter is pulled; may come from any thread. */
  public void loseLine() {
    lost = true;
    pace.wake();
  }

  @Override
  public void close() {
    closed = true;
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
