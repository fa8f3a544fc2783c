package io.github.camelmbus.search;

import io.github.camelmbus.application.Mask;
import io.github.camelmbus.application.SecondaryAddress;
import io.github.camelmbus.search.Outcome.Several.Talkers;
import io.github.camelmbus.transport.DamagedOctets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/**
 * Finds all meters by their secondary addresses (EN 13757-3, 11.4): selects with wildcards, and
 * where several meters answer at once, with one digit more.
 *
 * <p>Starts with the last digit of the id, in which neighbours differ, and continues with the digit
 * that is best by what was found so far ({@link DigitOrder}). It trusts no single probe:
 *
 * <ul>
 *   <li>a mask that collided must end in two meters, or it is probed again: itself, then those of
 *       its parts that were silent, patiently, then digits A to E;
 *   <li>a control selection that no meter can have, sent at the first suspicion, shows devices that
 *       acknowledge everything;
 *   <li>a mask inside one that is known to hold one meter or none is not probed at all.
 * </ul>
 *
 * <p>The same outcomes lead to the same probes. Used once, on one thread.
 */
public final class SecondarySearch {
  /** How often a search under one mask restarts with another digit. */
  private static final int MAX_RESTARTS = 2;

  /** Of this many meters at least two have the same last digit. */
  private static final int CROWD = 20;

  /** Probes of a search that finds no meter, and more for each one that it finds. */
  private static final int FIRST_PROBES = 1000;

  private static final int PROBES_PER_METER = 60;

  /** How many pairs of meters are made to collide, to see whether the line delivers collisions. */
  private static final int MAX_PROVOKED = 8;

  private final Probe probe;
  private final SearchOptions options;
  private final SearchContext context;
  private final SearchState seen = new SearchState();
  private final ProbePolicy policy;
  private final Proof<Mask> proof;
  private final Deque<Mask> open = new ArrayDeque<>();
  private final List<SecondaryAddress> missing = new ArrayList<>();
  private final Set<Mask> silent = new LinkedHashSet<>();

  /** What sends telegrams and has not been read so far, with what its last probe has shown. */
  private final Map<Mask, Outcome> unread = new LinkedHashMap<>();

  private boolean resolved = true;
  private boolean proven;

  /**
   * @param cancelled asked before each probe.
   */
  public SecondarySearch(
      Probe probe, SearchOptions options, SearchListener listener, BooleanSupplier cancelled) {
    this.probe = probe;
    this.options = options;
    this.context = new SearchContext(listener, cancelled, this::maxProbes);
    this.policy =
        new ProbePolicy(probe, context, () -> context.progress(probe, left(), seen.count()));
    this.proof = new Proof<>(probe, context, options.scope().toString(), new Scan());
  }

  /** A search that finds nothing ends early, however often something answers. */
  private int maxProbes(int found) {
    return Math.min(options.maxProbes(), FIRST_PROBES + PROBES_PER_METER * found);
  }

  /** Searches until all is found, or the search is cancelled. */
  public SearchResult run() {
    try {
      proven = search();
    } catch (SearchContext.Stopped stopped) {
      proven = false;
    }
    tellUnread();
    return new SearchResult(
        seen.found(), context.findings(), missing, context.probes(), proven && resolved);
  }

  /**
   * Whether the search came to its end and each silence is proven: then what it could not read may
   * still be found in another way.
   */
  boolean isProven() {
    return proven;
  }

  /** Searches; returns whether every silence is proven. */
  private boolean search() {
    probe.wakeUp();
    options.known().forEach(this::askKnown);
    if (options.knownOnly()) {
      return proof.settle();
    }
    root();
    if (options.letters()
        || seen.addresses().stream().map(Mask::of).anyMatch(SearchState::hasLetters)) {
      searchLetters();
    }
    askTheSilentAgain();
    return proof.settle();
  }

  /** What the proof of the silences needs of this search. */
  private final class Scan implements Proof.Scan<Mask> {
    @Override
    public Map<Mask, Effort> silent() {
      return probe.doubtfulMasks();
    }

