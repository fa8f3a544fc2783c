package io.github.camelmbus.inventory;

import io.github.camelmbus.application.SecondaryAddress;
import io.github.camelmbus.master.MeterAddress;
import io.github.camelmbus.reading.MeterReading;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds meters of an inventory by an address, in constant time unless the address has wildcards in
 * its identification number. Immutable.
 */
final class MeterIndex {
  private final List<InventoryMeter> all;
  private final Map<MeterAddress, InventoryMeter> byAsked = new HashMap<>();
  private final Map<Integer, List<InventoryMeter>> byPrimaryAddress = new HashMap<>();
  private final Map<String, List<InventoryMeter>> byId = new HashMap<>();

  /** Meters whose entry has wildcards in its identification number. */
  private final List<InventoryMeter> byOpenId = new ArrayList<>();

  MeterIndex(List<InventoryMeter> meters) {
    all = List.copyOf(meters);
    all.forEach(this::add);
  }

  private void add(InventoryMeter meter) {
    byAsked.putIfAbsent(meter.asked(), meter);
    Integer primary = meter.primaryAddress();
    if (primary != null) {
      byPrimaryAddress.computeIfAbsent(primary, none -> new ArrayList<>()).add(meter);
    }
    SecondaryAddress address = meter.address();
    if (address != null && address.idIsExact()) {
      byId.computeIfAbsent(address.id(), none -> new ArrayList<>()).add(meter);
    } else if (address != null) {
      byOpenId.add(meter);
    }
  }

  /** The meter that an address means; null if none or several match. */
  @Nullable InventoryMeter of(MeterAddress asked) {
    InventoryMeter exact = byAsked.get(asked);
    if (exact != null) {
      return exact;
    }
    List<InventoryMeter> meant =
        candidates(asked).filter(meter -> byAsked.get(meter.asked()) == meter).limit(2).toList();
    return meant.size() == 1 ? meant.get(0) : null;
  }

  private Stream<InventoryMeter> candidates(MeterAddress asked) {
    if (asked instanceof MeterAddress.Primary primary) {
      return at(primary.address().value());
    } else if (asked instanceof MeterAddress.Secondary secondary) {
      return matching(secondary.address());
    }
    throw new AssertionError(asked);
  }

  /**
   * The meters that a reading may come from: those that match its secondary address or id, and
   * those at its primary address whose secondary address is unknown. Without secondary address and
   * id, all at its primary address.
   */
  Stream<InventoryMeter> of(MeterReading.Meter read) {
    Integer primary = read.primaryAddress();
    Stream<InventoryMeter> there = primary == null ? Stream.empty() : at(primary);
    String shown = read.secondaryAddress() == null ? read.id() : read.secondaryAddress();
    return shown == null
        ? there
        : Stream.concat(
            matching(SecondaryAddress.parse(shown)),
            there.filter(meter -> meter.address() == null));
  }

  private Stream<InventoryMeter> at(int primaryAddress) {
    return byPrimaryAddress.getOrDefault(primaryAddress, List.of()).stream();
  }

  private Stream<InventoryMeter> matching(SecondaryAddress asked) {
    Stream<InventoryMeter> candidates =
        asked.idIsExact()
            ? Stream.concat(byId.getOrDefault(asked.id(), List.of()).stream(), byOpenId.stream())
            : all.stream();
    return candidates.filter(meter -> matches(meter.address(), asked));
  }

  private static boolean matches(@Nullable SecondaryAddress known, SecondaryAddress asked) {
    return known != null && (known.matches(asked) || asked.matches(known));
  }
}
