package io.github.camelmbus.camel;

import io.github.camelmbus.search.BusProbe;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

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
    BusProbe probe = new BusProbe(request.bus());
    MBusEndpoint endpoint = request.endpoint();
    SearchMethod.Wanted wanted =
        new SearchMethod.Wanted(endpoint.getConfiguration(), endpoint.knownMeters().current());
    SearchEvents events = request.events();
    return CompletableFuture.supplyAsync(
        () -> search(probe, wanted, events, request.unwanted()), request.executor());
  }

  private ScanResult search(
      BusProbe probe, SearchMethod.Wanted wanted, SearchEvents events, BooleanSupplier unwanted) {
    SearchRun.Ended ended = SearchRun.of(method, wanted, probe, events, unwanted);
    if (ended.begun()) {
      events.tell(SearchEvent.Summary.of(ended.scan()));
    }
    if (ended.outage() != null) {
      throw ended.outage();
    }
    return ended.scan();
  }
}