    @Override
    public void askAgain(Mask mask, Effort effort) {
      if (options.knownOnly() && missing.removeIf(known -> Mask.of(known).equals(mask))) {
        askKnown(mask.address());
        return;
      }
      seen.unsettle(mask);
      follow(mask, policy.ask(mask, effort));
    }

    @Override
    public int found() {
      return seen.count();
    }

    @Override
    public Outcome read(int index) {
      FoundMeter meter = seen.found().get(index);
      SecondaryAddress address = meter.address();
      Mask mask = meter.mask();
      if (mask == null || address == null) {
        return mask == null ? new Outcome.Silence() : policy.ask(mask, Effort.QUICK);
      }
      Mask asFound = new Mask(mask.narrowedTo(address), mask.fabricationNumber());
      if (!seen.isCollided(asFound)) {
        Outcome outcome = policy.ask(asFound, Effort.QUICK);
        if (!(outcome instanceof Outcome.Several) || asFound.isExact()) {
          return outcome;
        }
        seen.unsettle(asFound);
        follow(asFound, outcome);
      }
      // Another meter has the same id: only the whole address reads this one.
      return policy.ask(new Mask(address, mask.fabricationNumber()), Effort.QUICK);
    }
  }

  /**
   * Where the line drops damaged octets, two meters can look like silence by chance; hardly twice.
   */
  private void askTheSilentAgain() {
    if (probe.showsCollisions() || isDead()) {
      return;
    }
    for (Mask mask : List.copyOf(silent)) {
      Outcome outcome = policy.ask(mask, Effort.BY_TELEGRAM);
      if (!(outcome instanceof Outcome.Silence)) {
        seen.unsettle(mask);
        follow(mask, outcome);
      }
    }
  }

  private void askKnown(SecondaryAddress address) {
    Mask mask = Mask.of(address);
    Outcome outcome = policy.ask(mask, Effort.QUICK);
    if (!(outcome instanceof Outcome.One)) {
      outcome = policy.ask(mask, Effort.THOROUGH);
    }
    if (outcome instanceof Outcome.One one) {
      record(mask, one);
    } else {
      missing.add(address);
      context.report(Findings.missing(mask, outcome));
    }
  }

  private void root() {
    Mask scope = options.scope();
    if (seen.foundIn(scope) >= 2) {
      split(scope, 2, false, 0);
      return;
    }
    Outcome outcome = policy.ask(scope, Effort.QUICK);
    if (outcome instanceof Outcome.Silence) {
      outcome = askPatiently(scope);
    } else if (outcome instanceof Outcome.Several) {
      policy.control();
      if (policy.isPhantomThere()) {
        outcome = policy.ask(scope, Effort.BY_TELEGRAM);
      }
    }
    if (outcome instanceof Outcome.Noise) {
      // Superposed acknowledges of many meters can look like anything; telegrams decide.
      outcome = policy.ask(scope, Effort.BY_TELEGRAM);
    }
    if (outcome instanceof Outcome.Noise noise && noise.isOfTheLine()) {
      context.reportOnce(Findings.unreadable(scope, noise));
      throw new SearchContext.Stopped("the line is wrong");
    }
    boolean noise = outcome instanceof Outcome.Noise;
    if (noise || outcome instanceof Outcome.Silence && !probe.showsCollisions()) {
      // What remains of many superposed telegrams proves neither that meters are there nor that
      // none is.
      split(scope, 0, false, 0);
    } else {
      follow(scope, outcome);
    }
    proveCollisions();
    if (!probe.showsCollisions()) {
      searchHidden(scope);
      searchTwins(scope);
      searchCrowds(scope);
    }
    if (noise && seen.countIn(scope) == 0) {
      tellUnreadable(scope, outcome);
    }
  }

