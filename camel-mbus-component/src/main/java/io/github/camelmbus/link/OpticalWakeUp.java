package io.github.camelmbus.link;

import io.github.camelmbus.transport.LineSettings;
import io.github.camelmbus.transport.Parity;
import io.github.camelmbus.transport.Transport;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.LongConsumer;

/**
 * Wakes the meter under an optical head (EN 1434-3), which sleeps to spare its battery.
 *
 * <pre>
 *   │ 55h 55h ... for 2.2 s, without parity │ 180 bit of pause │ request with the parity of the line
 * </pre>
 *
 * <p>Without parity the octets 55h are one unbroken change of 0 and 1. Where the parity cannot be
 * set from this end, as behind a raw gateway, they are sent with that of the line: with even parity
 * each of them ends with two 0 in a row.
 *
 * <p>No standard says how long a meter stays awake. It is woken before the first request, after
 * {@link #AWAKE} without an octet of it, and if it leaves a request unanswered that did not come
 * right after a wake-up; but in one transaction at most {@link #UNANSWERED} times without an
 * answer, as each drains its battery. Confined to the bus thread.
 */
final class OpticalWakeUp {
  static final Duration LENGTH = Duration.ofMillis(2200);

  /**
   * After this time without an octet of the meter it may sleep. Readouts have no pause as long, so
   * they need one wake-up; if a meter sleeps sooner, its first silence shows it. A search, in which
   * silence shows nothing, wakes it once in this time.
   */
  static final Duration AWAKE = Duration.ofSeconds(5);

  /** Where no meter has answered so far the time doubles with each wake-up, up to 80 s. */
  private static final int DOUBLINGS = 4;

  /** The most wake-ups of one transaction that nothing answers. */
  static final int UNANSWERED = 2;

  private static final byte OCTET = 0x55;

  /**
   * The middle of the 33 to 330 bit that meters wait, so that a converter may be late either way.
   */
  private static final int PAUSE_BITS = 180;

  /** Start bit, 8 data bits. */
  private static final int FIXED_BITS = 9;

  private final boolean wanted;
  private boolean asleep = true;
  private boolean justWoken;
  private boolean answered;
  private long heard;
  private int left;
  private int count;
  private boolean waking;
  private int echoLeft;

  OpticalWakeUp(WakeUp wakeUp) {
    this.wanted = wakeUp == WakeUp.OPTICAL;
  }

  /** A transaction begins. */
  void begin() {
    left = UNANSWERED;
  }

  /** How often the meter was woken so far. */
  int count() {
    return count;
  }

  /** Whether to wake the meter before a request. */
  boolean isDue(long now) {
    return wanted && left > 0 && (asleep || now - heard >= awake());
  }

  private long awake() {
    int doublings = answered ? 0 : Math.min(Math.max(0, count - 1), DOUBLINGS);
    return AWAKE.toNanos() << doublings;
  }

  /**
   * A request got a reply.
   *
   * @param probe whether meters may leave it unanswered although they listen.
   */
  void replied(Reply reply, boolean probe, long now) {
    if (reply instanceof Reply.Answer || reply instanceof Reply.Mismatch) {
      heard = now;
      asleep = false;
      answered = true;
      left = Math.max(left, 1);
    } else if (reply instanceof Reply.Silence && !justWoken && !probe) {
      asleep = true;
    }
    justWoken = false;
  }

  /**
   * Wakes the meter; returns when a request may be sent.
   *
   * @param line how the line is set, now and afterwards.
   * @param listener sees the octets that are sent.
   * @param listening takes what comes before a time, and returns then or earlier.
   */
  void wake(
      Transport transport, LineSettings line, FrameListener listener, LongConsumer listening) {
    boolean parity = line.parity() != Parity.NONE;
    boolean switched = parity && transport.configure(line.withParity(Parity.NONE));
    int bits = FIXED_BITS + line.stopBits() + (parity && !switched ? 1 : 0);
    BusTiming timing = new BusTiming(line.baudRate());
    byte[] octets = octets(LENGTH.toNanos() / timing.bits(bits));
    long start = transport.clock().nanos();
    long end = start + timing.bits(octets.length * bits);
    waking = true;
    echoLeft = octets.length;
    listener.frame(FrameListener.Direction.SENT, octets.clone(), start);
    transport.write(octets);
    listenUntil(end, transport, listening);
    if (switched) {
      transport.configure(line);
    }
    listenUntil(end + timing.bits(PAUSE_BITS), transport, listening);
    waking = false;
    heard = transport.clock().nanos();
    asleep = false;
    justWoken = true;
    left--;
    count++;
  }

  private static byte[] octets(long number) {
    byte[] octets = new byte[(int) number];
    Arrays.fill(octets, OCTET);
    return octets;
  }

  private static void listenUntil(long end, Transport transport, LongConsumer listening) {
    while (transport.clock().nanos() < end) {
      listening.accept(end);
    }
  }

  /**
   * Removes the echo of a wake-up, which may go on after the next request was sent: octets 55h in
   * front, with which no frame begins. The first other octet after the wake-up ends it.
   *
   * @return how many octets are left, from index 0.
   */
  int withoutEcho(byte[] chunk, int length) {
    if (echoLeft == 0) {
      return length;
    }
    int echo = 0;
    while (echo < length && echoLeft > 0 && chunk[echo] == OCTET) {
      echo++;
      echoLeft--;
    }
    int rest = length - echo;
    if (rest > 0 && !waking) {
      echoLeft = 0;
    }
    System.arraycopy(chunk, echo, chunk, 0, rest);
    return rest;
  }
}
