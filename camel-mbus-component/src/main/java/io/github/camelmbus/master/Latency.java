package io.github.camelmbus.master;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the way to the meters and back adds to an answer: given, or learned from the answers.
 *
 * <p>No meter answers earlier than 11 bit after the request, so what an answer took beyond that is
 * an upper bound of the latency, and the smallest bound seen holds. An octet that arrives behind
 * the answer window shows that it is too small: it doubles. Confined to the bus thread.
 */
final class Latency {
  /** Scheduling of this machine, on top of any bound. */
  private static final long MARGIN = Duration.ofMillis(10).toNanos();

  private static final long HIGHEST = Duration.ofSeconds(2).toNanos();

  /** What EN 13757-2 adds to any answer time, for meters whose processor is busy. */
  private static final long BUSY = Duration.ofMillis(50).toNanos();

  /** So often an octet comes late by chance: noise, or a pause of this machine or the gateway. */
  private static final int MOST_LATE = 3;

  private final boolean learned;
  private final long initial;
  private long nanos;
  private long proven = Long.MAX_VALUE;
  private long slowest = Long.MAX_VALUE;
  private long outlier;
  private int lateProbes;

  /**
   * @param fixed the latency, or null to learn it.
   * @param initial what to start from where it is learned.
   */
  Latency(@Nullable Duration fixed, Duration initial) {
    this.learned = fixed == null;
    this.initial = (fixed == null ? initial : fixed).toNanos();
    this.nanos = this.initial;
  }

  long nanos() {
    return nanos;
  }

  /** What it was before anything was learned, or is now if that is more. */
  long highest() {
    return Math.max(initial, nanos);
  }

  /**
   * @param delay from the last bit of a request to the first octet of its answer, in nanoseconds.
   */
  void answered(long delay, BusTiming timing) {
    if (delay > slowest) {
      // Once is a pause of this machine or the gateway.
      slowest = Math.max(slowest, Math.min(delay, outlier));
      outlier = Math.max(outlier, delay);
    }
    if (learned) {
      nanos = Math.min(nanos, Math.max(0, delay - timing.earliestAnswer()) + MARGIN);
      // The first octet is heard when it is over.
      proven = Math.min(proven, Math.max(0, delay - timing.earliestAnswer() - timing.octets(1)));
    }
  }

  /**
   * What a search reckons with, as hundreds of silent windows add up: the bound alone, as long as
   * nothing came late. It is generous by itself, for meters take longer than 11 bit to answer.
   */
  long whenProbing() {
    return lateProbes > 0 || proven == Long.MAX_VALUE ? nanos : Math.min(nanos, proven);
  }

  /**
   * All meters have answered at once: what was learned about the slowest begins anew.
   *
   * @param delay from the last bit of the request to the last octet, in nanoseconds.
   */
  void slowest(long delay) {
    slowest = delay;
    outlier = 0;
    lateProbes = 0;
  }

  /** How long the slowest meter that was heard has taken, in nanoseconds; 0 if none was. */
  long slowestHeard() {
    return slowest == Long.MAX_VALUE ? 0 : slowest;
  }

  /** How long the slowest meter may take, in nanoseconds; without end where that is not known. */
  long slowestAnswer() {
    boolean known = slowest != Long.MAX_VALUE && lateProbes < MOST_LATE;
    return known ? slowest + BUSY : Long.MAX_VALUE;
  }

  /**
   * Whether no meter is expected to answer later than that: each was heard to be faster, with time
   * to spare for one that is busy, and nothing came late more often than by chance.
   *
   * @param window in nanoseconds.
   */
  boolean allAnswerWithin(long window) {
    return slowestAnswer() <= window;
  }

  /** An octet came after the answer window of a probe; it may be of any meter, or noise. */
  void lateProbe() {
    lateProbes++;
  }

  /** An octet came after its answer window had closed. */
  void late() {
    if (learned) {
      nanos = Math.min(HIGHEST, 2 * nanos);
    }
  }
}
