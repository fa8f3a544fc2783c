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
 * @param complete whether it came to its end with each silence proven, and no meter sends telegrams
 *     that could not be read. What acknowledges and sends no data, and meters with one address,
 *     which no search can read, are findings and leave it complete.
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
