package io.github.camelmbus.search;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * The end of a search: proves the silences, and asks again what is in doubt, until nothing is. A
 * meter that was found is read once more, which shows that what was asked before it was silent.
 * Confined to the thread of the search.
 *
 * @param <Q> what is asked for: masks, or primary addresses.
 */
final class Proof<Q> {
  /** Rounds of asking again what is in doubt; a line that is still in doubt is reported. */
  static final int MAX_ROUNDS = 5;

  /** So many meters are tried for a proof, the last ones that were found. */
  private static final int METERS = 3;

  /** This many known meters are silent at once only on a dead connection. */
  private static final int SILENT_METERS = 2;

  /** The most questions that are asked again before a meter is read that proves them. */
  private static final int LONGEST_INTERVAL = 5;

  /** So often more a connection may seem dead than not. */
  private static final int MAX_UNHEARD = 5;

  /** What is the search's own. */
  interface Scan<Q> {
    /** The questions whose silence is in doubt. */
    Set<Q> doubtful();

    void askAgain(Q question);

    /** How many meters were found. */
    int found();

    /**
     * Reads a meter again.
     *
     * @param index of the meter, in the order they were found.
     */
    Outcome read(int index);
  }

  private final Probe probe;
  private final SearchContext context;
  private final String where;
  private final Scan<Q> scan;

  /** How much more often nothing answered, and the line was connected again, than something. */
  private int unheard;

  /** Questions that are asked again before a meter is read that proves them. */
  private int interval = LONGEST_INTERVAL;

  /**
   * @param where the scope of the search, for findings.
   */
  Proof(Probe probe, SearchContext context, String where, Scan<Q> scan) {
    this.probe = probe;
    this.context = context;
    this.where = where;
    this.scan = scan;
  }

  /** Settles all doubts; returns whether every silence is proven. */
  boolean settle() {
    for (int round = 0; round < MAX_ROUNDS; round++) {
      if (probe.hasUnprovenSilences() && !isProven()) {
        probe.doubtSilences();
      }
      Set<Q> doubtful = scan.doubtful();
      if (doubtful.isEmpty()) {
        return isHeard();
      }
      if (round > 0 && answersNoMore()) {
        break;
      }
      askAgain(doubtful);
    }
    boolean maybeCollided = probe.heardSomething() && !probe.showsCollisions();
    boolean unheardAtAll = scan.found() == 0 && (answersNoMore() || maybeCollided);
    context.report(unheardAtAll ? Findings.answersNoMore(where) : Findings.unproven(where));
    return false;
  }

  /** Proves on the way what is asked: that stays proven if the line is lost. */
  private void askAgain(Set<Q> doubtful) {
    List<Q> asked = new ArrayList<>();
    for (Q question : doubtful) {
      scan.askAgain(question);
      asked.add(question);
      if (asked.size() >= interval) {
        prove(asked);
        asked.clear();
      }
    }
  }

  private void prove(List<Q> asked) {
    if (probe.hasUnprovenSilences() && !answersNoMore()) {
      isProven();
    }
    if (!Collections.disjoint(scan.doubtful(), asked)) {
      // A connection does not live as long as it takes to prove so many silences.
      interval = Math.max(1, interval / 2);
    }
  }

  private boolean isProven() {
    int last = scan.found() - 1;
    int silent = 0;
    for (int i = last; i >= 0 && i > last - METERS; i--) {
      Outcome outcome = scan.read(i);
      if (outcome instanceof Outcome.One) {
        return heard();
      }
      // A new connection makes all silences doubtful, so it must be likely that this one is dead.
      silent += outcome instanceof Outcome.Silence || outcome instanceof Outcome.Mute ? 1 : 0;
      if (silent == Math.min(SILENT_METERS, last + 1)) {
        return unheard();
      }
    }
    return last < 0 && isHeardOut();
  }

  /** Without any meter the acknowledge of all must do, where there was one. */
  private boolean isHeardOut() {
    if (!probe.heardSomething()) {
      probe.listenOut();
      return true;
    }
    return probe.stillAnswers() ? heard() : unheard();
  }

  private boolean heard() {
    unheard = Math.max(0, unheard - 1);
    return true;
  }

  private boolean unheard() {
    unheard++;
    probe.renew();
    return false;
  }

  private boolean answersNoMore() {
    return unheard >= MAX_UNHEARD;
  }

  /** Whether silence means anything on this line. */
  private boolean isHeard() {
    if (!probe.delayKnown()) {
      context.report(
          probe.heardSomething()
              ? Findings.unproven(where)
              : probe.echoes() ? Findings.onlyEcho(where) : Findings.silentLine(where));
    }
    return probe.delayKnown();
  }
}
