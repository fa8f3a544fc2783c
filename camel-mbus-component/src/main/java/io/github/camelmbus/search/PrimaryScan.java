package io.github.camelmbus.search;

import io.github.camelmbus.application.SecondaryAddress;
import io.github.camelmbus.search.Finding.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Finds meters by their primary addresses: asks each address once, and again where junk came, or
 * where a known meter is silent, which may have slept. Several meters at one address, as
 * factory-new ones at 0, are a finding. The same outcomes lead to the same probes. Used once, on
 * one thread.
 */
public final class PrimaryScan {
  /** The highest address that a meter can have. */
  public static final int LAST_ADDRESS = 250;

  /** All meters answer there. */
  private static final int ALL_METERS = 254;

  /** Of one address: its reset, a request, both again; and as often as silence is in doubt. */
  private static final int TRIES = 4 + Proof.MAX_ROUNDS;

  /** Addresses at which octets come that no meter sends, before the line is given up. */
  private static final int NOISY_ADDRESSES = 10;

  /** After this many addresses a line that only echoes is reported. */
  private static final int FEW_ADDRESSES = 5;

  /** An answer that was heard at one address may still go on at one of the next. */
  private static final int NEAR = 10;

  /** The most times in a row that such an answer is waited for in vain. */
  private static final int MAX_IN_VAIN = 3;

  private final Probe probe;
  private final int first;
  private final int last;
  private final Set<Integer> known;
  private final SearchContext context;
  private final Proof<Integer> proof;
  private final List<FoundMeter> found = new ArrayList<>();
  private final List<Integer> silent = new ArrayList<>();
  private final Set<Integer> withoutReset = new HashSet<>();

  private boolean answerTogether;
  private int noisy;
  private int inVain;
  private int lastHeard = Integer.MIN_VALUE / 2;

  /**
   * @param first the address to begin with, 0..250.
   * @param last the address to end with, 0..250.
   * @param cancelled asked before each probe.
   */
  public PrimaryScan(
      Probe probe, int first, int last, SearchListener listener, BooleanSupplier cancelled) {
    this(probe, first, last, Set.of(), listener, cancelled);
  }

  private PrimaryScan(
      Probe probe,
      int first,
      int last,
      Set<Integer> known,
      SearchListener listener,
      BooleanSupplier cancelled) {
    if (first < 0 || last > LAST_ADDRESS || first > last) {
      throw new IllegalArgumentException(
          "a primary scan goes from one address to a higher one, 0 to "
              + LAST_ADDRESS
              + ", not from "
              + first
              + " to "
              + last);
    }
    this.probe = probe;
    this.first = first;
    this.last = last;
    this.known = Set.copyOf(known);
    int maxProbes = TRIES * (LAST_ADDRESS + 1 + known.size());
    this.context = new SearchContext(listener, cancelled, found -> maxProbes);
    this.proof = new Proof<>(probe, context, "", new Scan());
  }

  /**
   * A scan of all addresses.
   *
   * @param known addresses of meters that were there before. Where one is silent it is woken and
   *     asked twice more before that counts.
   * @param cancelled asked before each probe.
   */
  public static PrimaryScan ofAll(
      Probe probe, Set<Integer> known, SearchListener listener, BooleanSupplier cancelled) {
    return new PrimaryScan(probe, 0, LAST_ADDRESS, known, listener, cancelled);
  }

  /** Scans until the last address, or until it is cancelled. */
  public SearchResult run() {
    boolean complete;
    try {
      complete = scan();
    } catch (SearchContext.Stopped stopped) {
      complete = false;
    }
    return new SearchResult(found, context.findings(), List.of(), context.probes(), complete);
  }

  private boolean scan() {
    probe.wakeUp();
    for (int address = first; address <= last; address++) {
      take(address, ask(address, last - address + silent.size()));
      if (address - first + 1 == FEW_ADDRESSES) {
        reportOnlyEcho();
      }
    }
    askWithoutReset();
    askAgain();
    if (isHidden()) {
      context.report(Findings.hidden());
      return false;
    }
    return proof.settle();
  }

