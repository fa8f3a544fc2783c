package io.github.camelmbus.camel;

import io.github.camelmbus.application.Mask;
import io.github.camelmbus.camel.operation.ScannedMeter;
import io.github.camelmbus.inventory.Inventory;
import io.github.camelmbus.inventory.InventoryChange;
import io.github.camelmbus.inventory.InventoryChange.Kind;
import io.github.camelmbus.search.Finding;
import io.github.camelmbus.search.LineMeter;
import io.github.camelmbus.search.LineSearchResult;
import io.github.camelmbus.search.Progress;
import io.github.camelmbus.search.SearchMethod;
import io.github.camelmbus.transport.LineClock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Logs the searches of a consumer: each meter at INFO only if none was known before the search;
 * progress every ten seconds; a finding once, even if later searches find it again.
 */
final class DiscoveryLog {
  private static final long BETWEEN_PROGRESS = Duration.ofSeconds(10).toNanos();

  private final Logger log;
  private final LineClock clock;
  private final String line;
  private final Set<Finding> findings = new HashSet<>();
  private boolean first;
  private @Nullable String beginning;
  private long lastProgress;

  DiscoveryLog(Logger log, LineClock clock, String line) {
    this.log = log;
    this.clock = clock;
    this.line = line;
  }

  /** A search starts; logged after its first probe, as the line may be unavailable before. */
  void begun(SearchMethod method, Inventory known) {
    first = known.meters().isEmpty();
    lastProgress = clock.nanos();
    beginning =
        "searching for meters by %s addresses; %s"
            .formatted(
                method.addresses(),
                first
                    ? "none is known, so polls begin when the search has ended"
                    : count(known.meters().size()) + " known, and polled meanwhile");
  }

  void found(LineMeter found) {
    String text = words(ScannedMeter.of(found.meter()), found.name());
    if (first) {
      log.info("{}: found {}", line, text);
    } else {
      log.debug("{}: found {}", line, text);
    }
  }

  private static String words(ScannedMeter meter, @Nullable String name) {
    String address = meter.secondaryAddress();
    String where = "primary address " + meter.primaryAddress();
    List<String> details =
        Stream.of(meter.manufacturer(), meter.deviceType(), address == null ? null : where)
            .filter(detail -> detail != null)
            .toList();
    String called = name == null ? "meter" : name;
    return called
        + " "
        + (address == null ? "at " + where : address)
        + (details.isEmpty() ? "" : " (" + String.join(", ", details) + ")");
  }

  void finding(Finding finding) {
    if (findings.add(finding)) {
      log.warn("{}: {}{}", line, place(finding), finding.text());
    }
  }

  /** The meter or address of a finding, where its text does not have it. */
  private String place(Finding finding) {
    String where = finding.where();
    boolean isStated =
        where.isEmpty()
            || where.equals(line)
            || where.equals(Mask.ANY.toString())
            || finding.text().contains(where);
    String name = finding.name() == null ? "" : finding.name() + " ";
    return name + (isStated ? "" : where + ": ");
  }

  void progress(Progress progress) {
    if (beginning != null) {
      log.info("{}: {}", line, beginning);
      beginning = null;
    }
    long now = clock.nanos();
    if (now - lastProgress >= BETWEEN_PROGRESS) {
      lastProgress = now;
      log.info(
          "{}: {} probes, {}{} found so far",
          line,
          progress.probes(),
          // It is 0 also while an answer has to be explained or a silence proven.
          progress.left() == 0 ? "" : "about " + progress.left() + " left, ",
          count(progress.found()));
    }
  }

  /** A search has ended, and its meters are in the inventory. */
  void ended(LineSearchResult result, Inventory.Merged merged) {
    log.info(
        "{}: found {} with {} probes in {} s",
        line,
        count(result.found().size()),
        result.probes(),
        result.seconds());
    for (InventoryChange change : merged.changes()) {
      if (change.kind() == Kind.MISSING) {
        log.warn("{}: {}", line, change.text());
      } else if (!first || change.kind() == Kind.BACK) {
        log.info("{}: {}", line, change.text());
      }
    }
  }

  /** A search was stopped, and what it has found is in the inventory. */
  void stopped(LineSearchResult result) {
    log.info(
        "{}: the search was stopped after {} probes, with {} found; the next start searches again",
        line,
        result.probes(),
        count(result.found().size()));
  }

  private static String count(int meters) {
    return meters == 1 ? "1 meter" : meters + " meters";
  }

  /** A search has found no meter, and none is known. */
  void nothing(int baudRate, Duration pause) {
    log.warn(
        "{}: no meter answers at {} bit/s. Check that the bus has power (an idle M-Bus has about"
            + " 36 V) and the meters are on it; then try another baudRate (300, 9600), another"
            + " parity, or a longer responseTimeout. The next search is in {} s",
        line,
        baudRate,
        pause.toSeconds());
  }
}
