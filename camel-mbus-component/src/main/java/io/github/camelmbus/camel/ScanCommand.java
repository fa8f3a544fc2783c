package io.github.camelmbus.camel;

import io.github.camelmbus.master.Bus;
import io.github.camelmbus.search.LineSearch;
import io.github.camelmbus.search.LineSearchResult;
import io.github.camelmbus.search.SearchMethod;
import io.github.camelmbus.search.SearchPlan;
import java.util.concurrent.CompletableFuture;

/**
 * Searches the line for meters: a {@link ScanResult}. Each probe is a transaction of the lowest
 * priority, so that polls and commands go in between.
 */
final class ScanCommand implements Command {
  private final SearchMethod method;

  ScanCommand(SearchMethod method) {
    this.method = method;
  }

  @Override
  public CompletableFuture<?> start(Request request) {
    MBusEndpoint endpoint = request.endpoint();
    Bus bus = request.bus();
    SearchPlan plan =
        endpoint.getConfiguration().searchPlan(method, endpoint.knownMeters().current());
    SearchEvents events = request.events();
    LineSearch search =
        new LineSearch(
            (rate, searching) -> searching.accept(bus),
            plan,
            events,
            request.unwanted(),
            endpoint.getComponent().clock());
    return CompletableFuture.supplyAsync(() -> result(search, events), request.executor());
  }

  private static ScanResult result(LineSearch search, SearchEvents events) {
    LineSearchResult result = search.run();
    if (result.begun()) {
      events.tell(SearchEvent.Summary.of(result));
    }
    RuntimeException failure = result.failure();
    if (failure != null) {
      throw failure;
    }
    return ScanResult.of(result);
  }
}
