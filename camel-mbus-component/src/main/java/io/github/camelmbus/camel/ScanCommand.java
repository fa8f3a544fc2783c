package io.github.camelmbus.camel;

import io.github.camelmbus.search.BusProbe;
import io.github.camelmbus.search.SearchListener;
import io.github.camelmbus.search.SearchOptions;
import io.github.camelmbus.search.SearchResult;
import io.github.camelmbus.transport.LineClock;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.concurrent.CompletableFuture;

/**
 * Searches the line for meters: a {@link ScanResult}. Each probe is a transaction of the lowest
 * priority, so that polls and commands go in between.
 */
final class ScanCommand implements Command {
  private static final int NANOS_DIGITS = 9;

  private final SearchMethod method;

  ScanCommand(SearchMethod method) {
    this.method = method;
  }

  @Override
  public CompletableFuture<?> start(Request request) {
    BusProbe probe = new BusProbe(request.bus());
    SearchOptions options = request.endpoint().getConfiguration().searchOptions();
    return CompletableFuture.supplyAsync(() -> search(request, probe, options), request.executor());
  }

  private ScanResult search(Request request, BusProbe probe, SearchOptions options) {
    SearchEvents events = request.events();
    long start = LineClock.SYSTEM.nanos();
    SearchResult result =
        method.run(
            probe, options, events == null ? SearchListener.NONE : events, request.unwanted());
    ScanResult scan = result(result, LineClock.SYSTEM.nanos() - start);
    if (events != null) {
      events.tell(summary(scan));
    }
    return scan;
  }

  static ScanResult result(SearchResult result, long nanos) {
    return new ScanResult(
        result.found().stream().map(ScannedMeter::of).toList(),
        result.findings(),
        result.probes(),
        BigDecimal.valueOf(nanos, NANOS_DIGITS).setScale(1, RoundingMode.HALF_UP),
        result.complete());
  }

  static SearchEvent summary(ScanResult scan) {
    return new SearchEvent.Summary(
        scan.size(), scan.getProbes(), scan.getSeconds(), scan.isComplete());
  }
}
