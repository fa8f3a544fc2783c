package io.github.camelmbus.example.cli;

import io.github.camelmbus.example.sink.Printable;
import io.github.camelmbus.inventory.InventoryChange;
import io.github.camelmbus.search.Finding;
import io.github.camelmbus.search.LineSearch;
import io.github.camelmbus.search.LineSearchResult;
import java.util.List;

/** Shows the events of a scan as they come. */
interface ScanOutput extends LineSearch.Listener, AutoCloseable {
  /** A finding as a line of text. */
  static String words(Finding finding) {
    boolean isStated = finding.where().isEmpty() || finding.text().contains(finding.where());
    String where = isStated ? "" : finding.where() + ": ";
    String name = finding.name() == null ? "" : Printable.of(finding.name()) + " ";
    return finding.kind().text() + ": " + name + where + finding.text();
  }

  /** Shows what the scan has changed in the inventory; called before {@link #summary}. */
  void changed(List<InventoryChange> changes);

  /** Shows the result at the end of the scan. */
  void summary(LineSearchResult result);

  /** Whether the output is still read; not after {@code scan ... | head} has ended. */
  boolean isOpen();

  /** Removes the progress bar, if there is one; idempotent. */
  @Override
  void close();
}
