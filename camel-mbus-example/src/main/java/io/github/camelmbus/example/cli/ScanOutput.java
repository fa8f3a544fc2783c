package io.github.camelmbus.example.cli;

import io.github.camelmbus.example.sink.Printable;
import io.github.camelmbus.inventory.Inventory;
import io.github.camelmbus.inventory.InventoryChange;
import io.github.camelmbus.inventory.InventoryMeter;
import io.github.camelmbus.search.Finding;
import io.github.camelmbus.search.LineSearch;
import io.github.camelmbus.search.LineSearchResult;
import java.util.List;
import java.util.Objects;

/** Shows what a scan sees, as it sees it. */
interface ScanOutput extends LineSearch.Listener, AutoCloseable {
  /**
   * A finding as a line for people.
   *
   * @param known inventories with names of meters.
   */
  static String words(Finding finding, List<Inventory> known) {
    boolean told = finding.where().isEmpty() || finding.text().contains(finding.where());
    String where = told ? "" : name(finding.where(), known) + finding.where() + ": ";
    return finding.kind().text() + ": " + where + finding.text();
  }

  /** The name of a meter and a blank; empty if it has none. */
  private static String name(String where, List<Inventory> known) {
    return known.stream()
        .flatMap(inventory -> inventory.meters().stream())
        .filter(meter -> where.equals(String.valueOf(meter.address())))
        .map(InventoryMeter::name)
        .filter(Objects::nonNull)
        .findFirst()
        .map(name -> Printable.of(name) + " ")
        .orElse("");
  }

  /** What the scan has changed in the inventory, to be told at its end; before {@link #summary}. */
  void changed(List<InventoryChange> changes);

  /** The end of the scan. */
  void summary(LineSearchResult result);

  /** False once nobody reads any more: {@code scan ... | head}. */
  boolean isOpen();

  /** Leaves the terminal tidy; idempotent. */
  @Override
  void close();
}
