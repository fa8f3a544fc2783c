package io.github.camelmbus.example.cli;

import io.github.camelmbus.application.DeviceType;
import io.github.camelmbus.application.Manufacturer;
import io.github.camelmbus.application.SecondaryAddress;
import io.github.camelmbus.example.cli.ScanScreen.Style;
import io.github.camelmbus.inventory.InventoryChange;
import io.github.camelmbus.search.FoundMeter;
import io.github.camelmbus.search.LineMeter;
import io.github.camelmbus.search.LineSearchResult;
import java.util.List;
import java.util.function.Consumer;

/** Prints a row for each meter as it is found, and findings as text. */
final class TableScanOutput extends FindingsOutput {
  private static final String ROW = "%-16s  %7s  %-12s  %7s  %-22s  %5s";

  private final Consumer<String> messages;
  private List<InventoryChange> changes = List.of();
  private boolean hasHeader;

  /**
   * @param messages gets the changes of the inventory, which are no data.
   */
  TableScanOutput(ScanScreen screen, Consumer<String> messages) {
    super(screen);
    this.messages = messages;
  }

  @Override
  public void found(LineMeter found) {
    if (!hasHeader) {
      hasHeader = true;
      screen.print(
          ROW.formatted("address", "primary", "manufacturer", "version", "device type", "ms"),
          Style.HEADER);
    }
    Integer baudRate = found.baudRate();
    String rate = baudRate == null ? "" : "  " + baudRate + " bit/s";
    String name = found.name() == null ? "" : "  " + found.name();
    String row = ROW.formatted(cells(found.meter()));
    if (screen.fits((row + rate + name).length())) {
      screen.print(row + rate + name);
    } else {
      screen.print(row);
      screen.print(rate + name);
    }
  }

  private static Object[] cells(FoundMeter meter) {
    SecondaryAddress address = meter.address();
    int primary = meter.primaryAddress();
    long millis = meter.responseTime().toMillis();
    if (address == null) {
      return new Object[] {"", primary, "", "", "", millis};
    }
    return new Object[] {
      address,
      primary,
      new Manufacturer(address.manufacturer()),
      address.version(),
      DeviceType.name(address.deviceType()),
      millis
    };
  }

  @Override
  public void changed(List<InventoryChange> changed) {
    changes = changed;
  }

  @Override
  public void summary(LineSearchResult result) {
    close();
    int meters = result.found().size();
    screen.print(
        "%d %s found with %d probes in %s s%s"
            .formatted(
                meters,
                meters == 1 ? "meter" : "meters",
                result.probes(),
                result.seconds(),
                result.complete() ? "" : "; the search was not completed"));
    changes.forEach(change -> messages.accept(screen.styled(change.text(), style(change))));
  }

  private static Style style(InventoryChange change) {
    return switch (change.kind()) {
      case MISSING -> Style.BAD;
      case BACK -> Style.GOOD;
      case NEW -> change.insteadOf() == null ? Style.GOOD : Style.WARNING;
    };
  }

  @Override
  public boolean isOpen() {
    return screen.isOpen();
  }
}
