package io.github.camelmbus.search;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Which questions were met with silence, and how far that can be trusted. A line keeps the order of
 * octets. So a telegram that answers its request beyond doubt proves each silence before it: had
 * there been an answer, it would have come earlier. Octets outside an answer window, and a lost
 * connection, make each silence since the last proof doubtful. Thread safe.
 *
 * @param <T> what is asked for: masks, or primary addresses.
 */
final class Silences<T> {
  private final Set<T> unproven = new LinkedHashSet<>();
  private final Set<T> doubtful = new LinkedHashSet<>();
  private long proofs;
  private long doubts;

  /** A search begins; what was silent before is of no interest. */
  synchronized void begin(long proofsSoFar, long doubtsSoFar) {
    unproven.clear();
    doubtful.clear();
    proofs = proofsSoFar;
    doubts = doubtsSoFar;
  }

  /**
   * Something was heard, or not.
   *
   * @param proofsSoFar see {@link io.github.camelmbus.link.LineProfile#proofs()}.
   * @param doubtsSoFar see {@link io.github.camelmbus.link.LineProfile#doubts()}.
   */
  synchronized void update(long proofsSoFar, long doubtsSoFar) {
    if (doubtsSoFar > doubts) {
      doubtful.addAll(unproven);
      unproven.clear();
    } else if (proofsSoFar > proofs) {
      unproven.clear();
    }
    proofs = proofsSoFar;
    doubts = doubtsSoFar;
  }

  /** A question was met with silence. */
  synchronized void silent(T question) {
    doubtful.remove(question);
    unproven.add(question);
  }

  /** A question was answered. */
  synchronized void answered(T question) {
    unproven.remove(question);
    doubtful.remove(question);
  }

  /** All silences are proven. */
  synchronized void accept() {
    unproven.clear();
  }

  synchronized boolean hasUnproven() {
    return !unproven.isEmpty();
  }

  /** No proof can be had: all silences are doubtful. */
  synchronized void doubtAll() {
    doubtful.addAll(unproven);
    unproven.clear();
  }

  /** The doubtful questions that were not asked again, in the order they were asked. */
  synchronized Set<T> doubtful() {
    return new LinkedHashSet<>(doubtful);
  }
}
