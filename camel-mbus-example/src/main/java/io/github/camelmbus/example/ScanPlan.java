package io.github.camelmbus.example;

import io.github.camelmbus.search.PrimaryScan;
import io.github.camelmbus.search.SearchOptions;

/**
 * What to search for.
 *
 * @param baudRates where to search.
 * @param secondary whether to search by secondary addresses.
 * @param primary whether to search by primary addresses after that.
 * @param options of the secondary search.
 */
record ScanPlan(BaudRates baudRates, boolean secondary, boolean primary, SearchOptions options) {
  /** Probes that a primary scan takes, where nothing needs a second one. */
  int primaryProbes() {
    return primary ? PrimaryScan.LAST_ADDRESS + 1 : 0;
  }
}
