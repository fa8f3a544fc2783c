package io.github.camelmbus.search;

import io.github.camelmbus.application.Mask;
import io.github.camelmbus.application.SecondaryAddress;
import io.github.camelmbus.search.Outcome.Several.Talkers;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The masks of a secondary search: what a probe of one has shown, and the search inside it with one
 * digit more. Confined to the thread of the search.
 */
final class MaskTree {
  /** How often a search under one mask restarts with another digit. */
  private static final int MAX_RESTARTS = 2;

  /** How often a mask is asked whether not more than what was found in it answers. */
  private static final int TRIES_ALONE = 4;

  /** So many masks are asked in the second for which an answer may go on after a pause. */
  private static final int NEAR = 8;

  private final Probe probe;
  private final SearchOptions options;
  private final SearchContext context;
  private final SearchState seen;
  private final ProbePolicy policy;
  private final Proof<Mask> proof;
  private final Deque<Mask> open = new ArrayDeque<>();
  private final Set<Mask> silent = new LinkedHashSet<>();

  /** Masks that were not silent, with the number of masks that had been silent before. */
  private final Map<Mask, Integer> silentBefore = new HashMap<>();

  /** What sends telegrams and has not been read so far, with what its last probe has shown. */
  private final Map<Mask, Outcome> unread = new LinkedHashMap<>();

  MaskTree(
      Probe probe,
      SearchOptions options,
      SearchContext context,
      SearchState seen,
      ProbePolicy policy,
      Proof<Mask> proof) {
    this.probe = probe;
    this.options = options;
    this.context = context;
    this.seen = seen;
    this.policy = policy;
    this.proof = proof;
  }

  /** Takes the outcome of a probe, and searches inside the mask where it shows that it must. */
  void follow(Mask mask, Outcome outcome) {
    int meters = take(mask, outcome);
    if (meters > 0) {
      split(mask, meters, true, meters);
    }
  }

  /** There is more in a mask than was known. */
  void reopen(Mask mask, Outcome outcome) {
    seen.unsettle(mask);
    follow(mask, outcome);
  }

  /** Masks that were silent so far. */
  List<Mask> silent() {
    return List.copyOf(silent);
  }

  /**
   * Records the outcome of a probe.
   *
   * @return how many meters at least must be searched for inside the mask; 0 if it is settled.
   */
  private int take(Mask mask, Outcome outcome) {
    if (!(outcome instanceof Outcome.Silence)) {
      silentBefore.putIfAbsent(mask, silent.size());
    }
    if (outcome instanceof Outcome.Several) {
      seen.markCollided(mask);
      return besidePhantom();
    }
    if (outcome instanceof Outcome.Silence) {
      silent.add(mask);
    } else if (outcome instanceof Outcome.Noise) {
      proof.doubt(mask);
    }
    boolean exact = mask.address().idIsExact();
    if (outcome instanceof Outcome.One one) {
      if (one.address() == null && !exact) {
        return 1;
      }
      record(mask, one);
    } else if (outcome instanceof Outcome.Mute
        && !exact
        && !probe.showsCollisions()
        && !policy.isPhantom(outcome)) {
      return 1;
    } else if (outcome instanceof Outcome.Damaged && !exact) {
      return besidePhantom();
    } else if (outcome instanceof Outcome.Damaged damaged && !isDecided(mask, damaged)) {
      return 2;
    } else if (!(outcome instanceof Outcome.Silence)
        && !policy.isPhantom(outcome)
        && seen.countIn(mask) == 0) {
      tellUnreadable(mask, outcome);
    }
    seen.settle(mask);
    return 0;
  }

  /** How many meters a collision shows: what answers everything is one of those that collide. */
  private int besidePhantom() {
    return policy.isPhantomThere() ? 1 : 2;
  }

  void tellUnreadable(Mask mask, Outcome outcome) {
    boolean stray = outcome instanceof Outcome.Noise noise && !noise.isOfTheLine();
    if (stray && policy.isNoisy()) {
      return;
    }
    seen.addUnreadable(mask, 1);
    if (outcome instanceof Outcome.Damaged) {
      unread.put(mask, outcome);
    } else {
      context.reportOnce(Findings.unreadable(mask, outcome));
    }
  }

  /**
   * Whether damaged telegrams come from one meter and not from a collision: their address is
   * complete, and a probe of it is damaged, too.
   */
  private boolean isDecided(Mask mask, Outcome.Damaged damaged) {
    SecondaryAddress claimed = damaged.claimed();
    if (mask.isExact()) {
      return Split.ofDuplicates(mask, List.of()).likely().isEmpty();
    }
    if (claimed == null || !claimed.isExact() || !mask.address().matches(claimed)) {
      return false;
    }
    Mask one = Mask.of(claimed);
    Outcome outcome = policy.ask(one, Effort.QUICK);
    follow(one, outcome);
    return outcome instanceof Outcome.Damaged && seen.countIn(one) > 0;
  }

