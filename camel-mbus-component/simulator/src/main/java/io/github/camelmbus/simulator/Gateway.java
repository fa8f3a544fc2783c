package io.github.camelmbus.simulator;

import io.github.camelmbus.simulator.GatewayOptions.BadOctetRule;
import io.github.camelmbus.simulator.GatewayOptions.Clients;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * A gateway between masters and a simulated bus, as events: octets of masters with a time in,
 * octets for masters with their times out. Like the bus it has no clock and no thread.
 *
 * <pre>
 *   master ── delay ──► onTheWay ──► bus ──► fromBus ──► packing ── delay ──► master
 *                                     times of the bus │ never taken back
 * </pre>
 *
 * An octet that the bus has announced can still change until its time has come; only then it is
 * packed and sent on. So {@link #advance} handles all events in the order of time. Confined to one
 * thread.
 */
final class Gateway {
  private record OnTheWay(
      long nanos, int order, GatewayConnection sender, int request, byte[] octets) {}

  private final SimulatedBus bus;
  private final GatewayOptions options;
  private final List<GatewayConnection> connections = new ArrayList<>();
  private final PriorityQueue<OnTheWay> onTheWay =
      new PriorityQueue<>(
          Comparator.comparingLong(OnTheWay::nanos).thenComparingInt(OnTheWay::order));
  private final OctetTimeline fromBus = new OctetTimeline();
  private int writes;
  private int numberOfConnections;
  private long lastSent = Long.MIN_VALUE;

  Gateway(SimulatedBus bus, GatewayOptions options) {
    this.bus = bus;
    this.options = options;
    if (options.badOctets() == BadOctetRule.DISCARD) {
      bus.discardBadOctets();
    }
    bus.clearLine();
  }

  /** Whether octets pass as if there were no gateway. */
  boolean isNone() {
    return options.equals(GatewayOptions.NONE);
  }

  SimulatedBus bus() {
    return bus;
  }

  /**
   * A master connects. If the gateway takes only one client, this one or the one before it is
   * disconnected.
   */
  GatewayConnection connect(long now) {
    advance(now);
    connections.removeIf(connection -> !connection.isOpen());
    boolean alone = connections.isEmpty();
    if (alone) {
      bus.reconnect();
    }
    GatewayConnection connection =
        new GatewayConnection(options, ++numberOfConnections, bus.requestCounter(), now);
    connection.deafUntil(alone && !fromBus.isEmpty() ? fromBus.lastNanos() : now);
    if (!alone && options.clients() == Clients.REFUSE_SECOND) {
      connection.refuse(now);
    } else if (options.clients() == Clients.KICK_FIRST) {
      connections.forEach(other -> other.cut(now));
    }
    connections.add(connection);
    return connection;
  }

  /** A master writes; the octets reach the serial side after the delay of the way. */
  void send(GatewayConnection sender, byte[] octets, long now) {
    advance(now);
    byte[] payload = sender.payload(octets);
    long arrival = sender.send(payload, now);
    if (arrival != Packer.NEVER && payload.length > 0) {
      onTheWay.add(new OnTheWay(arrival, writes++, sender, sender.requestsSent(), payload));
    }
    advance(now);
  }

  /** Handles all events up to a time. */
  void advance(long now) {
    for (long next = nextNanos(); next <= now; next = nextNanos()) {
      step(next);
    }
  }

  /** When the next thing happens; {@link Packer#NEVER} if nothing does. */
  long nextNanos() {
    long next = fromBus.isEmpty() ? Packer.NEVER : fromBus.nextNanos();
    OnTheWay request = onTheWay.peek();
    next = request == null ? next : Math.min(next, request.nanos());
    for (GatewayConnection connection : connections) {
      next = Math.min(next, connection.nextTimer());
    }
    return next;
  }

  private void step(long now) {
    OnTheWay request = onTheWay.peek();
    if (!fromBus.isEmpty() && fromBus.nextNanos() <= now) {
      LineOctet octet = fromBus.take();
      BaudRate rate = rate();
      connections.forEach(connection -> connection.hear(octet, rate));
    } else if (request != null && request.nanos() <= now) {
      transmit(onTheWay.remove());
    } else {
      connections.forEach(connection -> connection.timer(now));
    }
  }

  private void transmit(OnTheWay request) {
    long start = Math.max(request.nanos(), lastSent);
    long end = start + bus.duration(request.octets());
    lastSent = end;
    List<LineOctet> announced = bus.transmit(request.octets(), start);
    fromBus.replaceAfter(start, announced);
    List<LineOctet> answer = announced.stream().filter(octet -> octet.nanos() > end).toList();
    if (request.sender().isOpen()) {
      request.sender().sentOnBus(request.request(), end, answer, rate());
    } else {
      // Later connections do not get the answer to a request of a closed one.
      connections.stream()
          .filter(other -> other.number() > request.sender().number())
          .forEach(later -> later.deafUntil(fromBus.lastNanos()));
    }
    if (bus.isLost()) {
      long last = fromBus.isEmpty() ? start : fromBus.lastNanos();
      connections.forEach(connection -> connection.cutAt(last));
    }
  }

  /** When the last octet on the line and on the way to masters is over. */
  long busyUntil() {
    long until = Math.max(lastSent, fromBus.isEmpty() ? Long.MIN_VALUE : fromBus.lastNanos());
    for (OnTheWay request : onTheWay) {
      until = Math.max(until, request.nanos());
    }
    for (GatewayConnection connection : connections) {
      until = Math.max(until, connection.busyUntil());
    }
    return until;
  }

  private BaudRate rate() {
    return new BaudRate(bus.baudRate());
  }
}
