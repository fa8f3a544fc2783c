package io.github.camelmbus.search;

import io.github.camelmbus.application.Mask;
import io.github.camelmbus.application.SecondaryAddress;
import io.github.camelmbus.frame.PrimaryAddress;
import io.github.camelmbus.master.Bus;
import io.github.camelmbus.transport.LineClock;
import io.github.camelmbus.transport.LineUnavailableException;
import io.github.camelmbus.transport.LineUnavailableException.Reason;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Searches a line as a {@link SearchPlan} says: at one baud rate after the other, by secondary and
 * then by primary addresses. A meter is reported once, however often it is found, and the result
 * has what was found even if the line is lost. Used once, on one thread; waits for each probe.
 */
public final class LineSearch {
  private final Line line;
  private final SearchPlan plan;
  private final Listener listener;
  private final LineClock clock;
  private final BooleanSupplier cancelled;
  private final List<LineMeter> found = new ArrayList<>();
  private final Set<Finding> findings = new LinkedHashSet<>();
  private UnaryOperator<Probe> journal = UnaryOperator.identity();
  private List<SecondaryAddress> missing;
  private int probes;
  private int mutesSelected;
  private int mutesAddressed;
  private boolean complete = true;

  /** Whether nothing was cancelled, and each silence so far is proven. */
  private boolean goesOn = true;

  /** The line to search. */
  @FunctionalInterface
  public interface Line {
    /**
     * Runs a search on the bus of the line, with the line at a baud rate.
     *
     * @param baudRate bit/s.
     */
    void at(int baudRate, Consumer<Bus> search);

    /** Whether a baud rate only says how long to wait for answers, as behind a gateway. */
    default boolean hasItsOwnBaudRate() {
      return false;
    }
  }

  /** Receives the results of a search while it runs, on its thread. */
  public interface Listener {
    /** A meter was found; once for each. */
    void found(LineMeter meter);

    /** Something else was found; once for each. */
    void finding(Finding finding);

    /** A probe is done. */
    void progress(Progress progress);
  }

  /**
   * @param cancelled asked before each probe.
   * @param clock measures how long the search takes.
   */
  public LineSearch(
      Line line, SearchPlan plan, Listener listener, BooleanSupplier cancelled, LineClock clock) {
    this.line = line;
    this.plan = plan;
    this.listener = listener;
    this.cancelled = cancelled;
    this.clock = clock;
    this.missing = plan.isBy(SearchMethod.SECONDARY) ? plan.options().known() : List.of();
  }

  /**
   * Sets a journal, by which the search continues an earlier one that was cut off.
   *
   * @param over wraps the probe at each baud rate, in a {@link SearchJournal} for example.
   */
  public LineSearch journaled(UnaryOperator<Probe> over) {
    journal = over;
    return this;
  }

  /** Searches to the end, or until it is cancelled or the line is lost. */
  public LineSearchResult run() {
    long start = clock.nanos();
    RuntimeException failure = null;
    try {
      searchAll();
    } catch (LineUnavailableException | UncheckedIOException e) {
      failure = e;
      complete = false;
    } catch (SearchContext.Stopped interrupted) {
      complete = false;
      goesOn = false;
    }
    if (failure != null || !goesOn && plan.atSeveralRates()) {
      missing = List.of(); // they may have answered later
    } else if (plan.atSeveralRates()) {
      missing.forEach(this::reportMissing);
    }
    return new LineSearchResult(
        plan,
        found,
        List.copyOf(findings),
        missing,
        probes,
        Duration.ofNanos(clock.nanos() - start),
        complete,
        failure);
  }

  private void searchAll() {
    List<Integer> rates = plan.baudRates();
    for (int i = 0; i < rates.size() && goesOn; i++) {
      int rate = rates.get(i);
      int later = (rates.size() - 1 - i) * plan.primaryProbes();
      if (!plan.untilFound()) {
        line.at(rate, bus -> search(bus, later));
      } else if (found.isEmpty()) {
        tryRate(rate);
      }
    }
  }

  /** Searches where anything answers at a baud rate. */
  private void tryRate(int rate) {
    try {
      line.at(
          rate,
          bus -> {
            if (answers(new BusProbe(bus), bus)) {
              search(bus, 0);
            }
          });
    } catch (LineUnavailableException e) {
      if (e.reason() != Reason.SETTING) {
        throw e;
      }
      report(new Finding(Finding.Kind.SILENT, e.line(), String.valueOf(e.getMessage())));
    }
  }

  private boolean answers(Probe probe, Bus bus) {
    if (cancelled.getAsBoolean()) {
      complete = false;
      goesOn = false;
      return false;
    }
    probe.wakeUp();
    Outcome outcome = probe.select(Mask.ANY, Effort.THOROUGH);
    probes++;
    if (outcome instanceof Outcome.Silence) {
      outcome = probe.address(PrimaryAddress.TEST.value(), Effort.QUICK);
      probes++;
    }
    listener.progress(new Progress(probes, 0, 0));
    if (outcome instanceof Outcome.Noise) {
      int rate = bus.settings().line().baudRate();
      report(
          new Finding(
              Finding.Kind.NOISE, bus.line().text(), "only noise answers at " + rate + " bit/s"));
    }
    return !(outcome instanceof Outcome.Silence || outcome instanceof Outcome.Noise);
  }