  /**
   * Where the line drops damaged octets, what two or three meters of one last digit send can cancel
   * out each time. So their digit is asked again by what tells them apart: by the device types of
   * the bus, and by the digit before it. A digit before it that no meter has so far is asked for
   * all of them at once.
   */
  private void searchHidden(Mask scope) {
    int[] free = DigitOrder.freePositions(scope);
    boolean split = seen.found().stream().noneMatch(meter -> scope.equals(meter.mask()));
    if (free.length < 2 || seen.count() == 0 || !split) {
      return;
    }
    List<Mask> digits =
        Split.byDigit(scope, free[free.length - 1]).likely().stream()
            .filter(this::isEmpty)
            .toList();
    if (scope.address().deviceType() == SecondaryAddress.ANY.deviceType()) {
      Set<Integer> types = new LinkedHashSet<>();
      seen.addresses().forEach(address -> types.add(address.deviceType()));
      types.forEach(type -> askHidden(digits, digit -> digit.withDeviceType(type)));
    }
    int position = free[free.length - 2];
    for (Mask before : Split.byDigit(scope, position).likely()) {
      if (isEmpty(before)) {
        askHidden(List.of(before), mask -> mask);
      }
      if (!isEmpty(before)) {
        char value = before.address().id().charAt(position);
        askHidden(digits, digit -> digit.withIdDigit(position, value));
      }
    }
  }

  private void askHidden(List<Mask> masks, UnaryOperator<Mask> part) {
    for (Mask mask : masks) {
      Mask hidden = part.apply(mask);
      if (isEmpty(hidden)) {
        Outcome outcome = policy.ask(hidden, Effort.BY_TELEGRAM);
        if (!(outcome instanceof Outcome.Silence)) {
          seen.unsettle(hidden);
          follow(hidden, outcome);
        }
      }
    }
  }

  /**
   * A meter that only its device type has shown may share its id with one of another type: each of
   * their common masks is silent then, and so is that of the id, where a meter is known to be.
   */
  private void searchTwins(Mask scope) {
    for (FoundMeter meter : List.copyOf(seen.found())) {
      Mask mask = meter.mask();
      SecondaryAddress address = meter.address();
      if (mask == null || address == null || !isByType(mask, scope)) {
        continue;
      }
      Mask id = scope;
      for (int position : DigitOrder.freePositions(scope)) {
        id = id.withIdDigit(position, address.id().charAt(position));
      }
      boolean alone = seen.foundIn(id) == 1 && !seen.isCollided(id);
      if (alone && !(policy.ask(id, Effort.BY_TELEGRAM) instanceof Outcome.One)) {
        seen.unsettle(id);
        split(id, 1, false, 1);
      }
    }
  }

  private static boolean isByType(Mask mask, Mask scope) {
    return mask.address().deviceType() != scope.address().deviceType();
  }

  private boolean isEmpty(Mask mask) {
    return seen.countIn(mask) == 0;
  }

  /** Silence of all may be that of a dead connection, where something was heard before. */
  private Outcome askPatiently(Mask scope) {
    Outcome outcome = policy.ask(scope, Effort.THOROUGH);
    if (outcome instanceof Outcome.Silence && probe.heardSomething() && !probe.stillAnswers()) {
      probe.renew();
      outcome = policy.ask(scope, Effort.THOROUGH);
    }
    return outcome;
  }

  /**
   * Where it is not certain that the line delivers damaged octets, the superposed telegrams of two
   * meters that are known show it.
   */
  private void proveCollisions() {
    List<FoundMeter> found = seen.found();
    List<SecondaryAddress> addresses = seen.addresses();
    int provoked = 0;
    for (int i = 1; i < found.size() && isUnproven(provoked); i++) {
      for (int j = 0; j < i && isUnproven(provoked); j++) {
        Mask both = Mask.ofBoth(addresses.get(i), addresses.get(j));
        if (seen.foundIn(both) == 2) {
          provoked++;
          context.next();
          probe.collide(both, found.get(i), found.get(j));
        }
      }
    }
    if (probe.damagedOctets() != DamagedOctets.SHOWN) {
      probe.doubtCollisions();
    }
  }

  private boolean isUnproven(int provoked) {
    return probe.damagedOctets() == DamagedOctets.UNKNOWN && provoked < MAX_PROVOKED;
  }

  /**
   * Whether nothing came back on a line of which nothing is known: it is said, and no more asked.
   */
  private boolean isDead() {
    return !probe.heardSomething() && !probe.delayKnown();
  }

