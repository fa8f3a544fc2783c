package io.github.camelmbus.link;

import java.util.ArrayDeque;

/**
 * Requests without an answer since the last telegram; a late answer may still come. Times are
 * nanoseconds on the clock of the line. Confined to the bus thread.
 */
final class OutstandingRequests {
  /** This many single octets are not taken for noise. */
  private static final int STRAY_OCTETS = 3;

  /** The most requests kept; the oldest are dropped first. */
  private static final int MOST = 64;

  private final ArrayDeque<Long> ends = new ArrayDeque<>();
  private long lastOverdue;
  private boolean hasOverdue;
  private int strays;

  void add(long requestEnd) {
    if (ends.size() == MOST) {
      ends.removeFirst();
    }
    ends.addLast(requestEnd);
  }

  /** The longest answer time of a request has passed; no answer is expected any more. */
  void overdue(long requestEnd) {
    lastOverdue = requestEnd;
    hasOverdue = true;
  }

  /**
   * Whether octets may be the late answer to a request that timed out.
   *
   * @param latest how long after its request an answer may come.
   */
  boolean mayComeLate(long now, long latest) {
    return any(now, latest) || hasOverdue && now - lastOverdue <= 2 * latest;
  }

  /**
   * Whether an answer to an earlier request may still come.
   *
   * @param latest how long after its request an answer may come.
   */
  boolean any(long now, long latest) {
    while (!ends.isEmpty() && now - ends.getFirst() > latest) {
      ends.removeFirst();
    }
    return !ends.isEmpty();
  }

  long newest() {
    return ends.isEmpty() ? lastOverdue : ends.getLast();
  }

  /** Counts a single octet; returns whether there were too many to be noise. */
  boolean strayAgain() {
    return ++strays >= STRAY_OCTETS;
  }

  void clear() {
    ends.clear();
    hasOverdue = false;
    strays = 0;
  }
}