  /**
   * Searches at one baud rate.
   *
   * @param later probes that follow in any case.
   */
  private void search(Bus bus, int later) {
    int rate = bus.settings().line().baudRate();
    Probe probe = journal.apply(new BusProbe(bus));
    if (plan.isBy(SearchMethod.SECONDARY)) {
      OneSearch secondary = new OneSearch(rate, later + plan.primaryProbes());
      // Known meters that were found are not asked for at the next baud rate.
      SearchOptions options = plan.options().withKnown(missing);
      SecondarySearch search = new SecondarySearch(probe, options, secondary, cancelled);
      SearchResult result = search.run();
      secondary.take(result);
      goesOn = search.isProven();
      missing = result.missing();
    }
    if (plan.isBy(SearchMethod.PRIMARY) && goesOn) {
      OneSearch primary = new OneSearch(rate, later);
      Set<Integer> known = plan.knownAddresses(rate);
      SearchResult result = PrimaryScan.ofAll(probe, known, primary, cancelled).run();
      primary.take(result);
      goesOn = result.complete();
    }
    missing = missing.stream().filter(known -> !isFound(known)).toList();
  }

  private boolean isFound(SecondaryAddress known) {
    return found.stream()
        .map(meter -> meter.meter().address())
        .anyMatch(address -> address != null && known.matches(address));
  }

  private void report(Finding finding) {
    Finding named = finding.named(plan.name(finding));
    if (findings.add(named)) {
      listener.finding(named);
    }
  }

  private void reportMissing(SecondaryAddress known) {
    String text = "a known meter answers at none of the baud rates";
    report(new Finding(Finding.Kind.SILENT, known.toString(), text));
  }

  /** Passes on the results of one search, without meters that an earlier one has found. */
  private final class OneSearch implements SearchListener {
    private final int baudRate;
    private final int later;
    private final int probesBefore = probes;
    private final int foundBefore = found.size();

    /**
     * @param later probes that follow in any case.
     */
    OneSearch(int baudRate, int later) {
      this.baudRate = baudRate;
      this.later = later;
    }

    @Override
    public void found(FoundMeter meter) {
      if (found.subList(0, foundBefore).stream().anyMatch(seen -> seen.isSame(meter))) {
        return;
      }
      // The rate at which a gateway drives the bus is unknown.
      boolean rateIsKnown = plan.atSeveralRates() && !line.hasItsOwnBaudRate();
      LineMeter entry = new LineMeter(meter, rateIsKnown ? baudRate : null, plan.name(meter));
      found.add(entry);
      listener.found(entry);
    }

    @Override
    public void finding(Finding finding) {
      if (finding.kind() == Finding.Kind.MUTE && isReported(finding)) {
        findings.add(finding); // the result looks up by address what was noticed
        return;
      }
      if (!mayAnswerAtAnotherRate(finding)) {
        report(finding.kind() == Finding.Kind.COLLISION ? withMetersFound(finding) : finding);
      }
    }

    /**
     * Whether the secondary search has reported a mute device for each that the scan has met: the
     * two can only be matched by their number, as neither has sent a telegram.
     */
    private boolean isReported(Finding mute) {
      boolean byAddress = PrimaryScan.isAddress(mute.where());
      if (!byAddress) {
        mutesSelected++;
        return false;
      }
      return ++mutesAddressed <= mutesSelected;
    }

    /** A collision at a primary address, with those of its meters that were found before. */
    private Finding withMetersFound(Finding collision) {
      List<String> there =
          found.stream()
              .map(LineMeter::meter)
              .filter(meter -> collision.where().equals(Integer.toString(meter.primaryAddress())))
              .map(FoundMeter::address)
              .filter(Objects::nonNull)
              .map(SecondaryAddress::toString)
              .distinct()
              .toList();
      return there.isEmpty() ? collision : Findings.shared(collision.where(), there);
    }

    private boolean mayAnswerAtAnotherRate(Finding finding) {
      return plan.atSeveralRates()
          && (finding.kind() == Finding.Kind.SILENT || finding.kind() == Finding.Kind.MUTE)
          && missing.stream().anyMatch(known -> known.toString().equals(finding.where()));
    }

    @Override
    public void progress(Progress progress) {
      probes = probesBefore + progress.probes();
      listener.progress(new Progress(probes, progress.left() + later, found.size()));
    }

    /**
     * Takes the final result: what was taken for a meter may have been the overlap of two others.
     */
    void take(SearchResult result) {
      complete &= result.complete();
      found
          .subList(foundBefore, found.size())
          .removeIf(seen -> !result.found().contains(seen.meter()));
    }
  }
}
