package io.github.camelmbus.example;

import io.github.camelmbus.application.DeviceType;
import io.github.camelmbus.application.Manufacturer;
import io.github.camelmbus.application.SecondaryAddress;
import io.github.camelmbus.search.Finding;
import io.github.camelmbus.search.FoundMeter;
import io.github.camelmbus.search.Mask;
import io.github.camelmbus.search.Progress;
import io.github.camelmbus.transport.LineClock;
import java.io.PrintStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One JSON object per event, on one line; members that are not known are left out. */
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
  public void found(ScanResult.Found found) {
    FoundMeter meter = found.meter();
    SecondaryAddress address = meter.address();
    Map<String, Object> event = event("found");
    putKnown(event, "secondaryAddress", address == null ? null : address.toString());
    event.put("primaryAddress", meter.primaryAddress());
    if (address != null) {
      putParts(event, address);
    }
    Mask mask = meter.mask();
    putKnown(event, "mask", mask == null ? null : mask.toString());
    event.put("responseTimeMillis", meter.responseTime().toMillis());
    putKnown(event, "baudRate", found.baudRate());
    print(event);
  }

  private static void putParts(Map<String, Object> event, SecondaryAddress address) {
    if (address.idIsExact()) {
      event.put("id", address.id());
    }
    if (address.manufacturer() != SecondaryAddress.ANY.manufacturer()) {
      event.put("manufacturer", new Manufacturer(address.manufacturer()).toString());
    }
    if (address.version() != SecondaryAddress.ANY.version()) {
      event.put("version", address.version());
    }
    if (address.deviceType() != SecondaryAddress.ANY.deviceType()) {
      event.put("deviceType", DeviceType.name(address.deviceType()));
      event.put("deviceTypeCode", address.deviceType());
    }
  }

  @Override
  public void finding(Finding finding) {
    Map<String, Object> event = event("finding");
    event.put("kind", finding.kind().text());
    event.put("where", finding.where());
    event.put("text", finding.text());
    print(event);
  }

  /** Whoever reads along needs to see that it goes on, not each probe. */
  @Override
  public void progress(Progress progress) {
    long now = clock.nanos();
    if (progressPrinted && now - lastProgress < BETWEEN_PROGRESS) {
      return;
    }
    progressPrinted = true;
    lastProgress = now;
    Map<String, Object> event = event("progress");
    event.put("probes", progress.probes());
    event.put("left", progress.left());
    event.put("found", progress.found());
    print(event);
  }

  @Override
  public void summary(ScanResult result) {
    Map<String, Object> event = event("summary");
    event.put("found", result.found().size());
    event.put("probes", result.probes());
    event.put("seconds", result.seconds());
    event.put("complete", result.complete());
    print(event);
  }

  @Override
  public boolean isOpen() {
    return !out.checkError();
  }

  @Override
  public void close() {
    out.flush();
  }

  private static Map<String, Object> event(String name) {
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("event", name);
    return event;
  }

  private static void putKnown(Map<String, Object> event, String name, @Nullable Object value) {
    if (value != null) {
      event.put(name, value);
    }
  }

  private void print(Map<String, Object> event) {
    out.print(JsonLine.of(event) + "\n");
    out.flush();
  }
}