  void record(Mask mask, Outcome.One one) {
    SecondaryAddress reported = one.address();
    SecondaryAddress address = reported == null ? mask.address() : reported;
    FoundMeter meter =
        new FoundMeter(address, one.primaryAddress(), mask, one.telegram(), one.responseTime());
    if (seen.add(meter, new Mask(address, mask.fabricationNumber()))) {
      context.report(meter);
    }
    reportTwins(meter);
  }

  private void reportTwins(FoundMeter meter) {
    SecondaryAddress address = meter.address();
    Mask mask = meter.mask();
    // Fabrication numbers distinguish such meters.
    boolean byNumber = mask != null && mask.fabricationNumber() != null;
    for (FoundMeter earlier : seen.found()) {
      if (address != null && !byNumber && earlier.isTwinOf(meter)) {
        context.reportOnce(Findings.twins(address, earlier, meter));
      }
    }
  }

  /**
   * Searches inside a mask.
   *
   * @param needed how many meters must be there.
   * @param probed whether a probe has shown that, rather than a conclusion.
   * @param expected how many are expected.
   */
  void split(Mask mask, int needed, boolean probed, double expected) {
    if (freeDigits(mask) == 0 && seen.countIn(mask) < needed && isOne(mask)) {
      return;
    }
    Split last =
        freeDigits(mask) == 0 ? splitDuplicates(mask) : splitDigits(mask, needed, probed, expected);
    if (seen.countIn(mask) < needed) {
      doubt(mask, last, needed, probed);
    }
    seen.settleForDecimals(mask);
  }

  /** Whether telegrams show that not more than one meter has an id, whatever acknowledges say. */
  private boolean isOne(Mask mask) {
    Outcome outcome = policy.ask(mask, Effort.BY_TELEGRAM);
    boolean one = outcome instanceof Outcome.One || outcome instanceof Outcome.Mute;
    if (one) {
      take(mask, outcome);
    }
    return one;
  }

  private Split splitDuplicates(Mask mask) {
    policy.requireDeselection();
    List<SecondaryAddress> all = new ArrayList<>(seen.addresses());
    all.addAll(options.known());
    Split split = Split.ofDuplicates(mask, all);
    List<Mask> collided = askChildren(split.likely(), false);
    for (Mask child : collided) {
      open.remove(child);
      split(child, 2, true, 2);
    }
    return split;
  }

  private Split splitDigits(Mask mask, int needed, boolean probed, double expected) {
    DigitOrder order = new DigitOrder(mask);
    int position = order.best(ids(), expected);
    for (int starts = 0; true; starts++) {
      Split split = Split.byDigit(mask, position);
      List<Mask> collided = askChildren(split.likely(), probed && needed > 0);
      position = searchChildren(mask, split, collided, starts < MAX_RESTARTS);
      if (position < 0) {
        return split;
      }
    }
  }

  private List<String> ids() {
    List<String> ids = new ArrayList<>();
    seen.addresses().forEach(address -> ids.add(address.id()));
    options.known().forEach(address -> ids.add(address.id()));
    return ids;
  }

  /**
   * Probes the parts of a mask.
   *
   * @param something whether a probe of the mask has shown that something is there, so that it must
   *     be in the last part where the others are silent.
   * @return the parts to search inside.
   */
  private List<Mask> askChildren(List<Mask> children, boolean something) {
    List<Mask> collided = new ArrayList<>();
    int empty = 0;
    for (int i = 0; i < children.size(); i++) {
      Mask child = children.get(i);
      boolean trusted = something && !policy.isPhantomThere();
      boolean certain = trusted && empty == children.size() - 1 && probe.showsCollisions();
      if (!seen.isSettled(child) && (certain || isToSearch(child))) {
        collided.add(child);
        open.add(child);
      }
      empty += seen.isSettled(child) && seen.countIn(child) == 0 ? 1 : 0;
    }
    return collided;
  }

  private boolean isToSearch(Mask child) {
    return seen.foundIn(child) >= 2
        || seen.isCollided(child)
        || take(child, policy.ask(child, Effort.QUICK)) > 0;
  }

  /** Searches inside parts; returns the position to restart with, or -1. */
  private int searchChildren(Mask mask, Split split, List<Mask> collided, boolean mayRestart) {
    int settled = split.likely().size() - collided.size();
    for (int i = 0; i < collided.size(); i++) {
      Mask child = collided.get(i);
      double expected = (double) seen.foundIn(mask) / Math.max(1, settled + i);
      open.remove(child);
      // A part that was not probed itself has shown nothing, and may hold one meter or none.
      boolean probed = seen.isCollided(child);
      split(child, probed || seen.foundIn(child) >= 2 ? 2 : 1, probed, expected);
      List<Mask> rest = collided.subList(i + 1, collided.size());
      int position = mayRestart ? restart(mask, split.position(), rest) : -1;
      if (position >= 0) {
        open.removeAll(rest);
        return position;
      }
    }
    return -1;
  }

  private int restart(Mask mask, int position, List<Mask> rest) {
    StringBuilder digits = new StringBuilder();
    rest.forEach(child -> digits.append(child.address().id().charAt(position)));
    return new DigitOrder(mask).better(seen.idsIn(mask), position, digits.toString());
  }

