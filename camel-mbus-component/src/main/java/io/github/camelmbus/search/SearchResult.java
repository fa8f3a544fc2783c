package io.github.camelmbus.search;

import io.github.camelmbus.application.SecondaryAddress;
import java.util.List;

/**
 * The result of a search.
 *
 * @param found in the order they were found.
 * @param findings in the order they showed.
 * @param missing known meters that did not answer.
 * @param probes probes it took.
 * @param complete false if it was cancelled, or stopped at its bound.
 */
public record SearchResult(
    List<FoundMeter> found,
    List<Finding> findings,
    List<SecondaryAddress> missing,
    int probes,
    boolean complete) {
  public SearchResult {
    found = List.copyOf(found);
    findings = List.copyOf(findings);
    missing = List.copyOf(missing);
  }
}
