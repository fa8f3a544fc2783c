package io.github.camelmbus.search;

import io.github.camelmbus.application.SecondaryAddress;
import io.github.camelmbus.inventory.InventoryMeter;
import io.github.camelmbus.inventory.SeenMeter;
import java.util.List;
import java.util.function.Predicate;

/**
 * What a search ended with.
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

  /** What an inventory keeps of the meters that were found. */
  public List<SeenMeter> seen() {
    return found.stream().map(FoundMeter::seen).toList();
  }

  /**
   * The meters of an inventory that are missing if they were not found: known ones that did not
   * answer and, where the search is complete, those that it has looked for.
   *
   * @param sought the meters that a complete search finds.
   */
  public Predicate<InventoryMeter> gone(Predicate<InventoryMeter> sought) {
    return meter ->
        complete && sought.test(meter)
            || meter.selection() != null && missing.contains(meter.selection());
  }

  /**
   * The meters that this primary scan must have found if they are there: those at whose address it
   * noticed nothing else, such as several meters that answer at once. It must have known their
   * addresses, so as not to take the first silence for an answer.
   */
  public Predicate<InventoryMeter> addressed() {
    return meter -> {
      Integer address = meter.primaryAddress();
      return address != null
          && address <= PrimaryScan.LAST_ADDRESS
          && findings.stream().noneMatch(at -> at.where().equals(address.toString()));
    };
  }
}
