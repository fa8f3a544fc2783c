package io.github.camelmbus.example.cli;

import io.github.camelmbus.application.Mask;
import io.github.camelmbus.application.SecondaryAddress;
import io.github.camelmbus.frame.PrimaryAddress;
import io.github.camelmbus.master.Bus;
import io.github.camelmbus.search.BusProbe;
import io.github.camelmbus.search.Effort;
import io.github.camelmbus.search.Finding;
import io.github.camelmbus.search.FoundMeter;
import io.github.camelmbus.search.Outcome;
import io.github.camelmbus.search.PrimaryScan;
import io.github.camelmbus.search.Probe;
import io.github.camelmbus.search.Progress;
import io.github.camelmbus.search.SearchListener;
import io.github.camelmbus.search.SearchOptions;
import io.github.camelmbus.search.SearchResult;
import io.github.camelmbus.search.SecondarySearch;
import io.github.camelmbus.transport.LineClock;
import io.github.camelmbus.transport.LineUnavailableException;
import io.github.camelmbus.transport.LineUnavailableException.Reason;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/**
 * Searches a line: at one baud rate after the other, by secondary and then by primary addresses.
 * Used once, on one thread.
 */
final class Scan {
  private final MasterLine line;
  private final ScanPlan plan;
  private final ScanOutput output;
  private final UnaryOperator<Probe> journal;
  private final BooleanSupplier cancelled;
  private final List<ScanResult.Found> found = new ArrayList<>();
  private final Set<Finding> findings = new LinkedHashSet<>();
  private final Set<SecondaryAddress> missing;
  private int probes;
  private boolean complete = true;

  /**
   * @param journal wraps the probe at each baud rate.
   * @param cancelled asked before each probe.
   */
  Scan(
      MasterLine line,
      ScanPlan plan,
      ScanOutput output,
      UnaryOperator<Probe> journal,
      BooleanSupplier cancelled) {
    this.line = line;
    this.plan = plan;
    this.output = output;
    this.journal = journal;
    this.cancelled = cancelled;
    this.missing =
        new LinkedHashSet<>(
            plan.secondary() ? plan.options().known() : List.<SecondaryAddress>of());
  }

  /** Searches to the end, or until it is cancelled or the line is lost. */
  ScanResult run() {
    long start = LineClock.SYSTEM.nanos();
    RuntimeException failure = null;
    try {
      searchAll();
    } catch (LineUnavailableException | UncheckedIOException e) {
      failure = e;
      complete = false;
    }
    if (complete) {
      tellWhatIsMissing();
    }
    Duration time = Duration.ofNanos(LineClock.SYSTEM.nanos() - start);
    return new ScanResult(
        found, List.copyOf(findings), List.copyOf(missing), probes, time, complete, failure);
  }

  private void searchAll() {
    List<Integer> rates = plan.baudRates().rates();
    for (int i = 0; i < rates.size() && complete; i++) {
      if (plan.baudRates().onlyUntilFound()) {
        tryRate(rates.get(i));
      } else {
        int later = (rates.size() - 1 - i) * plan.primaryProbes();
        try (Bus bus = line.bus(rates.get(i))) {
          search(bus, later);
        }
      }
      if (plan.baudRates().onlyUntilFound() && !found.isEmpty()) {
        return;
      }
    }
  }

  /** Searches where anything answers at a baud rate. */
  private void tryRate(int rate) {
    try (Bus bus = line.bus(rate)) {
      if (answers(new BusProbe(bus), rate)) {
        search(bus, 0);
      }
    } catch (LineUnavailableException e) {
      if (e.reason() != Reason.SETTING) {
        throw e;
      }
      tell(silent(line.address().text(), String.valueOf(e.getMessage())));
    }
  }

  private boolean answers(Probe probe, int rate) {
    if (cancelled.getAsBoolean()) {
      complete = false;
      return false;
    }
    probe.wakeUp();
    Outcome outcome = probe.select(Mask.ANY, Effort.PATIENT);
    probes++;
    if (outcome instanceof Outcome.Nobody) {
      outcome = probe.address(PrimaryAddress.TEST.value(), Effort.QUICK);
      probes++;
    }
    output.progress(new Progress(probes, 0, 0));
    if (outcome instanceof Outcome.Noise) {
      tell(
          new Finding(
              Finding.Kind.NOISE,
              line.address().text(),
              "only noise answers at " + rate + " bit/s"));
    }
    return !(outcome instanceof Outcome.Nobody || outcome instanceof Outcome.Noise);
  }

