package io.github.camelmbus.camel;

import io.github.camelmbus.search.Finding;
import io.github.camelmbus.search.FoundMeter;
import io.github.camelmbus.search.Probe;
import io.github.camelmbus.search.Progress;
import io.github.camelmbus.search.SearchListener;
import io.github.camelmbus.search.SearchResult;
import io.github.camelmbus.transport.LineClock;
import io.github.camelmbus.transport.LineUnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** One search, of which nothing is lost if the line goes. Used once, on one thread. */
final class SearchRun implements SearchListener {
  private final SearchListener listener;
  private final List<FoundMeter> found = new ArrayList<>();
  private final List<Finding> findings = new ArrayList<>();
  private int probes;

  private SearchRun(SearchListener listener) {
    this.listener = listener;
  }

  /**
   * What a search ended with.
   *
   * @param result what was seen until then.
   * @param scan the same as a message body.
   * @param outage why it could not go on; null if it came to its end or was stopped.
   */
  record Ended(SearchResult result, ScanResult scan, @Nullable LineUnavailableException outage) {

    /** Whether there is anything to tell: the line was there when it began. */
    boolean begun() {
      return outage == null || result.probes() > 0;
    }
  }

  /**
   * Searches.
   *
   * @param stop asked before each probe.
   */
  static Ended of(
      SearchMethod method,
      SearchMethod.Wanted wanted,
      Probe probe,
      SearchListener listener,
      BooleanSupplier stop) {
    SearchRun run = new SearchRun(listener);
    long start = LineClock.SYSTEM.nanos();
    SearchResult result;
    LineUnavailableException outage = null;
    try {
      result = method.run(probe, wanted, run, stop);
    } catch (LineUnavailableException e) {
      outage = e;
      result = new SearchResult(run.found, run.findings, List.of(), run.probes, false);
    }
    return new Ended(result, ScanResult.of(result, LineClock.SYSTEM.nanos() - start), outage);
  }

  @Override
  public void found(FoundMeter meter) {
    found.add(meter);
    listener.found(meter);
  }

  @Override
  public void finding(Finding finding) {
    findings.add(finding);
    listener.finding(finding);
  }

  @Override
  public void progress(Progress progress) {
    probes = progress.probes();
    listener.progress(progress);
  }
}
