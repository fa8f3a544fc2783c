package io.github.camelmbus.search;

import io.github.camelmbus.inventory.Inventory;
import io.github.camelmbus.inventory.InventoryMeter;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a search of a line looks for, and how.
 *
 * @param baudRates bit/s, in the order in which they are tried.
 * @param untilFound whether the first baud rate at which meters answer is that of the line, so that
 *     the others are not searched; each is asked first whether anything answers there.
 * @param methods how to search; by secondary addresses before primary ones.
 * @param options of the search by secondary addresses.
 * @param inventories with the known meters.
 */
public record SearchPlan(
    List<Integer> baudRates,
    boolean untilFound,
    Set<SearchMethod> methods,
    SearchOptions options,
    List<Inventory> inventories) {
  public SearchPlan {
    baudRates = List.copyOf(baudRates);
    methods = Set.copyOf(methods);
    inventories = List.copyOf(inventories);
    if (baudRates.isEmpty() || methods.isEmpty()) {
      throw new IllegalArgumentException("a search has a baud rate and a method at least");
    }
  }

  /** A search at one baud rate, in bit/s, in one way. */
  public static SearchPlan of(
      int baudRate, SearchMethod method, SearchOptions options, Inventory... inventories) {
    return new SearchPlan(List.of(baudRate), false, Set.of(method), options, List.of(inventories));
  }

  /** Whether it is at several baud rates. */
  public boolean atSeveralRates() {
    return baudRates.size() > 1;
  }

  boolean isBy(SearchMethod method) {
    return methods.contains(method);
  }

  /** The probes of a primary scan that repeats none. */
  int primaryProbes() {
    return isBy(SearchMethod.PRIMARY) ? PrimaryScan.LAST_ADDRESS + 1 : 0;
  }

  /** Primary addresses of meters that a search at a baud rate, in bit/s, should hear. */
  Set<Integer> knownAddresses(int baudRate) {
    return inventories.stream()
        .flatMap(inventory -> inventory.at(List.of(baudRate)).primaryAddresses().stream())
        .collect(Collectors.toSet());
  }

  /** The name of a meter in an inventory; null if it has none. */
  @Nullable String name(FoundMeter meter) {
    return inventories.stream()
        .map(inventory -> inventory.name(meter.address(), meter.primaryAddress()))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  /**
   * The name in an inventory of the meter that a finding is about; null if it has none, or several
   * meters have the primary address.
   */
  @Nullable String name(Finding finding) {
    String where = finding.where();
    List<String> names =
        inventories.stream()
            .flatMap(inventory -> inventory.meters().stream())
            .filter(
                meter ->
                    where.equals(String.valueOf(meter.address()))
                        || where.equals(String.valueOf(meter.selection()))
                        || where.equals(String.valueOf(meter.primaryAddress())))
            .map(InventoryMeter::name)
            .filter(Objects::nonNull)
            .distinct()
            .toList();
    return names.size() == 1 ? names.get(0) : null;
  }

  /**
   * The meters of an inventory that a complete search has found if they are there: those that the
   * mask means, if it was not for the known meters only; those at whose primary address it noticed
   * nothing else, such as several meters that answer at once.
   *
   * @param findings of the search.
   */
  Predicate<InventoryMeter> sought(List<Finding> findings) {
    Predicate<InventoryMeter> selected = Inventory.selectedBy(options.scope());
    boolean selects = isBy(SearchMethod.SECONDARY) && !options.knownOnly();
    return meter ->
        baudRates.stream().anyMatch(meter::isAt)
            && (selects && selected.test(meter)
                || isBy(SearchMethod.PRIMARY) && isAddressed(meter, findings));
  }

  private static boolean isAddressed(InventoryMeter meter, List<Finding> findings) {
    Integer address = meter.primaryAddress();
    return address != null
        && address <= PrimaryScan.LAST_ADDRESS
        && findings.stream().noneMatch(at -> at.where().equals(address.toString()));
  }
}
