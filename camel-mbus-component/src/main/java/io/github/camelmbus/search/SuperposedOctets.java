package io.github.camelmbus.search;

import io.github.camelmbus.transport.DamagedOctets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * Counts what is left of two known telegrams that were superposed, which shows what the transport
 * does with damaged octets, however it packs them.
 *
 * <pre>
 *   first    oooooooooooooooooooooooooooo
 *   second           oooooooooooooooooooooooo
 *            lead    superposed          tail
 * </pre>
 *
 * <p>Lead and tail come undisturbed. Of the superposed octets the receiver misses some start bits:
 * on a simulated bus up to 36 %. Where damaged octets are dropped, too, mostly 80 % are missing.
 * Two meters in step show nothing: octets that are the same in both come undisturbed. A meter that
 * pauses after each octet is hardly disturbed, and its octets take the place of those that are
 * missing, so of each pair that counts as shown octets of both must be damaged. Confined to the bus
 * thread.
 */
final class SuperposedOctets {
  /** Fewer octets show nothing. */
  private static final int ENOUGH = 100;

  /** So many of them must differ: what telegrams repeat is damaged in the same way each time. */
  private static final int ENOUGH_DIFFERENT = 50;

  private final Set<Integer> different = new HashSet<>();
  private int superposed;
  private int missing;

  /** Two meters have answered at once, each with a telegram like the one that is known of it. */
  void add(byte[] one, byte[] other, byte[] answer) {
    int start = 0;
    while (start < answer.length && answer[start] == 0) {
      start++;
    }
    byte[] heard = Arrays.copyOfRange(answer, start, answer.length);
    int leadOfOne = common(one, heard);
    int leadOfOther = common(other, heard);
    if (leadOfOne >= leadOfOther) {
      add(one, other, leadOfOne, heard);
    } else {
      add(other, one, leadOfOther, heard);
    }
  }

  private void add(byte[] first, byte[] second, int lead, byte[] heard) {
    boolean maybeInStep =
        lead >= common(first, second) && lead <= common(both(first, second), heard);
    int end = Math.min(first.length, lead + second.length);
    int more = heard.length - Math.max(first.length, lead + second.length);
    int count = end - lead;
    int hurt = Math.min(damaged(first, heard), damaged(second, heard));
    // Many more octets are those of a third meter.
    if (!maybeInStep && count > 0 && 4 * more <= count && 10 * hurt > 4 * count) {
      superposed += count;
      for (int i = lead; i < end; i++) {
        different.add((first[i] & 0xFF) << 8 | second[i - lead] & 0xFF);
      }
      missing += Math.max(0, -more);
    }
  }

  /** What is left where both begin at once. */
  private static byte[] both(byte[] first, byte[] second) {
    byte[] both = first.clone();
    for (int i = 0; i < Math.min(first.length, second.length); i++) {
      both[i] &= second[i];
    }
    return both;
  }

  /** How many octets at the start of a telegram were received, regardless of its access number. */
  private static int common(byte[] telegram, byte[] octets) {
    int access = OverlapDetector.accessNumberOffset(telegram);
    int count = 0;
    while (count < Math.min(telegram.length, octets.length)
        && (telegram[count] == octets[count] || count == access)) {
      count++;
    }
    return count;
  }

  /** How many octets of a telegram are not among the received ones in the same order. */
  private static int damaged(byte[] telegram, byte[] heard) {
    int[] there = new int[heard.length + 1];
    for (byte octet : telegram) {
      int before = 0;
      for (int i = 1; i <= heard.length; i++) {
        int above = there[i];
        there[i] = heard[i - 1] == octet ? before + 1 : Math.max(above, there[i - 1]);
        before = above;
      }
    }
    return telegram.length - there[heard.length];
  }

  /** What the transport does with damaged octets; unknown until the octets so far decide it. */
  DamagedOctets verdict() {
    if (superposed < ENOUGH || different.size() < ENOUGH_DIFFERENT) {
      return DamagedOctets.UNKNOWN;
    } else if (10 * missing > 6 * superposed) {
      return DamagedOctets.DROPPED;
    }
    return 10 * missing < 4 * superposed ? DamagedOctets.SHOWN : DamagedOctets.UNKNOWN;
  }
}