  /**
   * Searches at one baud rate.
   *
   * @param later probes that follow for sure.
   */
  private void search(Bus bus, int later) {
    Probe probe = journal.apply(new BusProbe(bus));
    if (plan.secondary()) {
      Listener listener = new Listener(bus, later + plan.primaryProbes());
      // What one baud rate has shown need not be asked for at the next.
      SearchOptions options = plan.options().withKnown(List.copyOf(missing));
      take(new SecondarySearch(probe, options, listener, cancelled).run(), listener);
    }
    if (plan.primary() && complete) {
      Listener listener = new Listener(bus, later);
      Set<Integer> known = plan.knownAddresses(listener.baudRate);
      take(PrimaryScan.ofAll(probe, known, listener, cancelled).run(), listener);
    }
  }

  /** The last word about what was found: two meters may have sounded like a third one. */
  private void take(SearchResult result, Listener listener) {
    complete &= result.complete();
    found
        .subList(listener.foundBefore, found.size())
        .removeIf(seen -> !result.found().contains(seen.meter()));
  }

  private void tell(Finding finding) {
    if (findings.add(finding)) {
      output.finding(finding);
    }
  }

  private void tellWhatIsMissing() {
    if (found.isEmpty() && !plan.options().knownOnly()) {
      Mask scope = plan.options().scope();
      tell(scope.equals(Mask.ANY) ? nobody() : silent(scope.toString(), "no such meter answers"));
    }
    if (plan.baudRates().areSeveral()) {
      missing.forEach(
          known ->
              tell(silent(known.toString(), "a known meter answers at none of the baud rates")));
    }
  }

  private static Finding silent(String where, String text) {
    return new Finding(Finding.Kind.SILENT, where, text);
  }

  private Finding nobody() {
    String rates = plan.baudRates().rates().toString().replaceAll("[\\[\\]]", "");
    String others = plan.baudRates().areSeveral() ? "" : "--baud auto tries other baud rates, ";
    return silent(
        line.address().text(),
        "no meter answers at %s bit/s: check that the bus has power and the meters are on it; %s"
                .formatted(rates, others)
            + "--parity another parity, --timeout 2s waits for slow meters and gateways");
  }

  /** Passes on what one of the searches sees, but for meters that an earlier one has found. */
  private final class Listener implements SearchListener {
    private final int baudRate;
    private final int later;
    private final int probesBefore = probes;
    private final int foundBefore = found.size();

    Listener(Bus bus, int later) {
      this.baudRate = bus.settings().line().baudRate();
      this.later = later;
    }

    @Override
    public void found(FoundMeter meter) {
      if (found.subList(0, foundBefore).stream().anyMatch(seen -> seen.isSame(meter))) {
        return;
      }
      // Nobody knows at which rate a gateway talks.
      boolean rateIsKnown = plan.baudRates().areSeveral() && !line.hasItsOwnBaudRate();
      Integer rate = rateIsKnown ? baudRate : null;
      ScanResult.Found entry = new ScanResult.Found(meter, rate, plan.name(meter));
      found.add(entry);
      SecondaryAddress address = meter.address();
      if (address != null) {
        missing.removeIf(known -> known.matches(address));
      }
      output.found(entry);
    }

    @Override
    public void finding(Finding finding) {
      if (!mayAnswerAtAnotherRate(finding)) {
        tell(finding);
      }
    }

    private boolean mayAnswerAtAnotherRate(Finding finding) {
      return plan.baudRates().areSeveral()
          && finding.kind() == Finding.Kind.SILENT
          && missing.stream().anyMatch(known -> known.toString().equals(finding.where()));
    }

    @Override
    public void progress(Progress progress) {
      probes = probesBefore + progress.probes();
      output.progress(new Progress(probes, progress.left() + later, found.size()));
    }
  }
}
