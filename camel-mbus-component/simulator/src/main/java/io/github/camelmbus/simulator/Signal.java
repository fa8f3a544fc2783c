package io.github.camelmbus.simulator;

import java.util.Arrays;
import java.util.List;

/**
 * What one talker puts on the line.
 *
 * @param bursts octets without a pause between them, in time order; never empty.
 */
record Signal(List<Burst> bursts) {

  /** Octets from a start time on, one after the other. */
  record Burst(long start, byte[] octets) {
    boolean sameOctets(Burst other) {
      return Arrays.equals(octets, other.octets);
    }

    long end(BaudRate rate) {
      return start + rate.octets(octets.length);
    }
  }

  Signal {
    bursts = List.copyOf(bursts);
  }

  static Signal of(long start, byte[] octets) {
    return new Signal(List.of(new Burst(start, octets)));
  }

  /** How many octets it is. */
  int octets() {
    return bursts.stream().mapToInt(burst -> burst.octets().length).sum();
  }

  long start() {
    return bursts.get(0).start();
  }

  long end(BaudRate rate) {
    return bursts.get(bursts.size() - 1).end(rate);
  }

  Signal shifted(long nanos) {
    return new Signal(bursts.stream().map(b -> new Burst(b.start() + nanos, b.octets())).toList());
  }

  /** Whether two talkers say the same, as two meters do that both acknowledge. */
  boolean sameOctets(Signal other) {
    return bursts.size() == 1
        && other.bursts.size() == 1
        && bursts.get(0).sameOctets(other.bursts.get(0));
  }

  boolean overlaps(long from, long to, BaudRate rate) {
    return start() < to && from < end(rate);
  }
}
