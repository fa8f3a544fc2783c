package io.github.camelmbus.search;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * The course of one search: counts probes and ends it where it is cancelled or has reached its
 * bound; passes on what is found. Confined to the thread of the search.
 */
final class Course {

  /** Unwinds a search that must not go on. */
  static final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Stopped(String message) {
      super(message, null, false, false);
    }
  }

  private final SearchListener listener;
  private final BooleanSupplier cancelled;
  private final int mostProbes;
  private final List<Finding> findings = new ArrayList<>();
  private int probes;

  Course(SearchListener listener, BooleanSupplier cancelled, int mostProbes) {
    this.listener = listener;
    this.cancelled = cancelled;
    this.mostProbes = mostProbes;
  }

  /** Called before each probe. */
  void next() {
    if (cancelled.getAsBoolean()) {
      throw new Stopped("cancelled");
    }
    if (probes == mostProbes) {
      tell(
          new Finding(
              Finding.Kind.NOISE,
              "",
              "the search was stopped after "
                  + probes
                  + " probes: something answers everywhere; look for noise and for a device that"
                  + " acknowledges every selection"));
      throw new Stopped("too many probes");
    }
    probes++;
  }

  int probes() {
    return probes;
  }

  List<Finding> findings() {
    return findings;
  }

  /** Tells a finding, once; of one that answers in place of others, the first time it does. */
  void tell(Finding finding) {
    if (findings.stream().noneMatch(told -> isSame(told, finding))) {
      findings.add(finding);
      listener.finding(finding);
    }
  }

  private static boolean isSame(Finding one, Finding other) {
    return one.equals(other)
        || one.kind() == Finding.Kind.MISMATCH
            && one.kind() == other.kind()
            && one.text().equals(other.text());
  }

  void tell(FoundMeter meter) {
    listener.found(meter);
  }

  /** Called after each probe. */
  void progress(Probe probe, int left, int found) {
    if (probe.echoes()) {
      tell(
          new Finding(
              Finding.Kind.ECHO, "", "the line hands back what is sent; the echo is taken out"));
    }
    listener.progress(new Progress(probes, left, found));
  }
}
