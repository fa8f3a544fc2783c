package io.github.camelmbus.search;

import io.github.camelmbus.application.Mask;
import io.github.camelmbus.application.SecondaryAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

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
  /** Probes of a search that finds no meter, and more for each one that it finds. */
  private static final int FIRST_PROBES = 1000;

  private static final int PROBES_PER_METER = 60;

  private final Probe probe;
  private final SearchOptions options;
  private final SearchContext context;
  private final SearchState seen = new SearchState();
  private final ProbePolicy policy;
  private final Proof<Mask> proof;
  private final MaskTree tree;
  private final HiddenMeters hidden;
  private final List<SecondaryAddress> missing = new ArrayList<>();
  private boolean proven;

  /**
   * @param cancelled asked before each probe.
   */
  public SecondarySearch(
      Probe probe, SearchOptions options, SearchListener listener, BooleanSupplier cancelled) {
    this.probe = probe;
    this.options = options;
    this.context = new SearchContext(listener, cancelled, this::maxProbes);
    this.policy = new ProbePolicy(probe, context, this::tellProgress);
    this.proof = new Proof<>(probe, context, options.scope().toString(), new Scan());
    this.tree = new MaskTree(probe, options, context, seen, policy, proof);
    this.hidden = new HiddenMeters(probe, context, seen, policy, tree);
  }

  /** A search that finds nothing ends early, however often something answers. */
  private int maxProbes(int found) {
    return Math.min(options.maxProbes(), FIRST_PROBES + PROBES_PER_METER * found);
  }

  private void tellProgress() {
    context.progress(probe, tree.left(), seen.count());
  }

  /** Searches until all is found, or the search is cancelled. */
  public SearchResult run() {
    try {
      proven = search();
    } catch (SearchContext.Stopped stopped) {
      proven = false;
    }
    boolean resolved = tree.tellUnread() && !hidden.mayRemain();
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
    hidden.askTheSilentAgain();
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
      tree.reopen(mask, policy.ask(mask, effort));
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
        tree.reopen(asFound, outcome);
      }
      // Another meter has the same id: only the whole address reads this one.
      return policy.ask(new Mask(address, mask.fabricationNumber()), Effort.QUICK);
    }
  }

  private void askKnown(SecondaryAddress address) {
    Mask mask = Mask.of(address);
    Outcome outcome = policy.ask(mask, Effort.QUICK);
    if (!(outcome instanceof Outcome.One)) {
      outcome = policy.ask(mask, Effort.THOROUGH);
    }
    if (outcome instanceof Outcome.One one) {
      tree.record(mask, one);
    } else {
      missing.add(address);
      context.report(Findings.missing(mask, outcome));
    }
  }

  private void root() {
    Mask scope = options.scope();
    if (seen.foundIn(scope) >= 2) {
      tree.split(scope, 2, false, 0);
      return;
    }
    Outcome outcome = policy.ask(scope, Effort.QUICK);
    if (outcome instanceof Outcome.Silence) {
      outcome = policy.askPatiently(scope);
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
      tree.split(scope, 0, false, 0);
    } else {
      tree.follow(scope, outcome);
    }
    hidden.proveCollisions();
    hidden.search(scope);
    if (noise && seen.countIn(scope) == 0) {
      tree.tellUnreadable(scope, outcome);
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
          tree.split(mask, 2, false, 0);
        } else {
          tree.follow(mask, policy.ask(mask, Effort.QUICK));
        }
      }
    }
  }
}
