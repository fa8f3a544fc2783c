package io.github.camelmbus.example;

import io.github.camelmbus.application.DeviceType;
import io.github.camelmbus.application.Manufacturer;
import io.github.camelmbus.application.SecondaryAddress;
import io.github.camelmbus.search.Finding;
import io.github.camelmbus.search.FoundMeter;
import io.github.camelmbus.search.Progress;
import java.io.PrintStream;
import org.jspecify.annotations.Nullable;

/** A table that grows as meters are found, findings in words, and a bar below them. */
final class TableScanOutput implements ScanOutput {
  private static final String ROW = "%-16s  %7s  %-12s  %7s  %-22s  %5s";

  private final PrintStream out;
  private final @Nullable ScanBar bar;
  private boolean hasHeader;

  /**
   * @param bar null where nobody watches.
   */
  TableScanOutput(PrintStream out, @Nullable ScanBar bar) {
    this.out = out;
    this.bar = bar;
  }

  @Override
  public void found(ScanResult.Found found) {
    if (!hasHeader) {
      hasHeader = true;
      print(ROW.formatted("address", "primary", "manufacturer", "version", "device type", "ms"));
    }
    FoundMeter meter = found.meter();
    Object[] cells = cells(meter);
    Integer baudRate = found.baudRate();
    print(ROW.formatted(cells) + (baudRate == null ? "" : "  at " + baudRate + " bit/s"));
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
  public void finding(Finding finding) {
    boolean told = finding.where().isEmpty() || finding.text().contains(finding.where());
    String where = told ? "" : finding.where() + ": ";
    print("%s: %s%s".formatted(finding.kind().text(), where, finding.text()));
  }

  @Override
  public void progress(Progress progress) {
    if (bar != null) {
      bar.show(progress);
    }
  }

  @Override
  public void summary(ScanResult result) {
    close();
    int meters = result.found().size();
    out.printf(
        "%d %s found with %d probes in %s s%s%n",
        meters,
        meters == 1 ? "meter" : "meters",
        result.probes(),
        JsonScanOutput.seconds(result.time()),
        result.complete() ? "" : "; the search was not completed");
    out.flush();
  }

  @Override
  public boolean isOpen() {
    return !out.checkError();
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }

  private void print(String line) {
    if (bar == null) {
      out.println(line);
      out.flush();
    } else {
      bar.printAbove(out, line);
    }
  }
}
