package io.github.camelmbus.link;

import io.github.camelmbus.transport.DamagedOctets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What has been learned about a line; outlives its connections. Confined to the bus thread, but for
 * what says otherwise.
 */
public final class LineProfile {
  private final LineDelay delay;
  private final Packing packing;
  private volatile DamagedOctets damagedOctets = DamagedOctets.UNKNOWN;
  private boolean strays;
  private int rounds;
  private volatile long doubts;
  private volatile long proofs;
  private volatile long octetsHeard;
  private volatile boolean telnet;

  /**
   * @param fixedDelay the delay of the line, both ways together; null to measure it.
   * @param longestDelay the longest that it can be, as far as the kind of the line says.
   */
  public LineProfile(@Nullable Duration fixedDelay, Duration longestDelay) {
    this.delay = new LineDelay(fixedDelay, longestDelay);
    this.packing = delay.isShortForSure() ? Packing.none() : Packing.unknown();
  }

  LineDelay delay() {
    return delay;
  }

  Packing packing() {
    return packing;
  }

  /** Whether the delay of the line is known, so that silence after the answer window is silence. */
  public boolean delayKnown() {
    return delay.known();
  }

  /** How long the master reckons with for the way there and back. */
  public Duration allowance() {
    return Duration.ofNanos(delay.allowance());
  }

  /** Whether octets that arrive damaged are handed out: known, or seen. Any thread. */
  public boolean showsBadOctets() {
    return damagedOctets == DamagedOctets.SHOWN;
  }

  /** Whether octets that arrive damaged are known to be dropped. Any thread. */
  public boolean dropsBadOctets() {
    return damagedOctets == DamagedOctets.DROPPED;
  }

  /** Whether it is not known what becomes of damaged octets. */
  boolean damagedOctetsUnknown() {
    return damagedOctets == DamagedOctets.UNKNOWN;
  }

  /** All meters have acknowledged at once; returns how often so far. */
  int measuredOnce() {
    return ++rounds;
  }

  /** Whether single 00 octets come after answers, as some converters send them. */
  boolean straysSeen() {
    return strays;
  }

  void straySeen() {
    strays = true;
  }

  /**
   * A port was opened or set anew.
   *
   * @param told what it does with octets that have a parity or framing error; where that is not
   *     known, what was seen before holds.
   */
  void portSet(DamagedOctets told) {
    if (told != DamagedOctets.UNKNOWN) {
      damagedOctets = told;
    }
  }

  /** Superposed telegrams came with all their octets, many of which are damaged. */
  void showsDamagedOctets() {
    damagedOctets = DamagedOctets.SHOWN;
  }

  /**
   * Grows each time that something makes silences doubtful: octets outside an answer window, or a
   * lost connection. Any thread.
   */
  public long doubts() {
    return doubts;
  }

  /**
   * Makes each silence since the last proof doubtful: an answer may have been late, or lost with a
   * connection.
   */
  @SuppressWarnings("NonAtomicVolatileUpdate")
  public void doubt() {
    doubts++;
  }

  /**
   * Grows with each telegram that is the answer to its request beyond doubt: octets keep their
   * order, so each answer to an earlier request has come by then, or none comes. Any thread.
   */
  public long proofs() {
    return proofs;
  }

  @SuppressWarnings("NonAtomicVolatileUpdate")
  void prove() {
    proofs++;
  }

  /** Octets heard on this line, whatever they were. Any thread. */
  public long octetsHeard() {
    return octetsHeard;
  }

  @SuppressWarnings("NonAtomicVolatileUpdate")
  void heard(int octets) {
    octetsHeard += octets;
  }

  /** Whether telnet commands came. Any thread. */
  public boolean telnet() {
    return telnet;
  }

  void telnetSeen() {
    telnet = true;
  }
}
