package io.github.camelmbus.search;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
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

  /** The most rounds in a row that settle nothing, as they bring as many new doubts. */
  private static final int MAX_STALLED = 2;

  /** The most questions in a row that are asked and proven one by one, and stay in doubt. */
  private static final int MAX_IN_VAIN = 20;

  /** So many meters are tried for a proof, the last ones that were found. */
  private static final int METERS = 3;

  /** This many known meters are silent at once only on a dead connection. */
  private static final int SILENT_METERS = 2;

  /** The most questions that are asked again before a meter is read that proves them. */
  private static final int LONGEST_INTERVAL = 5;

  /** So many new connections in a row on which nothing answers are not all dead. */
  private static final int MAX_UNHEARD = 5;

  /** What is the search's own. */
  interface Scan<Q> {
    /** The questions whose silence is in doubt, and how to ask them again. */
    Map<Q, Effort> silent();

    void askAgain(Q question, Effort effort);

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

  /** Questions at which octets came that no meter sends; they may have destroyed the request. */
  private final Set<Q> noisy = new LinkedHashSet<>();

  /** How often in a row nothing answered on a new connection. */
  private int unheard;

  /** Rounds in a row that have not settled anything. */
  private int stalled;

  /** The fewest questions in doubt at the begin of a round, and the meters found by then. */
  private int fewest = Integer.MAX_VALUE;

  private int found;

  /** Questions that are asked again before a meter is read that proves them. */
  private int interval = LONGEST_INTERVAL;

  /** How often in a row a question was asked and proven by itself, and stays in doubt. */
  private int inVain;

  /** Connections that were lost until the last proof. */
  private long lostSoFar;

  /** Connections that were lost while questions were asked again and stay in doubt. */
  private long lost;

  /** How much more often a question stays in doubt with a lost connection than without. */
  private int moreLost;

  /**
   * @param where the scope of the search, for findings.
   */
  Proof(Probe probe, SearchContext context, String where, Scan<Q> scan) {
    this.probe = probe;
    this.context = context;
    this.where = where;
    this.scan = scan;
  }

  /** Octets came that no meter sends: the question is in doubt until it is asked again. */
  void doubt(Q question) {
    noisy.add(question);
  }

  private Map<Q, Effort> doubtful() {
    Map<Q, Effort> doubtful = new LinkedHashMap<>(scan.silent());
    noisy.forEach(question -> doubtful.put(question, Effort.THOROUGH));
    return doubtful;
  }

  /** Settles all doubts; returns whether every silence is proven. */
  boolean settle() {
    for (int round = 0; round < MAX_ROUNDS && inVain < MAX_IN_VAIN; round++) {
      if (probe.hasUnprovenSilences() && !isProven()) {
        probe.doubtSilences();
      }
      Map<Q, Effort> doubtful = doubtful();
      if (doubtful.isEmpty()) {
        return isHeard();
      }
      if (isStalled(doubtful.size()) || round > 0 && answersNoMore()) {
        break;
      }
      askAgain(doubtful);
    }
    context.report(unsettled());
    return false;
  }

  private Finding unsettled() {
    boolean maybeCollided = probe.heardSomething() && !probe.showsCollisions();
    if (scan.found() == 0 && (answersNoMore() || maybeCollided)) {
      return Findings.answersNoMore(where);
    }
    return moreLost > 0 ? Findings.lost(where, lost) : Findings.unproven(where);
  }

  /** Whether the last rounds have neither settled anything nor found a meter. */
  private boolean isStalled(int doubtful) {
    boolean goesOn = doubtful < fewest || scan.found() > found;
    stalled = goesOn ? 0 : stalled + 1;
    fewest = Math.min(fewest, doubtful);
    found = scan.found();
    return stalled >= MAX_STALLED;
  }

  /** Proves on the way what is asked: that stays proven if the line is lost. */
  private void askAgain(Map<Q, Effort> doubtful) {
    List<Q> asked = new ArrayList<>();
    lostSoFar = probe.lostConnections();
    for (Q question : doubtful.keySet()) {
      noisy.remove(question);
      scan.askAgain(question, doubtful.get(question));
      asked.add(question);
      if (asked.size() >= interval) {
        prove(asked);
        asked.clear();
      }
      if (inVain >= MAX_IN_VAIN) {
        return;
      }
    }
  }

  private void prove(List<Q> asked) {
    long lostBefore = lostSoFar;
    if (probe.hasUnprovenSilences() && !answersNoMore()) {
      isProven();
    }
    lostSoFar = probe.lostConnections();
    if (Collections.disjoint(doubtful().keySet(), asked)) {
      inVain = 0;
      return;
    }
    lost += lostSoFar - lostBefore;
    moreLost += lostSoFar > lostBefore ? 1 : -1;
    if (interval > 1) {
      // A connection does not live as long as it takes to prove so many silences.
      interval /= 2;
    } else {
      inVain++;
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
    unheard = 0;
    return true;
  }

  /** Connects again, as this connection seems dead: the next one shows whether it was. */
  private boolean unheard() {
    probe.renew();
    int last = scan.found() - 1;
    boolean answers = last < 0 ? probe.stillAnswers() : scan.read(last) instanceof Outcome.One;
    unheard = answers ? 0 : unheard + 1;
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