  /**
   * Where the line drops damaged octets, a collision of many meters looks like silence, even with
   * one digit given. So if no or many meters were found, silent digits are probed with two digits.
   */
  private void searchCrowds(Mask scope) {
    int[] free = DigitOrder.freePositions(scope);
    boolean likely = seen.countIn(scope) == 0 || seen.foundIn(scope) >= CROWD;
    if (free.length < 2 || !likely || isDead()) {
      return;
    }
    context.report(Findings.blind(scope));
    resolved = false;
    for (Mask child : Split.byDigit(scope, free[free.length - 1]).likely()) {
      if (seen.countIn(child) == 0) {
        seen.unsettle(child);
        split(child, 0, false, 0);
      }
    }
  }

  /** Each mask with one letter at one place; together they hold all ids that have one. */
  private void searchLetters() {
    Mask scope = options.scope();
    for (int position : DigitOrder.freePositions(scope)) {
      for (char letter : Split.LETTERS.toCharArray()) {
        Mask mask = scope.withIdDigit(position, letter);
        if (seen.isSettled(mask)) {
          continue;
        }
        if (seen.foundIn(mask) >= 2) {
          split(mask, 2, false, 0);
        } else {
          follow(mask, policy.ask(mask, Effort.QUICK));
        }
      }
    }
  }

  private void follow(Mask mask, Outcome outcome) {
    int meters = take(mask, outcome);
    if (meters > 0) {
      split(mask, meters, true, meters);
    }
  }

  /** Probes that the open masks need if none holds more than two meters. */
  private int left() {
    return open.stream().mapToInt(mask -> 10 * Math.max(1, freeDigits(mask))).sum();
  }

  private static int freeDigits(Mask mask) {
    return DigitOrder.freePositions(mask).length;
  }

  /**
   * Records the outcome of a probe.
   *
   * @return how many meters at least must be searched for inside the mask; 0 if it is settled.
   */
  private int take(Mask mask, Outcome outcome) {
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

  private void tellUnreadable(Mask mask, Outcome outcome) {
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

  private void record(Mask mask, Outcome.One one) {
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
  private void split(Mask mask, int needed, boolean probed, double expected) {
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
    Outcome again = seen.count() == 0 ? askPatiently(mask) : policy.ask(mask, Effort.THOROUGH);
    int meters = again instanceof Outcome.Damaged ? 1 : take(mask, again);
    if (meters == 0 || policy.isPhantom(again)) {
      if (probed && !policy.isPhantomThere() && isLess(again)) {
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
        seen.unsettle(child);
        follow(child, policy.ask(child, Effort.THOROUGH));
      }
    }
    for (Mask child : split.unlikely()) {
      if (seen.countIn(mask) < meters) {
        follow(child, policy.ask(child, Effort.QUICK));
      }
    }
    if (seen.countIn(mask) < meters) {
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

  /** Two in step, whose checksum was good by chance, may have been taken for one meter. */
  private void askTheOne(Mask mask) {
    Outcome outcome = policy.ask(mask, Effort.THOROUGH);
    if (outcome instanceof Outcome.Several || outcome instanceof Outcome.Damaged) {
      seen.unsettle(mask);
      follow(mask, outcome);
    }
  }

  /** Two acknowledge, and no part of the mask has data: one of the two acknowledges everything. */
  private boolean isMuteBesidePhantom(Outcome outcome) {
    return policy.isPhantomThere()
        && outcome instanceof Outcome.Several several
        && several.talkers() == Talkers.ACKNOWLEDGE_ONLY;
  }

  /**
   * Some of what could not be read may have been found later. What damaged telegrams come from is
   * not known: one meter, or several in step. Of several meters with the same address all is known.
   */
  private void tellUnread() {
    unread.forEach(
        (mask, outcome) -> {
          boolean several = outcome instanceof Outcome.Several;
          if (seen.foundIn(mask) < (several ? 2 : 1)) {
            resolved &= several && mask.isExact();
            context.report(
                several ? Findings.unresolved(mask) : Findings.unreadable(mask, outcome));
          }
        });
  }

  private static boolean isLess(Outcome outcome) {
    return outcome instanceof Outcome.Silence || outcome instanceof Outcome.One;
  }
}
