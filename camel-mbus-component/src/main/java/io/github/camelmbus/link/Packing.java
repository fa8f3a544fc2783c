package io.github.camelmbus.link;

import io.github.camelmbus.frame.LongFrame;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How a line cuts answers into chunks. A wire delivers octet by octet. A gateway may collect them:
 * until the answer is complete, until the line was silent for a while, until a number of octets or
 * of milliseconds is reached; or it delivers them more slowly than they came.
 *
 * <p>This decides how long the first octet of an answer is delayed, and how long a pause inside an
 * answer may be. Both are assumed to be long until a telegram shows that they are short. Confined
 * to the bus thread.
 */
public final class Packing {
  /** A shorter telegram shows nothing: it is over before the line could cut it. */
  private static final int SHORTEST_EVIDENCE = 8;

  /** The pause assumed on an unknown line. */
  private static final long UNKNOWN_PAUSE = Duration.ofMillis(2500).toNanos();

  /** Real meters pause up to 120 ms between two octets of one telegram. */
  private static final long LONGEST_OF_METERS = Duration.ofMillis(150).toNanos();

  /** The longest pause after which a gateway takes an answer for complete. */
  private static final long UNKNOWN_HOLD = Duration.ofMillis(700).toNanos();

  /** A single gap up to this one is taken for a pause of this machine. */
  private static final long PAUSE_OF_MACHINE = Duration.ofMillis(100).toNanos();

  private static final long UNKNOWN_QUIET = Duration.ofMillis(60).toNanos();
  private static final long MARGIN = Duration.ofMillis(50).toNanos();
  private static final int REMEMBERED = 8;

  /**
   * How one telegram came.
   *
   * @param octets how many it has.
   * @param first how many of them came in the first chunk.
   * @param longestGap the longest time between two chunks, in nanoseconds.
   */
  private record Arrival(int octets, int first, long longestGap) {}

  private final Deque<Arrival> arrivals = new ArrayDeque<>();
  private long gapOfAcknowledges = UNKNOWN_QUIET;
  private int longestTelegram;

  private Packing() {}

  /** An unknown line. */
  static Packing unknown() {
    return new Packing();
  }

  /** A line that delivers octet by octet, until a telegram shows something else. */
  static Packing none() {
    Packing packing = new Packing();
    packing.add(new Arrival(LongFrame.MAX_OCTETS, 1, 0));
    return packing;
  }

  /** Whether it is known how the line cuts answers. */
  boolean known() {
    return !arrivals.isEmpty();
  }

  /** Whether the line delivers octets as they come from the wire, or nearly so. */
  boolean direct() {
    return known() && !holdsBack() && gap() <= UNKNOWN_QUIET;
  }

  /** Whether a large part of an answer, or all of it, comes at once. */
  private boolean holdsBack() {
    return arrivals.stream().anyMatch(arrival -> 3 * arrival.first > arrival.octets);
  }

  /**
   * A good telegram came.
   *
   * @param octets how many octets it has.
   * @param first how many came in the first chunk.
   * @param longestGap between two chunks, in nanoseconds; 0 if it came in one.
   */
  void telegram(int octets, int first, long longestGap) {
    if (octets < SHORTEST_EVIDENCE) {
      return;
    }
    longestTelegram = Math.max(longestTelegram, Math.min(octets, LongFrame.MAX_OCTETS));
    add(new Arrival(octets, Math.min(first, octets), longestGap));
  }

  /**
   * The line paused inside an answer for longer than expected.
   *
   * @param gap in nanoseconds.
   */
  void paused(long gap) {
    add(new Arrival(SHORTEST_EVIDENCE * SHORTEST_EVIDENCE, 1, gap));
  }

  /** Several meters acknowledged at once; the gaps between octets are those of line and meters. */
  void acknowledges(long longestGap) {
    gapOfAcknowledges = Math.max(UNKNOWN_QUIET / 6, longestGap);
  }

  /** Octets of the longest telegram seen; the maximum of the standard if none was. */
  int longestTelegram() {
    return longestTelegram == 0 ? LongFrame.MAX_OCTETS : longestTelegram;
  }

  private void add(Arrival arrival) {
    if (arrivals.size() == REMEMBERED) {
      arrivals.removeFirst();
    }
    arrivals.addLast(arrival);
  }

  /**
   * The longest gap; with enough samples the second longest, as one may be a pause of this machine.
   */
  private long gap() {
    if (!known()) {
      return gapOfAcknowledges;
    }
    long[] gaps = arrivals.stream().mapToLong(Arrival::longestGap).sorted().toArray();
    long longest = gaps[gaps.length - 1];
    return longest > PAUSE_OF_MACHINE || gaps.length < 2 ? longest : gaps[gaps.length - 2];
  }

  /**
   * How long the first octet of an answer may be delayed, in nanoseconds.
   *
   * @param octets how many it has at most.
   */
  long hold(int octets, BusTiming timing) {
    if (octets <= 1) {
      return 0;
    }
    if (!known()) {
      return timing.octets(octets) + UNKNOWN_HOLD;
    }
    if (holdsBack()) {
      return timing.octets(octets) + Math.max(UNKNOWN_HOLD, 2 * gap());
    }
    int first = arrivals.stream().mapToInt(Arrival::first).max().orElse(1);
    return timing.octets(2 * (first - 1)) + (direct() ? 0 : 2 * gap());
  }

  /** The longest silence to expect inside an answer, in nanoseconds. */
  long pause(BusTiming timing, long variation) {
    if (!known()) {
      return UNKNOWN_PAUSE + variation;
    }
    long usual = timing.idle() + MARGIN + variation;
    long longest = Math.max(Math.max(usual, LONGEST_OF_METERS), 3 * gap() + MARGIN + variation);
    // The octets after a pause of the meter are collected, too.
    return longest + (holdsBack() ? timing.octets(LongFrame.MAX_OCTETS) : 0);
  }

  /** The longest silence to expect between two octets that belong together, in nanoseconds. */
  long quiet(BusTiming timing, long variation) {
    // Between octets that follow each other there is the time of one.
    long pause = Math.max(0, gap() - timing.octets(1));
    return timing.idle() + 2 * pause + variation;
  }
}