  /**
   * Reports early that only the echo comes, after all meters were reset and asked at once. A meter
   * that answers at its own address only may still be found.
   */
  private void reportOnlyEcho() {
    boolean silentSoFar = probe.echoes() && !probe.heardSomething();
    if (silentSoFar && probe.request(ALL_METERS) instanceof Outcome.Silence) {
      context.report(Findings.onlyEcho(""));
    }
  }

  /** Whether meters have answered all at once, and none when it was asked. */
  private boolean isHidden() {
    return answerTogether && !probe.showsCollisions() && silent.size() == last - first + 1;
  }

  /**
   * Some meters do not acknowledge a reset and still answer REQ_UD2. If there is none of a bus that
   * answers it, there is none at any address.
   */
  private void askWithoutReset() {
    if (found.isEmpty()) {
      if (probe.request(ALL_METERS) instanceof Outcome.Silence) {
        return;
      }
      answerTogether = true;
      // What many send at once goes on although the line seems idle.
      probe.listenLong();
    }
    List<Integer> addresses = List.copyOf(silent);
    for (int i = 0; i < addresses.size(); i++) {
      int address = addresses.get(i);
      context.next();
      Outcome outcome = probe.request(address);
      if (outcome instanceof Outcome.Several || outcome instanceof Outcome.Damaged) {
        // A late answer of another meter may have come into it.
        probe.listenLong();
        context.next();
        outcome = probe.request(address);
      }
      context.progress(probe, addresses.size() - 1 - i, found.size());
      if (!(outcome instanceof Outcome.Silence)) {
        silent.remove((Integer) address);
        withoutReset.add(address);
        take(address, outcome);
      }
    }
  }

  /** What the proof of the silences needs of this scan. */
  private final class Scan implements Proof.Scan<Integer> {
    @Override
    public Map<Integer, Effort> silent() {
      Map<Integer, Effort> silent = new LinkedHashMap<>(probe.doubtfulAddresses());
      silent.keySet().removeIf(this::isFound);
      return silent;
    }

    private boolean isFound(int address) {
      return PrimaryScan.this.found.stream().anyMatch(m -> m.primaryAddress() == address);
    }

    @Override
    public void askAgain(Integer address, Effort effort) {
      if (!isFound(address)) {
        Outcome outcome = askOnce(address, effort, 0);
        if (isInDoubt(outcome)) {
          // What came late before comes late again, and into the answer of another address.
          probe.listenLong();
          outcome = askOnce(address, Effort.THOROUGH, 0);
        }
        take(address, outcome);
      }
    }

    @Override
    public int found() {
      return PrimaryScan.this.found.size();
    }

    /** The way it was found: some meters do not acknowledge a reset. */
    @Override
    public Outcome read(int index) {
      int address = PrimaryScan.this.found.get(index).primaryAddress();
      if (!withoutReset.contains(address)) {
        return askOnce(address, Effort.QUICK, 0);
      }
      context.next();
      return probe.request(address);
    }
  }

  private void askAgain() {
    List<Integer> missing = silent.stream().filter(known::contains).toList();
    if (!missing.isEmpty()) {
      probe.wakeUp();
    }
    for (int i = 0; i < missing.size(); i++) {
      int address = missing.get(i);
      int left = missing.size() - 1 - i;
      Outcome outcome = askOnce(address, Effort.THOROUGH, left);
      if (outcome instanceof Outcome.Silence || outcome instanceof Outcome.Noise) {
        outcome = askOnce(address, Effort.THOROUGH, left);
      }
      take(address, outcome);
    }
  }

