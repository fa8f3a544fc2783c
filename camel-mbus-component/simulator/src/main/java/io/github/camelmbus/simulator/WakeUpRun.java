package io.github.camelmbus.simulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Octets 55h by which a master wakes a meter under an optical head, sent at 8N1: 10 bit each. The
 * parity of the master is not known here, so all octets 55h at the start of a write count. Confined
 * to the thread of its bus.
 */
final class WakeUpRun {
  private static final byte OCTET = 0x55;
  private static final int BITS_PER_OCTET = 10;

  /** The longest gap that a network may make between them. */
  private static final long LONGEST_GAP = Duration.ofMillis(100).toNanos();

  /** A meter takes octets after a shorter pause for more octets of the wake-up. */
  private static final int PAUSE_BITS = 33;

  private long length;
  private long end = Long.MIN_VALUE / 2;

  /** How many octets 55h are in front. */
  static int leading(byte[] octets) {
    int count = 0;
    while (count < octets.length && octets[count] == OCTET) {
      count++;
    }
    return count;
  }

  static long duration(int octets, BaudRate rate) {
    return octets * rate.bits(BITS_PER_OCTET);
  }

  /**
   * Takes octets 55h.
   *
   * @param start when the first one begins.
   * @return their echo.
   */
  List<LineOctet> take(int octets, long start, BaudRate rate) {
    if (start - end > LONGEST_GAP) {
      length = 0;
    }
    length += duration(octets, rate);
    end = start + duration(octets, rate);
    List<LineOctet> echo = new ArrayList<>();
    for (int i = 1; i <= octets; i++) {
      echo.add(new LineOctet(start + duration(i, rate), OCTET));
    }
    return echo;
  }

  /** How long it has lasted. */
  long length() {
    return length;
  }

  /** When it was over. */
  long end() {
    return end;
  }

  /** Whether a request begins too soon after it to be received. */
  boolean swallows(long requestStart, BaudRate rate) {
    return length > rate.bits(PAUSE_BITS) && requestStart - end < rate.bits(PAUSE_BITS);
  }
}
