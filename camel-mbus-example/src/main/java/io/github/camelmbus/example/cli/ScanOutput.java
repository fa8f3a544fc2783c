package io.github.camelmbus.example.cli;

import io.github.camelmbus.example.sink.Printable;
import io.github.camelmbus.inventory.InventoryChange;
import io.github.camelmbus.search.Finding;
import io.github.camelmbus.search.LineSearch;
import io.github.camelmbus.search.LineSearchResult;
import java.util.List;

/** Shows what a scan sees, as it sees it. */
interface ScanOutput extends LineSearch.Listener, AutoCloseable {
  /** A finding as a line for people. */
  static String words(Finding finding) {
    boolean told = finding.where().isEmpty() || finding.text().contains(finding.where());
    String where = told ? "" : finding.where() + ": ";
    String name = finding.name() == null ? "" : Printable.of(finding.name()) + " ";
    return finding.kind().text() + ": " + name + where + finding.text();
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
