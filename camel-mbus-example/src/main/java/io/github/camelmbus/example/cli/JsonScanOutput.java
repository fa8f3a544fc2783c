package io.github.camelmbus.example.cli;

import io.github.camelmbus.camel.operation.SearchEvent;
import io.github.camelmbus.inventory.InventoryChange;
import io.github.camelmbus.search.Finding;
import io.github.camelmbus.search.LineMeter;
import io.github.camelmbus.search.LineSearchResult;
import io.github.camelmbus.search.Progress;
import io.github.camelmbus.transport.LineClock;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;

/** Prints a line of JSON for each event, the same as {@code progressUri} of a route gets. */
final class JsonScanOutput implements ScanOutput {
  private static final long BETWEEN_PROGRESS = Duration.ofMillis(500).toNanos();

  private final PrintStream out;
  private final LineClock clock;
  private boolean progressPrinted;
  private long lastProgress;

  JsonScanOutput(PrintStream out, LineClock clock) {
    this.out = out;
    this.clock = clock;
  }

  @Override
  public void found(LineMeter found) {
    print(SearchEvent.Found.of(found));
  }

  @Override
  public void finding(Finding finding) {
    print(new SearchEvent.Finding(finding));
  }

  /** Prints the progress twice a second at most, not for each probe. */
  @Override
  public void progress(Progress progress) {
    long now = clock.nanos();
    if (progressPrinted && now - lastProgress < BETWEEN_PROGRESS) {
      return;
    }
    progressPrinted = true;
    lastProgress = now;
    print(new SearchEvent.Progress(progress));
  }

  @Override
  public void changed(List<InventoryChange> changes) {
    changes.forEach(change -> print(SearchEvent.of(change)));
  }

  @Override
  public void summary(LineSearchResult result) {
    print(SearchEvent.Summary.of(result));
  }

  @Override
  public boolean isOpen() {
    return !out.checkError();
  }

  @Override
  public void close() {
    out.flush();
  }

  private void print(SearchEvent event) {
    out.print(event.json() + "\n");
    out.flush();
  }
}
