package io.github.camelmbus.search;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Which probes got no reply, and whether that is proven. A line keeps the order of octets. So a
 * reply that certainly belongs to its request proves each silence before it: an earlier reply would
 * have come first. Octets outside an answer window, and a lost connection, make each silence since
 * the last proof doubtful. Thread safe.
 *
 * @param <T> what is asked for: masks, or primary addresses.
 */
final class Silences<T> {
  private final Set<T> unproven = new LinkedHashSet<>();
  private final Set<T> doubtful = new LinkedHashSet<>();
  private long proofs;
  private long doubts;

  synchronized void begin(long proofsSoFar, long doubtsSoFar) {
    unproven.clear();
    doubtful.clear();
    proofs = proofsSoFar;
    doubts = doubtsSoFar;
  }

  /**
   * Updates the silences after a probe.
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

  /** No proof was possible: all silences are doubtful. */
  synchronized void doubtAll() {
    doubtful.addAll(unproven);
    unproven.clear();
  }

  /** The doubtful questions that were not asked again, in the order they were asked. */
  synchronized Set<T> doubtful() {
    return new LinkedHashSet<>(doubtful);
  }
}
