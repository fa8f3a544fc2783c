package io.github.camelmbus.simulator;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Octets on their way to the master, in time order; confined to one thread. */
final class OctetTimeline {
  private final Deque<LineOctet> octets = new ArrayDeque<>();

  boolean isEmpty() {
    return octets.isEmpty();
  }

  /** When the next octet arrives; there must be one. */
  long nextNanos() {
    return octets.element().nanos();
  }

  /** When the last octet arrives; 0 if there is none. */
  long lastNanos() {
    return octets.isEmpty() ? 0 : octets.getLast().nanos();
  }

  /** Adds an octet after all others; it arrives no sooner than they do. */
  void add(LineOctet octet) {
    octets.add(octet);
  }

  /** Removes the next octet; there must be one. */
  LineOctet take() {
    return octets.remove();
  }

  /** Replaces all octets that were to arrive after a time by others. */
  void replaceAfter(long nanos, List<LineOctet> announced) {
    octets.removeIf(octet -> octet.nanos() > nanos);
    octets.addAll(announced);
  }

  /** Removes the octets that have arrived up to a time, up to a number of them. */
  byte[] takeUntil(long nanos, int most) {
    long due = octets.stream().limit(most).takeWhile(octet -> octet.nanos() <= nanos).count();
    byte[] taken = new byte[(int) due];
    for (int i = 0; i < taken.length; i++) {
      taken[i] = (byte) octets.remove().value();
    }
    return taken;
  }
}
