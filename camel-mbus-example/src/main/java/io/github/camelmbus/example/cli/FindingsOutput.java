package io.github.camelmbus.example.cli;

import io.github.camelmbus.example.cli.ScanScreen.Style;
import io.github.camelmbus.inventory.InventoryChange;
import io.github.camelmbus.search.Finding;
import io.github.camelmbus.search.LineMeter;
import io.github.camelmbus.search.LineSearchResult;
import io.github.camelmbus.search.Progress;
import java.util.List;

/** Tells findings only, for a command whose data is not what is found but what comes of it. */
final class FindingsOutput implements ScanOutput {
  private final ScanScreen screen;

  FindingsOutput(ScanScreen screen) {
    this.screen = screen;
  }

  @Override
  public void found(LineMeter found) {
    // What comes of it says it.
  }

  @Override
  public void finding(Finding finding) {
    screen.print(ScanOutput.words(finding), Style.WARNING);
  }

  @Override
  public void progress(Progress progress) {
    screen.show(progress);
  }

  @Override
  public void changed(List<InventoryChange> changes) {
    // Nothing is saved.
  }

  @Override
  public void summary(LineSearchResult result) {
    close();
    if (!result.complete()) {
      screen.print("the search was not completed, so nothing is read");
    }
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public void close() {
    screen.close();
  }
}
