package io.github.camelmbus.simulator;

import io.github.camelmbus.simulator.GatewayOptions.Failures;
import io.github.camelmbus.simulator.GatewayOptions.Forwarding;
import io.github.camelmbus.simulator.GatewayOptions.Place;
import io.github.camelmbus.simulator.GatewayOptions.Protocol;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/**
 * One client of a {@link Gateway}: its octets on their way in both directions, and when it is
 * disconnected. Times are those of the bus. Confined to the thread of its gateway, except {@link
 * #leave()}.
 */
final class GatewayConnection {
  private final GatewayOptions options;
  private final int number;
  private final Failures failures;
  private final Random random;
  private final Packer packer;
  private final TelnetFilter telnet = new TelnetFilter();
  private final RequestCounter requests;
  private final OctetTimeline arriving = new OctetTimeline();
  private int requestsSent;
  private long lastUp = Long.MIN_VALUE;
  private long lastDown = Long.MIN_VALUE;
  private long nextSplit = Long.MIN_VALUE;
  private long hearsAfter = Long.MIN_VALUE;
  private long lastActive;
  private long cutAt = Packer.NEVER;
  private long endsAt = Packer.NEVER;
  private boolean forgotten;
  private boolean refused;
  private volatile boolean left;

  GatewayConnection(GatewayOptions options, int number, RequestCounter requests, long now) {
    this.options = options;
    this.number = number;
    this.requests = requests;
    failures = options.failures();
    random = new Random(options.way().seed() + number - 1);
    packer = new Packer(options.packing());
    lastActive = now;
    if (options.speech().protocol() == Protocol.TELNET) {
      toMaster(TelnetFilter.OPENING, now);
    }
    toMaster(HexFormat.of().parseHex(options.speech().greeting()), now);
  }

  /** Counted from 1, in the order in which masters connect. */
  int number() {
    return number;
  }

  /** Gets no octets that arrive from the bus up to a time. */
  void deafUntil(long nanos) {
    hearsAfter = Math.max(hearsAfter, nanos);
  }

  /**
   * The master writes.
   *
   * @return when the octets are at the gateway; {@link Packer#NEVER} if they never are.
   */
  long send(byte[] octets, long now) {
    requestsSent += requests.take(octets, now);
    forgotten |= failures.halfOpenAfter() > 0 && requestsSent > failures.halfOpenAfter();
    if (!isOpen()) {
      return Packer.NEVER;
    }
    lastUp = Math.max(lastUp, now + onTheWay());
    lastActive = Math.max(lastActive, lastUp);
    return forwards() ? lastUp : Packer.NEVER;
  }

  private boolean forwards() {
    return isOpen() && options.speech().forwarding() == Forwarding.BOTH_WAYS;
  }

  /** The octets for the bus in those of the master. */
  byte[] payload(byte[] octets) {
    return options.speech().protocol() == Protocol.TELNET ? telnet.fromMaster(octets) : octets;
  }

  /** How many requests the master has written. */
  int requestsSent() {
    return requestsSent;
  }

  /**
   * A request of this connection has been sent on the bus.
   *
   * @param request its number on this connection.
   * @param end when it is over.
   * @param answer what arrives from the bus after it.
   */
  void sentOnBus(int request, long end, List<LineOctet> answer, BaudRate rate) {
    boolean due = failures.dropRequest() > 0 && request >= failures.dropRequest();
    if (!due || cutAt != Packer.NEVER) {
      return;
    }
    if (failures.drop() == Place.BEFORE) {
      cutAt = end;
    } else if (!answer.isEmpty()) {
      long first = answer.get(0).nanos() - rate.octets(1);
      long last = answer.get(answer.size() - 1).nanos();
      cutAt = failures.drop() == Place.IN ? first + (last - first) / 2 : last;
    }
  }

  /** An octet arrives from the bus. */
  void hear(LineOctet octet, BaudRate rate) {
    if (forwards() && octet.nanos() > hearsAfter && packer.take(octet, rate)) {
      flush(octet.nanos());
    }
  }

  private void flush(long now) {
    byte[] octets = packer.flush();
    toMaster(
        options.speech().protocol() == Protocol.TELNET ? TelnetFilter.toMaster(octets) : octets,
        now);
  }

  private void toMaster(byte[] octets, long now) {
    if (octets.length == 0) {
      return;
    }
    long split = options.packing().split().toNanos();
    long arrival = now;
    for (int i = 0; i < octets.length; i++) {
      if (i == 0 || split > 0) {
        arrival = arrivalOf(now, split);
      }
      arriving.add(new LineOctet(arrival, octets[i] & 0xFF));
    }
  }

  /** When a chunk that is sent on arrives at the master. */
  private long arrivalOf(long now, long split) {
    long sent = Math.max(now, nextSplit);
    nextSplit = split > 0 ? sent + split : nextSplit;
    lastActive = Math.max(lastActive, sent);
    lastDown = Math.max(lastDown, sent + onTheWay());
    return lastDown;
  }

  private long onTheWay() {
    long jitter = options.way().jitter().toNanos();
    long extra = jitter == 0 ? 0 : (long) (random.nextDouble() * jitter);
    return options.way().delay().toNanos() + extra;
  }

  /** When {@link #timer} is due next. */
  long nextTimer() {
    return isOpen() ? Math.min(packer.flushAt(), Math.min(cutAt, idleAt())) : Packer.NEVER;
  }

  private long idleAt() {
    return failures.idle().isZero() ? Packer.NEVER : lastActive + failures.idle().toNanos();
  }

  /** Does what is due: sends on what is held, or disconnects. */
  void timer(long now) {
    if (!isOpen()) {
      return;
    }
    if (packer.flushAt() <= now) {
      flush(now);
    }
    if (cutAt <= now && failures.drop() == Place.AFTER && !packer.isEmpty()) {
      cutAt = packer.flushAt();
    }
    if (cutAt <= now || idleAt() <= now) {
      cut(now);
    }
  }

  /** The gateway closes it at some time from now on. */
  void cutAt(long nanos) {
    cutAt = Math.min(cutAt, nanos);
  }

  /** The gateway closes it; the master notices that after the octets on their way. */
  void cut(long now) {
    if (isOpen()) {
      lastDown = Math.max(lastDown, now + onTheWay());
      endsAt = lastDown;
    }
  }

  /** The gateway resets it at once. */
  void refuse(long now) {
    refused = true;
    cut(now);
  }

  boolean isRefused() {
    return refused;
  }

  /** The master closes it; may come from any thread. */
  void leave() {
    left = true;
  }

  /** Whether neither side has closed it and the gateway has not lost it. */
  boolean isOpen() {
    return !left && !forgotten && endsAt == Packer.NEVER;
  }

  /** Whether all octets and the end of the connection have reached the master. */
  boolean isOver(long now) {
    return endsAt <= now && arriving.isEmpty();
  }

  /** When the next octet, or the end of the connection, arrives at the master. */
  long nextArrival() {
    return arriving.isEmpty() ? endsAt : arriving.nextNanos();
  }

  /** When the last octet that is on its way or held arrives; an idle timeout does not count. */
  long busyUntil() {
    long held = packer.flushAt() == Packer.NEVER ? Long.MIN_VALUE : packer.flushAt();
    long cut = isOpen() && cutAt != Packer.NEVER ? cutAt : Long.MIN_VALUE;
    return Math.max(Math.max(held, cut), lastDown);
  }

  byte[] takeUntil(long nanos, int most) {
    return arriving.takeUntil(nanos, most);
  }
}
