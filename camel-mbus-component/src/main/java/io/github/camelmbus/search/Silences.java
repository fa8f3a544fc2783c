package io.github.camelmbus.search;

import io.github.camelmbus.link.LineProfile;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
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
  private final Map<T, Effort> doubtful = new LinkedHashMap<>();
  private long proofs;
  private long doubts;
  private long lost;

  synchronized void begin(LineProfile line) {
    unproven.clear();
    doubtful.clear();
    note(line);
  }

  /**
   * Another transaction may change the profile meanwhile. In this order a connection that is lost
   * in between counts as a late answer, after which more is asked, and never the other way round.
   */
  private void note(LineProfile line) {
    proofs = line.proofs();
    lost = line.lostConnections();
    doubts = line.doubts();
  }

  /** Updates the silences after a probe, by what the line has shown since the last one. */
  synchronized void update(LineProfile line) {
    long proofsBefore = proofs;
    long doubtsBefore = doubts;
    long lostBefore = lost;
    note(line);
    if (doubts > doubtsBefore) {
      // After a lost connection it is enough to ask again; a late answer takes more.
      boolean onlyLost = doubts - doubtsBefore <= lost - lostBefore;
      doubtAll(onlyLost ? Effort.PATIENT : Effort.THOROUGH);
    } else if (proofs > proofsBefore) {
      unproven.clear();
    }
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
    doubtAll(Effort.THOROUGH);
  }

  private void doubtAll(Effort effort) {
    unproven.forEach(question -> doubtful.put(question, effort));
    unproven.clear();
  }

  /**
   * The doubtful questions that were not asked again, in the order they were asked, and how to ask
   * them.
   */
  synchronized Map<T, Effort> doubtful() {
    return new LinkedHashMap<>(doubtful);
  }
}
