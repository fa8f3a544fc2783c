package io.github.camelmbus.example.cli;

import io.github.camelmbus.inventory.Inventory;
import io.github.camelmbus.inventory.InventoryMeter;
import io.github.camelmbus.search.FoundMeter;
import io.github.camelmbus.search.PrimaryScan;
import io.github.camelmbus.search.SearchOptions;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What to search for.
 *
 * @param baudRates where to search.
 * @param secondary whether to search by secondary addresses.
 * @param primary whether to search by primary addresses after that.
 * @param options of the secondary search.
 * @param inventories with meters that were there before.
 */
record ScanPlan(
    BaudRates baudRates,
    boolean secondary,
    boolean primary,
    SearchOptions options,
    List<Inventory> inventories) {
  ScanPlan {
    inventories = List.copyOf(inventories);
  }

  /** Probes that a primary scan takes, where nothing needs a second one. */
  int primaryProbes() {
    return primary ? PrimaryScan.LAST_ADDRESS + 1 : 0;
  }

  /** Primary addresses of meters that a search at a baud rate, in bit/s, should hear. */
  Set<Integer> knownAddresses(int baudRate) {
    return inventories.stream()
        .flatMap(inventory -> inventory.at(baudRate).primaryAddresses().stream())
        .collect(Collectors.toSet());
  }

  /** What an inventory calls a meter; null if none has a name for it. */
  @Nullable String name(FoundMeter meter) {
    return inventories.stream()
        .map(inventory -> inventory.name(meter.address(), meter.primaryAddress()))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  /** The known meters that the scan has found, if it is complete and they are there. */
  Predicate<InventoryMeter> sought(ScanResult result) {
    Predicate<InventoryMeter> selected = Inventory.selectedBy(options.scope());
    Predicate<InventoryMeter> addressed = result.asSearch().addressed();
    return meter ->
        isHeard(meter)
            && (secondary && !options.knownOnly() && selected.test(meter)
                || primary && addressed.test(meter));
  }

  /** Whether a meter talks at one of the baud rates. */
  boolean isHeard(InventoryMeter meter) {
    return baudRates.rates().stream().anyMatch(meter::isAt);
  }
}
