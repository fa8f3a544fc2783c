package io.github.camelmbus.link;

import io.github.camelmbus.frame.LongFrame;

/**
 * The octets of one wait for a reply: how many came, when, and with which pauses. Times are in
 * nanoseconds on the clock of the line.
 */
final class HeardOctets {
  /** The master stops listening to a line that sends more than this in place of an answer. */
  private static final int MAXIMUM = 2 * LongFrame.MAX_OCTETS;

  /** The highest ratio of true to configured baud rate: 38400 bit/s to 2400. */
  private static final int FASTEST = 16;

  /** Octets that superposed telegrams may lose in one gap, even if few meters send. */
  private static final int LEAST_HOLD = 50;

  /** From this many octets on their gaps show how much superposed telegrams lose. */
  private static final int ENOUGH = 8;

  /** This many octets 00 in a row show that superposed telegrams leave hardly a 1 bit. */
  private static final int FEW_ZEROS = 3;

  /** No later gap is expected to be this many times as long as the longest one before it. */
  private static final int FAR_LONGER = 4;

  /**
   * The smallest share of the octets of superposed telegrams that comes if damaged ones are
   * delivered.
   */
  private static final double WHOLE = 0.8;

  /** With this many octets some are damaged if telegrams are superposed. */
  static final int LONG_TELEGRAM = 24;

  private final BusTiming timing;
  private final int longestHold;
  private boolean begun;
  private long start;
  private int firstChunk;
  private int chunks;
  private long longestGap;
  private int count;
  private int zeros;
  private byte lastOctet;
  private long last;
  private long longTelegramEnd;

  /**
   * @param longestTelegram the most octets that superposed telegrams may lose in one gap: those of
   *     the longest telegram.
   * @param requestEnd when the last bit of the request was sent.
   */
  HeardOctets(BusTiming timing, int longestTelegram, long requestEnd) {
    this.timing = timing;
    this.longestHold = Math.max(LEAST_HOLD, longestTelegram);
    this.last = requestEnd;
  }

  /** The answer begins: octets of the echo are none of it. */
  void begin(long now, int octets) {
    begun = true;
    start = now;
    firstChunk = octets;
  }

  /** What came so far was the echo. */
  void wasEcho(long now, boolean more) {
    begun = more;
    start = now;
    firstChunk = 1;
  }

  void add(byte[] chunk, int octets, long now) {
    if (chunks > 0) {
      longestGap = Math.max(longestGap, now - last);
    }
    chunks++;
    last = now;
    lastOctet = chunk[octets - 1];
    if (count < LONG_TELEGRAM) {
      longTelegramEnd = now;
    }
    count += octets;
    zeros = zerosAtEnd(chunk, octets);
  }

  private int zerosAtEnd(byte[] chunk, int octets) {
    int end = octets;
    while (end > 0 && chunk[end - 1] == 0) {
      end--;
    }
    return end > 0 ? octets - end : zeros + octets;
  }

  /** Whether the answer has begun. */
  boolean begun() {
    return begun;
  }

  /** When the first octet of the answer came. */
  long start() {
    return start;
  }

  /** Octets of the first chunk; they were on the wire one after the other. */
  int firstChunk() {
    return Math.max(1, firstChunk);
  }

  /** All octets, those of the echo as well. */
  int count() {
    return count;
  }

  /** When the last octet came; the end of the request if none did. */
  long last() {
    return last;
  }

  byte lastOctet() {
    return lastOctet;
  }

  /** The longest time between two chunks; 0 if there was one chunk. */
  long longestGap() {
    return longestGap;
  }

  /**
   * Whether several meters at once may hold the line at 0, so that few octets or only the first one
   * is received, with 0 as its last bits.
   */
  boolean mayBeHeld() {
    // If damaged octets are dropped, there may be no octet at all.
    boolean sparse = timing.octets(4 * count) < 3 * (last - start);
    return sparse || (lastOctet & 0x80) == 0 && lastOctet != LongFrame.STOP;
  }

  /** Whether so few octets came that much of superposed telegrams may be lost. */
  boolean areFew() {
    return count < ENOUGH;
  }

  /**
   * How long superposed telegrams may hold the line at 0. The more meters send, the rarer is a bit
   * that is 1 in all of them: with two or three there is hardly a gap, with ten there are mostly
   * gaps. The number of sending meters only falls, so no later gap is far longer than earlier ones;
   * but octets of zeros show that hardly a 1 bit is left, so later octets may be lost entirely.
   */
  long hold() {
    long longest = timing.octets(longestHold);
    return areFew() || zeros >= FEW_ZEROS
        ? longest
        : Math.max(timing.octets(LEAST_HOLD), Math.min(longest, FAR_LONGER * longestGap));
  }

  /**
   * Whether these are more octets than an answer has. A frame that starts within the limit may end
   * after it; octets after that frame are too many.
   */
  boolean tooMany(boolean insideFrame) {
    boolean frameMayEnd = count <= MAXIMUM + LongFrame.MAX_OCTETS;
    return count > MAXIMUM && !(frameMayEnd && insideFrame);
  }

  /**
   * Whether there are more octets than answers to the request can have: more than the bus can have
   * carried since, or some after the end of any answer that began within its window.
   */
  boolean endless(ReplyTimes times) {
    boolean tooFast = timing.octets(count) > FASTEST * Math.max(0, last - times.requestEnd());
    boolean tooLong = last > times.end() + timing.octets(LongFrame.MAX_OCTETS);
    return count > MAXIMUM && (tooFast || tooLong);
  }

  /**
   * Whether superposed telegrams came complete. Their start must be complete by itself, as the end
   * of the longest one is not superposed.
   */
  boolean isDense() {
    return chunks >= LONG_TELEGRAM / 2
        && isDense(LONG_TELEGRAM, longTelegramEnd)
        && isDense(count, last);
  }

  private boolean isDense(int octets, long end) {
    return timing.octets(octets) >= WHOLE * (end - start + timing.octets(1));
  }
}
