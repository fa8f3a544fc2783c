package io.github.camelmbus.camel;

import io.github.camelmbus.search.PrimaryScan;
import io.github.camelmbus.search.Probe;
import io.github.camelmbus.search.SearchListener;
import io.github.camelmbus.search.SearchOptions;
import io.github.camelmbus.search.SearchResult;
import io.github.camelmbus.search.SecondarySearch;
import java.util.function.BooleanSupplier;

/** How the meters of a line are found. Blocks; ends at the next probe once it is cancelled. */
enum SearchMethod {
  /** Asks all primary addresses, 0 to 250. */
  PRIMARY {
    @Override
    SearchResult run(
        Probe probe, SearchOptions options, SearchListener listener, BooleanSupplier cancelled) {
      return new PrimaryScan(probe, 0, PrimaryScan.LAST_ADDRESS, listener, cancelled).run();
    }
  },
  /** Selects by secondary addresses, and so tells apart the meters that share a primary one. */
  SECONDARY {
    @Override
    SearchResult run(
        Probe probe, SearchOptions options, SearchListener listener, BooleanSupplier cancelled) {
      return new SecondarySearch(probe, options, listener, cancelled).run();
    }
  };

  /**
   * @param options for a secondary search; a primary one has none.
   * @throws io.github.camelmbus.transport.LineUnavailableException if the line is away.
   */
  abstract SearchResult run(
      Probe probe, SearchOptions options, SearchListener listener, BooleanSupplier cancelled);
}