  private Outcome ask(int address, int left) {
    Outcome outcome = askOnce(address, Effort.QUICK, left);
    if (isInDoubt(outcome)) {
      // A late or long answer of another meter may have come into it.
      boolean listens = address - lastHeard <= NEAR && inVain < MAX_IN_VAIN;
      if (listens) {
        probe.listenLong();
      }
      lastHeard = address;
      Outcome again = askOnce(address, Effort.THOROUGH, left);
      inVain = isInDoubt(again) ? inVain + (listens ? 1 : 0) : 0;
      if (!(again instanceof Outcome.One)) {
        probe.listenOut();
      }
      if (again instanceof Outcome.Silence) {
        // Of two that contradict each other neither is believed.
        proof.doubt(address);
      }
      // Damaged telegrams are what several meters of one kind leave, too.
      boolean several = outcome instanceof Outcome.Several && again instanceof Outcome.Damaged;
      return several ? outcome : again;
    }
    lastHeard = outcome instanceof Outcome.Silence ? lastHeard : address;
    return outcome instanceof Outcome.Noise ? askOnce(address, Effort.QUICK, left) : outcome;
  }

  private static boolean isInDoubt(Outcome outcome) {
    return outcome instanceof Outcome.Mute
        || outcome instanceof Outcome.Several
        || outcome instanceof Outcome.Damaged;
  }

  private Outcome askOnce(int address, Effort effort, int left) {
    context.next();
    Outcome outcome = probe.address(address, effort);
    context.progress(probe, left, found.size());
    return outcome;
  }

  private void take(int address, Outcome outcome) {
    if (outcome instanceof Outcome.One one) {
      found(address, one);
    } else if (outcome instanceof Outcome.Noise noise) {
      lineIsWrong(address, noise);
    } else if (outcome instanceof Outcome.Silence) {
      if (!silent.contains(address)) {
        silent.add(address);
      }
    } else {
      context.report(finding(address, outcome));
    }
  }

  private void found(int address, Outcome.One one) {
    FoundMeter meter =
        new FoundMeter(one.address(), address, null, one.telegram(), one.responseTime());
    SecondaryAddress secondary = one.address();
    for (FoundMeter earlier : found) {
      if (secondary != null && earlier.isTwinOf(meter)) {
        context.reportOnce(Findings.twins(secondary, earlier, meter));
      }
    }
    found.add(meter);
    context.report(meter);
    int sender = meter.sender();
    if (sender != address) {
      String text =
          "address %d: the meter there answers with A field %d; it is read with a warning, and"
              + " written to by its secondary address only";
      context.report(
          new Finding(Kind.MISMATCH, Integer.toString(address), text.formatted(address, sender)));
    }
  }

  /** The same at many addresses is one thing, and it is not the meters. */
  private void lineIsWrong(int address, Outcome.Noise noise) {
    proof.doubt(address);
    context.reportOnce(Findings.noise(Integer.toString(address), noise.damage()));
    if (++noisy >= NOISY_ADDRESSES && found.isEmpty()) {
      throw new SearchContext.Stopped("the line is wrong");
    }
  }

  /** Whether a finding is about a primary address. */
  static boolean isAddress(String where) {
    return !where.isEmpty() && where.length() <= 3 && where.chars().allMatch(Character::isDigit);
  }

  private Finding finding(int address, Outcome outcome) {
    String where = Integer.toString(address);
    String who = "address " + address + ": ";
    if (outcome instanceof Outcome.Several) {
      return new Finding(
          Kind.COLLISION, where, who + "several meters answer at once; use the secondary search");
    } else if (outcome instanceof Outcome.Mute && !probe.showsCollisions()) {
      return new Finding(
          Kind.NOISE,
          where,
          who
              + "something acknowledges and no telegram comes: a device without data, or several"
              + " meters whose superposed answers this line drops; use the secondary search");
    } else if (outcome instanceof Outcome.Mute) {
      return new Finding(
          Kind.MUTE,
          where,
          who + "a device acknowledges and sends no data; a longer response timeout may help");
    } else if (outcome instanceof Outcome.Damaged) {
      return new Finding(
          Kind.NOISE,
          where,
          who
              + "a meter answers and none of its telegrams is good; two meters of one kind at this"
              + " address look the same: use the secondary search");
    } else if (outcome instanceof Outcome.Mismatch mismatch) {
      return new Finding(Kind.MISMATCH, where, who + "another meter answers, " + mismatch.sender());
    }
    throw new AssertionError(outcome);
  }
}
