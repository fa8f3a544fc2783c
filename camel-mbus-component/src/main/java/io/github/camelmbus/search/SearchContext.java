package io.github.camelmbus.search;

import io.github.camelmbus.link.Damage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.IntUnaryOperator;

/**
 * The course of one search: counts probes and ends it where it is cancelled or has reached its
 * bound; passes on what is found. Confined to the thread of the search.
 */
final class SearchContext {

  /** Unwinds a search that must not go on. */
  static final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Stopped(String message) {
      super(message, null, false, false);
    }
  }

  private final SearchListener listener;
  private final BooleanSupplier cancelled;
  private final IntUnaryOperator maxProbes;
  private final List<Finding> findings = new ArrayList<>();
  private int probes;
  private int found;

  /**
   * @param maxProbes the bound, which may grow with the meters that were found.
   */
  SearchContext(SearchListener listener, BooleanSupplier cancelled, IntUnaryOperator maxProbes) {
    this.listener = listener;
    this.cancelled = cancelled;
    this.maxProbes = maxProbes;
  }

  /** Called before each probe. */
  void next() {
    if (cancelled.getAsBoolean()) {
      throw new Stopped("cancelled");
    }
    if (probes >= maxProbes.applyAsInt(found)) {
      report(
          new Finding(
              Finding.Kind.NOISE,
              "",
              "the search was stopped after %d probes, with %d meters found: something answers"
                      .formatted(probes, found)
                  + " everywhere; look for noise and for a device that acknowledges every"
                  + " selection"));
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

  /** Reports a finding, unless it was reported before. */
  void report(Finding finding) {
    if (!findings.contains(finding)) {
      findings.add(finding);
      listener.finding(finding);
    }
  }

  /** Reports a finding about one device or the line: once, even if it is seen again. */
  void reportOnce(Finding finding) {
    if (findings.stream().noneMatch(reported -> isOfTheSame(reported, finding))) {
      report(finding);
    }
  }

  private static boolean isOfTheSame(Finding one, Finding other) {
    return one.kind() == other.kind() && one.text().equals(other.text());
  }

  void report(FoundMeter meter) {
    found++;
    listener.found(meter);
  }

  /**
   * Called after each probe.
   *
   * @throws Stopped where the line is proven to be of no use as it is set.
   */
  void progress(Probe probe, int left, int found) {
    if (probe.echoes()) {
      report(
          new Finding(
              Finding.Kind.ECHO, "", "the line hands back what is sent; the echo is taken out"));
    }
    listener.progress(new Progress(probes, left, found));
    Damage fault = probe.fault();
    if (fault != null) {
      reportOnce(Findings.noise("", fault));
      throw new Stopped("the line is wrong");
    }
  }
}
