package io.github.camelmbus.search;

import io.github.camelmbus.search.Finding.Kind;
import java.util.ArrayList;
import java.util.List;
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

  /** Of one address, one after the other. */
  private static final int TRIES = 2;

  private final Probe probe;
  private final int first;
  private final int last;
  private final Set<Integer> known;
  private final Course course;
  private final List<FoundMeter> found = new ArrayList<>();
  private final List<Integer> silent = new ArrayList<>();

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
    int mostProbes = TRIES * (LAST_ADDRESS + 1 + known.size());
    this.course = new Course(listener, cancelled, mostProbes);
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
    boolean complete = true;
    try {
      probe.wakeUp();
      for (int address = first; address <= last; address++) {
        Outcome outcome = ask(address, last - address + silent.size());
        if (outcome instanceof Outcome.Nobody && known.contains(address)) {
          silent.add(address);
        } else {
          take(address, outcome);
        }
      }
      askAgain();
      askTheLate();
    } catch (Course.Stopped stopped) {
      complete = false;
    }
    return new SearchResult(found, course.findings(), List.of(), course.probes(), complete);
  }

  /** What answered behind the window was taken for silence at first. */
  private void askTheLate() {
    probe.listenOut();
    for (int address : probe.lateAddresses()) {
      if (found.stream().anyMatch(meter -> meter.primaryAddress() == address)) {
        continue;
      }
      Outcome outcome = askOnce(address, Effort.PATIENT, 0);
      if (outcome instanceof Outcome.Nobody) {
        course.tell(late(address));
      }
      take(address, outcome);
    }
  }

  private static Finding late(int address) {
    return new Finding(
        Kind.SILENT,
        Integer.toString(address),
        "address "
            + address
            + ": an answer came when nobody was expected to answer any more; a longer response"
            + " timeout may show a meter");
  }

  private void askAgain() {
    if (!silent.isEmpty()) {
      probe.wakeUp();
    }
    for (int i = 0; i < silent.size(); i++) {
      int left = silent.size() - 1 - i;
      Outcome outcome = askOnce(silent.get(i), Effort.PATIENT, left);
      if (outcome instanceof Outcome.Nobody || outcome instanceof Outcome.Noise) {
        outcome = askOnce(silent.get(i), Effort.PATIENT, left);
      }
      take(silent.get(i), outcome);
    }
  }

  private Outcome ask(int address, int left) {
    Outcome outcome = askOnce(address, Effort.QUICK, left);
    if (outcome instanceof Outcome.Mute) {
      return askOnce(address, Effort.PATIENT, left);
    }
    return outcome instanceof Outcome.Noise ? askOnce(address, Effort.QUICK, left) : outcome;
  }

  private Outcome askOnce(int address, Effort effort, int left) {
    course.next();
    Outcome outcome = probe.address(address, effort);
    course.progress(probe, left, found.size());
    return outcome;
  }

  private void take(int address, Outcome outcome) {
    if (outcome instanceof Outcome.One one) {
      FoundMeter meter =
          new FoundMeter(
              one.address(), one.primaryAddress(), null, one.telegram(), one.responseTime());
      found.add(meter);
      course.tell(meter);
    } else if (!(outcome instanceof Outcome.Nobody)) {
      course.tell(finding(address, outcome));
    }
  }

  private static Finding finding(int address, Outcome outcome) {
    String where = Integer.toString(address);
    String who = "address " + address + ": ";
    if (outcome instanceof Outcome.Several) {
      return new Finding(
          Kind.COLLISION, where, who + "several meters answer at once; use the secondary search");
    } else if (outcome instanceof Outcome.Mute) {
      return new Finding(
          Kind.SILENT,
          where,
          who + "a device acknowledges and sends no data; a longer response timeout may help");
    } else if (outcome instanceof Outcome.Damaged) {
      return new Finding(
          Kind.NOISE, where, who + "a meter answers and none of its telegrams is good");
    } else if (outcome instanceof Outcome.Mismatch mismatch) {
      return new Finding(Kind.MISMATCH, where, who + "another meter answers, " + mismatch.sender());
    } else if (outcome instanceof Outcome.Noise) {
      return new Finding(
          Kind.NOISE,
          where,
          who + "noise answers; check baud rate, parity and polarity of the line");
    }
    throw new AssertionError(outcome);
  }
}
