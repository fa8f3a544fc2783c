package io.github.camelmbus.link;

/** How the octets of one reply came: in which chunks, and with which pauses. */
final class ChunkLog {
  private long last;
  private int count;
  private long longestGap;

  /**
   * @param now when the chunk came, in nanoseconds.
   */
  void add(long now) {
    if (count > 0) {
      longestGap = Math.max(longestGap, now - last);
    }
    last = now;
    count++;
  }

  /** How many chunks came. */
  int count() {
    return count;
  }

  /** The longest time between two chunks, in nanoseconds; 0 if there was one chunk. */
  long longestGap() {
    return longestGap;
  }
}