  /** Fewer meters were found in a mask than must be there. */
  private void doubt(Mask mask, Split split, int needed, boolean probed) {
    // Where no meter was found yet, the connection may have died since the collision.
    Outcome again =
        seen.count() == 0 ? policy.askPatiently(mask) : policy.ask(mask, Effort.THOROUGH);
    int meters = again instanceof Outcome.Damaged ? 1 : take(mask, again);
    boolean changed = probed && !policy.isPhantomThere() && isLess(again);
    if (changed || again instanceof Outcome.Silence) {
      doubtBefore(mask);
    }
    if (meters == 0 || policy.isPhantom(again)) {
      if (changed) {
        policy.suspectNoise(mask);
      }
      return;
    }
    for (Mask child : split.likely()) {
      if (seen.countIn(child) == 1 && seen.countIn(mask) < meters) {
        askTheOne(child);
      }
    }
    boolean digits = split.position() >= 0;
    // Where the line drops damaged octets, two of one device type can look like silence, too.
    boolean askAgain = digits || !probe.showsCollisions();
    for (Mask child : split.likely()) {
      if (askAgain && seen.countIn(child) == 0 && seen.countIn(mask) < meters) {
        reopen(child, policy.ask(child, Effort.THOROUGH));
      }
    }
    for (Mask child : split.unlikely()) {
      if (seen.countIn(mask) < meters) {
        follow(child, policy.ask(child, Effort.QUICK));
      }
    }
    if (seen.countIn(mask) < meters && !wasNoise(mask)) {
      // At least two, so that no wider mask is doubted for the same reason.
      seen.addUnreadable(mask, 2);
      if (isMuteBesidePhantom(again)) {
        context.reportOnce(Findings.unreadable(mask, new Outcome.Mute()));
      } else if (again instanceof Outcome.Several || again instanceof Outcome.Damaged) {
        unread.put(mask, again);
      } else {
        context.reportOnce(Findings.unreadable(mask, again));
      }
    }
  }

  /**
   * Something answered, and nothing does now: octets of an earlier answer may have come so late.
   * Then they have destroyed what was asked just before, too.
   */
  private void doubtBefore(Mask mask) {
    if (seen.count() == 0) {
      // The connection may have died, which makes all silences doubtful.
      return;
    }
    int end = silentBefore.getOrDefault(mask, 0);
    int before = Math.min(end, NEAR);
    silent.stream().skip(end - before).limit(before).forEach(proof::doubt);
  }

  /**
   * Whether not more than what was found answers now, none or one alone: what came before was
   * noise.
   */
  private boolean wasNoise(Mask mask) {
    boolean noise = false;
    boolean atMostOne = seen.count() > 0 && seen.countIn(mask) <= 1;
    for (int i = 0; i < TRIES_ALONE && atMostOne && !noise; i++) {
      Outcome outcome = policy.ask(mask, Effort.THOROUGH);
      noise =
          seen.countIn(mask) == 0
              ? outcome instanceof Outcome.Silence
              : outcome instanceof Outcome.One;
    }
    if (noise) {
      policy.suspectNoise(mask);
      doubtBefore(mask);
    }
    return noise;
  }

  /** Two in step, whose checksum was good by chance, may have been taken for one meter. */
  private void askTheOne(Mask mask) {
    Outcome outcome = policy.ask(mask, Effort.THOROUGH);
    if (outcome instanceof Outcome.Several || outcome instanceof Outcome.Damaged) {
      reopen(mask, outcome);
    }
  }

  /** Two acknowledge, and no part of the mask has data: one of the two acknowledges everything. */
  private boolean isMuteBesidePhantom(Outcome outcome) {
    return policy.isPhantomThere()
        && outcome instanceof Outcome.Several several
        && several.talkers() == Talkers.ACKNOWLEDGE_ONLY;
  }

  private static boolean isLess(Outcome outcome) {
    return outcome instanceof Outcome.Silence || outcome instanceof Outcome.One;
  }

  /**
   * Some of what could not be read may have been found later. What damaged telegrams come from is
   * not known: one meter, or several in step. Of several meters with the same address all is known.
   *
   * @return whether all that can be known is.
   */
  boolean tellUnread() {
    boolean resolved = true;
    for (Map.Entry<Mask, Outcome> thing : unread.entrySet()) {
      Mask mask = thing.getKey();
      Outcome outcome = thing.getValue();
      boolean several = outcome instanceof Outcome.Several;
      if (seen.foundIn(mask) < (several ? 2 : 1)) {
        resolved &= several && mask.isExact();
        context.report(several ? Findings.unresolved(mask) : Findings.unreadable(mask, outcome));
      }
    }
    return resolved;
  }

  /** Probes that the open masks need if none holds more than two meters. */
  int left() {
    return open.stream().mapToInt(mask -> 10 * Math.max(1, freeDigits(mask))).sum();
  }

  private static int freeDigits(Mask mask) {
    return DigitOrder.freePositions(mask).length;
  }
}
