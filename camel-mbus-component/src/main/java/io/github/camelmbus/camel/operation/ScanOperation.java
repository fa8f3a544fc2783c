package io.github.camelmbus.camel.operation;

import io.github.camelmbus.master.Bus;
import io.github.camelmbus.search.LineSearch;
import io.github.camelmbus.search.LineSearchResult;
import io.github.camelmbus.search.SearchMethod;
import java.util.concurrent.CompletableFuture;

/**
 * Searches the line for meters: a {@link ScanResult}. Each probe is a transaction of the lowest
 * priority, so that polls and commands run in between.
 */
public final class ScanOperation implements Operation {
  private final SearchMethod method;

  public ScanOperation(SearchMethod method) {
    this.method = method;
  }

  @Override
  public CompletableFuture<?> start(Request request) {
    Bus bus = request.bus();
    SearchEventListener events = request.events();
    LineSearch search =
        new LineSearch(
            (rate, searching) -> searching.accept(bus),
            request.searchPlan(method),
            events,
            request::isUnwanted,
            request.clock());
    return CompletableFuture.supplyAsync(() -> result(search, events), request.executor());
  }

  private static ScanResult result(LineSearch search, SearchEventListener events) {
    LineSearchResult result = search.run();
    if (result.begun()) {
      events.report(SearchEvent.Summary.of(result));
    }
    RuntimeException failure = result.failure();
    if (failure != null) {
      throw failure;
    }
    return new ScanResult(result);
  }
}
