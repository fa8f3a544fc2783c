package io.github.camelmbus.search;

import io.github.camelmbus.application.Mask;
import io.github.camelmbus.application.SecondaryAddress;
import io.github.camelmbus.transport.DamagedOctets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The meters of a line that drops damaged octets: where several answer at once, the line can be
 * silent as if none were there. Confined to the thread of the search.
 */
final class HiddenMeters {
  /** Of this many meters at least two have the same last digit. */
  private static final int CROWD = 20;

  /** How many pairs of meters are made to collide, to see whether the line delivers collisions. */
  private static final int MAX_PROVOKED = 8;

  private final Probe probe;
  private final SearchContext context;
  private final SearchState seen;
  private final ProbePolicy policy;
  private final MaskTree tree;
  private boolean mayRemain;

  HiddenMeters(
      Probe probe, SearchContext context, SearchState seen, ProbePolicy policy, MaskTree tree) {
    this.probe = probe;
    this.context = context;
    this.seen = seen;
    this.policy = policy;
    this.tree = tree;
  }

  /** Whether so many meters may hide each other that some may not have been found. */
  boolean mayRemain() {
    return mayRemain;
  }

  /**
   * Where the line drops damaged octets, two meters can look like silence by chance; hardly twice.
   */
  void askTheSilentAgain() {
    if (probe.showsCollisions() || isDead()) {
      return;
    }
    for (Mask mask : tree.silent()) {
      Outcome outcome = policy.ask(mask, Effort.BY_TELEGRAM);
      if (!(outcome instanceof Outcome.Silence)) {
        tree.reopen(mask, outcome);
      }
    }
  }

  /**
   * Where it is not certain that the line delivers damaged octets, the superposed telegrams of two
   * meters that are known show it.
   */
  void proveCollisions() {
    int provoked = 0;
    Iterator<Pair> pairs = isUnproven(provoked) ? pairs().iterator() : Collections.emptyIterator();
    while (pairs.hasNext() && isUnproven(provoked)) {
      Pair pair = pairs.next();
      Mask both = pair.mask();
      if (seen.foundIn(both) == 2) {
        provoked++;
        context.next();
        probe.collide(both, pair.one(), pair.other());
      }
    }
    if (probe.damagedOctets() != DamagedOctets.SHOWN) {
      probe.doubtCollisions();
    }
  }

  /** Pairs of meters, those that show most first. */
  private List<Pair> pairs() {
    List<FoundMeter> found = seen.found();
    List<SecondaryAddress> addresses = seen.addresses();
    List<Pair> pairs = new ArrayList<>();
    for (int i = 1; i < found.size(); i++) {
      for (int j = 0; j < i; j++) {
        Mask both = Mask.ofBoth(addresses.get(i), addresses.get(j));
        pairs.add(new Pair(found.get(i), found.get(j), both));
      }
    }
    pairs.sort(Pair.MOST_FIRST);
    return pairs;
  }

  /** Two meters, and the mask of both. */
  private record Pair(FoundMeter one, FoundMeter other, Mask mask) {
    /** Meters of one type answer in step, which shows nothing; long telegrams show more. */
    static final Comparator<Pair> MOST_FIRST =
        Comparator.comparing(Pair::isOfOneType)
            .thenComparing(Comparator.comparingInt(Pair::overlap).reversed());

    private boolean isOfOneType() {
      SecondaryAddress both = mask.address();
      SecondaryAddress any = SecondaryAddress.ANY;
      return both.manufacturer() != any.manufacturer()
          && both.version() != any.version()
          && both.deviceType() != any.deviceType();
    }

    private int overlap() {
      return Math.min(one.telegram().length(), other.telegram().length());
    }
  }

  private boolean isUnproven(int provoked) {
    return probe.damagedOctets() == DamagedOctets.UNKNOWN && provoked < MAX_PROVOKED;
  }

  /** Searches for meters that put each other out. */
  void search(Mask scope) {
    if (!probe.showsCollisions()) {
      searchHidden(scope);
      searchTwins(scope);
      searchCrowds(scope);
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
          tree.reopen(hidden, outcome);
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
        tree.split(id, 1, false, 1);
      }
    }
  }

  private static boolean isByType(Mask mask, Mask scope) {
    return mask.address().deviceType() != scope.address().deviceType();
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
    mayRemain = true;
    for (Mask child : Split.byDigit(scope, free[free.length - 1]).likely()) {
      if (seen.countIn(child) == 0) {
        seen.unsettle(child);
        tree.split(child, 0, false, 0);
      }
    }
  }

  private boolean isEmpty(Mask mask) {
    return seen.countIn(mask) == 0;
  }

  /**
   * Whether nothing came back on a line of which nothing is known: it is said, and no more asked.
   */
  private boolean isDead() {
    return !probe.heardSomething() && !probe.delayKnown();
  }
}
