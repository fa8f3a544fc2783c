package io.github.camelmbus.camel;

import io.github.camelmbus.search.BusProbe;
import io.github.camelmbus.search.SearchOptions;
import io.github.camelmbus.search.SearchResult;
import io.github.camelmbus.transport.LineClock;
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
    SearchOptions options =
        endpoint.getConfiguration().searchOptions(endpoint.knownMeters().current());
    SearchEvents events = request.events();
    return CompletableFuture.supplyAsync(
        () -> search(probe, options, events, request.unwanted()), request.executor());
  }

  private ScanResult search(
      BusProbe probe, SearchOptions options, SearchEvents events, BooleanSupplier unwanted) {
    long start = LineClock.SYSTEM.nanos();
    SearchResult result = method.run(probe, options, events, unwanted);
    ScanResult scan = ScanResult.of(result, LineClock.SYSTEM.nanos() - start);
    events.tell(SearchEvent.Summary.of(scan));
    return scan;
  }
}
