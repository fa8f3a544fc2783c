package io.github.camelmbus.simulator;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Several talkers on one line. A meter signals a space (0) by drawing current, so the line is at
 * space as long as any talker is: bits AND together, each at its own phase.
 *
 * <pre>
 *   talker 1   ‾‾‾|_|‾|___|‾‾
 *   talker 2   ‾‾‾‾|_|‾‾‾|_|‾
 *   line       ‾‾‾|__||‾|__|‾   sampled by the receiver in the middle of each bit it expects
 * </pre>
 */
final class Superposition {
  private static final int DATA_BITS = 8;
  private static final int PARITY_BIT = 9;
  private static final int STOP_BIT = 10;

  /** A time at which the line is at space. */
  record Space(long from, long to) {}

  private final BaudRate rate;
  private final BadOctets badOctets;
  private final List<Space> spaces = new ArrayList<>();

  Superposition(BaudRate rate, BadOctets badOctets) {
    this.rate = rate;
    this.badOctets = badOctets;
  }

  /** Puts a break on the line, as a level converter does when it detects a collision. */
  void add(Space space) {
    spaces.add(space);
  }

  void add(Signal signal) {
    for (Signal.Burst burst : signal.bursts()) {
      for (int i = 0; i < burst.octets().length; i++) {
        addOctet(burst.start() + rate.octets(i), burst.octets()[i] & 0xFF);
      }
    }
  }

  private void addOctet(long start, int octet) {
    int parity = Integer.bitCount(octet) & 1;
    int marks = octet << 1 | parity << PARITY_BIT | 1 << STOP_BIT;
    for (int bit = 0; bit < STOP_BIT; bit++) {
      if ((marks >> bit & 1) == 0) {
        spaces.add(new Space(start + rate.bits(bit), start + rate.bits(bit + 1)));
      }
    }
  }

  /** The octets that the receiver samples from the line. */
  List<LineOctet> sample() {
    List<Space> line = merged();
    List<LineOctet> octets = new ArrayList<>();
    long resume = Long.MIN_VALUE;
    for (int i = 0; i < line.size(); i++) {
      long start = line.get(i).from();
      if (start >= resume && isSpace(line, i, start + rate.halfBits(1))) {
        resume = receive(line, i, octets);
      }
    }
    return octets;
  }

  /** Samples one octet; returns the time from which the receiver looks for a start bit again. */
  private long receive(List<Space> line, int first, List<LineOctet> octets) {
    long start = line.get(first).from();
    int bits = 0;
    for (int bit = 1; bit <= STOP_BIT; bit++) {
      if (!isSpace(line, first, start + rate.halfBits(2L * bit + 1))) {
        bits |= 1 << bit;
      }
    }
    int value = bits >> 1 & 0xFF;
    boolean parity = (Integer.bitCount(value) & 1) == (bits >> DATA_BITS + 1 & 1);
    boolean stop = (bits >> STOP_BIT & 1) == 1;
    hand(octets, start + rate.octets(1), value, parity && stop);
    return start + rate.halfBits(2L * STOP_BIT + 1);
  }

  private void hand(List<LineOctet> octets, long nanos, int value, boolean good) {
    if (good || badOctets == BadOctets.RAW) {
      octets.add(new LineOctet(nanos, value));
    } else if (badOctets == BadOctets.ZERO) {
      octets.add(new LineOctet(nanos, 0));
    }
  }

  private static boolean isSpace(List<Space> line, int first, long time) {
    for (int i = first; i < line.size() && line.get(i).from() <= time; i++) {
      if (time < line.get(i).to()) {
        return true;
      }
    }
    return false;
  }

  private List<Space> merged() {
    List<Space> sorted = new ArrayList<>(spaces);
    sorted.sort(Comparator.comparingLong(Space::from));
    List<Space> merged = new ArrayList<>();
    for (Space space : sorted) {
      int last = merged.size() - 1;
      if (last >= 0 && space.from() <= merged.get(last).to()) {
        long to = Math.max(merged.get(last).to(), space.to());
        merged.set(last, new Space(merged.get(last).from(), to));
      } else {
        merged.add(space);
      }
    }
    return merged;
  }
}
