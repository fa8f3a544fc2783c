package io.github.camelmbus.link;

import io.github.camelmbus.transport.DamagedOctets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What was measured on a line; outlives its connections. Confined to the bus thread except where a
 * method says "any thread".
 */
public final class LineProfile {
  /** A sign, without proof, that the transport delivers damaged octets. */
  private enum Sign {
    NONE,
    /** Damaged telegrams came complete; few octets are damaged if two meters are in step. */
    DELIVERED,
    /** There was one, and it could not be confirmed. */
    REFUTED
  }

  private final LineDelay delay;
  private final Packing packing;
  private volatile DamagedOctets damagedOctets = DamagedOctets.UNKNOWN;
  private volatile Sign sign = Sign.NONE;
  private final SevenDataBits sevenDataBits = new SevenDataBits();
  private boolean strays;
  private boolean echoShowsDamage = true;
  private int rounds;
  private volatile long doubts;
  private volatile long proofs;
  private volatile long lostConnections;
  private volatile long octetsHeard;
  private volatile boolean telnet;
  private volatile boolean severalMeters;

  /**
   * @param fixedDelay the delay of the line, both ways together; null to measure it.
   * @param longestDelay the longest delay that this kind of line can have.
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

  /** Whether the delay of the line is known, so that silence in the answer window is no answer. */
  public boolean delayKnown() {
    return delay.known();
  }

  /** The delay that the master assumes, both ways together. */
  public Duration allowance() {
    return Duration.ofNanos(delay.allowance());
  }

  /** Whether the transport delivers damaged octets, or seems to. Any thread. */
  public boolean showsBadOctets() {
    return damagedOctetsSoFar() == DamagedOctets.SHOWN;
  }

  /** What the transport does with damaged octets, or seems to do by the signs so far. */
  DamagedOctets damagedOctetsSoFar() {
    boolean seen = damagedOctets == DamagedOctets.UNKNOWN && sign == Sign.DELIVERED;
    return seen ? DamagedOctets.SHOWN : damagedOctets;
  }

  /** What the transport is known to do with damaged octets. Any thread. */
  public DamagedOctets damagedOctets() {
    return damagedOctets;
  }

  /** Whether the transport is known to drop damaged octets. Any thread. */
  public boolean dropsBadOctets() {
    return damagedOctets == DamagedOctets.DROPPED;
  }

  /** All meters have acknowledged at once; returns how often so far. */
  int measuredOnce() {
    return ++rounds;
  }

  /** Whether more than one meter has acknowledged what all acknowledge. Any thread. */
  public boolean severalMeters() {
    return severalMeters;
  }

  void severalMetersSeen() {
    severalMeters = true;
  }

  /** Whether single 00 octets come after answers, as some converters send them. */
  boolean straysSeen() {
    return strays;
  }

  void straySeen() {
    strays = true;
  }

  /** Whether a damaged echo shows that a request was damaged on the bus. */
  boolean echoShowsDamage() {
    return echoShowsDamage;
  }

  /** The line changes octets, as a telnet gateway does. */
  void echoIsAlwaysDamaged() {
    echoShowsDamage = false;
  }

  /**
   * A port was opened, or its settings changed.
   *
   * @param reported what the transport reports about octets with a parity or framing error; if
   *     unknown, what was seen before stays.
   */
  void portSet(DamagedOctets reported) {
    if (reported != DamagedOctets.UNKNOWN) {
      damagedOctets = reported;
    }
  }

  /** A telegram, or superposed ones, came complete and damaged: a sign of damaged octets. */
  void damagedTelegramSeen() {
    if (sign == Sign.NONE) {
      sign = Sign.DELIVERED;
    }
  }

  /** Signs of damaged octets could not be confirmed; they no longer count. Any thread. */
  public void doubtDamagedOctets() {
    sign = Sign.REFUTED;
  }

  /** A collision of known telegrams has proven that the transport delivers damaged octets. */
  public void deliversDamagedOctets() {
    damagedOctets = DamagedOctets.SHOWN;
  }

  /**
   * Grows each time that something makes silences doubtful: octets outside an answer window, or a
   * lost connection. Any thread.
   */
  public long doubts() {
    return doubts;
  }

  /** Makes each silence since the last proof doubtful: an answer may have been late. */
  @SuppressWarnings("NonAtomicVolatileUpdate")
  void doubt() {
    doubts++;
  }

  /**
   * Makes each silence since the last proof doubtful: an answer may be lost with the connection.
   */
  @SuppressWarnings("NonAtomicVolatileUpdate")
  public void connectionLost() {
    lostConnections++;
    doubts++;
  }

  /** How many connections were lost, or given up as nothing came on them. Any thread. */
  public long lostConnections() {
    return lostConnections;
  }

  /**
   * Grows with each telegram that is the answer to its request beyond doubt: octets keep their
   * order, so no answer to an earlier request can come after it. Any thread.
   */
  public long proofs() {
    return proofs;
  }

  @SuppressWarnings("NonAtomicVolatileUpdate")
  void prove() {
    proofs++;
  }

  /** Octets heard on this line, whatever they were, without echoes. Any thread. */
  public long octetsHeard() {
    return octetsHeard;
  }

  @SuppressWarnings("NonAtomicVolatileUpdate")
  void heard(int octets) {
    octetsHeard += octets;
  }

  SevenDataBits sevenDataBits() {
    return sevenDataBits;
  }

  /** What has shown that the line is of no use as it is set; null if nothing has. Any thread. */
  public @Nullable Damage fault() {
    return telnet ? Damage.telnet() : sevenDataBits.proof();
  }

  /** Whether telnet commands came. Any thread. */
  public boolean telnet() {
    return telnet;
  }

  void telnetSeen() {
    telnet = true;
  }
}
