package io.github.camelmbus.example.cli;

import io.github.camelmbus.example.cli.ScanScreen.Style;
import io.github.camelmbus.inventory.InventoryChange;
import io.github.camelmbus.search.Finding;
import io.github.camelmbus.search.LineMeter;
import io.github.camelmbus.search.LineSearchResult;
import io.github.camelmbus.search.Progress;
import java.util.List;

/** Shows the findings and the progress of a search whose meters are read afterwards. */
class FindingsOutput implements ScanOutput {
  final ScanScreen screen;

  FindingsOutput(ScanScreen screen) {
    this.screen = screen;
  }

  @Override
  public void found(LineMeter found) {
    // The reading shows it.
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
    // There is no inventory to save.
  }

  @Override
  public void summary(LineSearchResult result) {
    close();
    if (!result.complete()) {
      screen.print("the search was not completed, so meters may be missing");
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
