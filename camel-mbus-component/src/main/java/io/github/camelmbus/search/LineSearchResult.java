package io.github.camelmbus.search;

import io.github.camelmbus.application.SecondaryAddress;
import io.github.camelmbus.inventory.Inventory;
import io.github.camelmbus.inventory.InventoryMeter;
import io.github.camelmbus.inventory.SeenMeter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The result of a search of a line.
 *
 * @param plan what it looked for.
 * @param found each meter once, in the order they were found.
 * @param findings each once, in the order they showed.
 * @param missing known meters that did not answer, at any of the baud rates.
 * @param probes probes it took.
 * @param time how long it took, including other transactions between its probes.
 * @param complete whether each search was complete, see {@link SearchResult}.
 * @param failure the failure of the line or of its journal that ended it; null if there was none.
 */
public record LineSearchResult(
    SearchPlan plan,
    List<LineMeter> found,
    List<Finding> findings,
    List<SecondaryAddress> missing,
    int probes,
    Duration time,
    boolean complete,
    @Nullable RuntimeException failure) {
  private static final int NANOS_DIGITS = 9;

  public LineSearchResult {
    found = List.copyOf(found);
    findings = List.copyOf(findings);
    missing = List.copyOf(missing);
  }

  /** Whether there is anything to report: the line was available when it began. */
  public boolean begun() {
    return failure == null || probes > 0;
  }

  /** Whether it is complete, has found a meter, and misses no known one. */
  public boolean isGood() {
    return complete && !found.isEmpty() && missing.isEmpty();
  }

  /** Whether nothing at all was noticed: no meter, no device that cannot be read, no noise. */
  public boolean nothingAnswered() {
    return found.isEmpty()
        && findings.stream()
            .noneMatch(
                finding ->
                    switch (finding.kind()) {
                      case MUTE, PHANTOM, MISMATCH, NOISE -> true;
                      case COLLISION, SILENT, ECHO -> false;
                    });
  }

  /** How long it took, with one decimal. */
  public BigDecimal seconds() {
    return BigDecimal.valueOf(time.toNanos(), NANOS_DIGITS).setScale(1, RoundingMode.HALF_UP);
  }

  /** The data of the found meters for an inventory. */
  public List<SeenMeter> seen() {
    return found.stream().map(LineMeter::seen).toList();
  }

  /**
   * The meters of an inventory that are missing if they were not found: known ones that did not
   * answer and, where the search is complete, all that it has looked for.
   */
  public Predicate<InventoryMeter> gone() {
    Predicate<InventoryMeter> sought = plan.sought(findings);
    return meter ->
        complete && sought.test(meter)
            || meter.selection() != null && missing.contains(meter.selection());
  }

  /** Whether a meter of an inventory is missing. */
  public boolean misses(Inventory inventory) {
    Predicate<InventoryMeter> gone = gone();
    return inventory.merge(seen(), gone, Instant.EPOCH).inventory().meters().stream()
        .anyMatch(meter -> meter.missing() && gone.test(meter));
  }
}
