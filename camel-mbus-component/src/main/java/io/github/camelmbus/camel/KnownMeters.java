package io.github.camelmbus.camel;

import io.github.camelmbus.application.SecondaryAddress;
import io.github.camelmbus.frame.PrimaryAddress;
import io.github.camelmbus.master.MeterAddress;
import io.github.camelmbus.search.Inventory;
import io.github.camelmbus.search.InventoryMeter;
import io.github.camelmbus.search.Mask;
import io.github.camelmbus.search.SearchResult;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The meters that an endpoint knows beside those its URI names: what its inventory file says, or
 * without one, what was found since it was made.
 *
 * <p>The file is read again whenever its meters are asked for, as people edit it. While it cannot
 * be used the meters of the last good one count.
 */
final class KnownMeters {
  private static final Logger LOG = LoggerFactory.getLogger(KnownMeters.class);
  private static final Clock CLOCK = Clock.systemUTC();

  private final ReentrantLock lock = new ReentrantLock();
  private final @Nullable Path file;
  private volatile Inventory inventory = Inventory.EMPTY;
  private Inventory read = Inventory.EMPTY;
  private boolean mayBeMissing;
  private boolean unsaved;
  private boolean damaged;

  /**
   * @param file null to keep nothing.
   */
  KnownMeters(@Nullable Path file) {
    this.file = file;
  }

  /**
   * Reads the file for the first time.
   *
   * @param written whether somebody will write it, so that it need not be there yet.
   * @throws IllegalArgumentException if there is none or it is damaged; names it.
   * @throws UncheckedIOException if it cannot be read; names it.
   */
  void load(boolean written) {
    lock.lock();
    try {
      mayBeMissing = written;
      if (file != null) {
        take(read(file));
      }
    } finally {
      lock.unlock();
    }
  }

  private Inventory read(Path from) {
    if (!mayBeMissing && Files.notExists(from)) {
      throw new IllegalArgumentException(
          "there is no inventory "
              + from.toAbsolutePath()
              + "; write it, or let discover=secondary do so");
    }
    Inventory content = Inventory.read(from);
    try {
      addresses(content);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("inventory " + from + ": " + e.getMessage(), e);
    }
    return content;
  }

  /** What could not be written is known nevertheless, until somebody else changes the file. */
  private void take(Inventory content) {
    if (!unsaved || !content.equals(read)) {
      inventory = content;
      unsaved = false;
    }
    read = content;
  }

  /** The meters as of now. */
  Inventory current() {
    lock.lock();
    try {
      if (file != null) {
        reload(file);
      }
      return inventory;
    } finally {
      lock.unlock();
    }
  }

  private boolean reload(Path from) {
    try {
      take(read(from));
      damaged = false;
    } catch (IllegalArgumentException | UncheckedIOException e) {
      if (!damaged) {
        LOG.warn("{}; the meters it had before are used", e.getMessage());
      }
      damaged = true;
    }
    return !damaged;
  }

  /**
   * Takes in what a search has found, and writes it to the file. Where that fails the meters are
   * known all the same; a damaged file is left alone.
   *
   * @param searched see {@link Inventory#merge}.
   */
  Inventory.Merged merge(SearchResult result, @Nullable Mask searched) {
    lock.lock();
    try {
      boolean sound = file == null || reload(file);
      Inventory.Merged merged = inventory.merge(result, searched, CLOCK.instant());
      inventory = merged.inventory();
      unsaved = file != null && !(sound && save(file));
      return merged;
    } finally {
      lock.unlock();
    }
  }

  private boolean save(Path to) {
    try {
      inventory.save(to);
      return true;
    } catch (UncheckedIOException e) {
      LOG.warn("{}; its meters are polled all the same", e.getMessage(), e.getCause());
      return false;
    }
  }

  /** How to ask the meters of an inventory, each once. */
  static List<MeterAddress> addresses(Inventory inventory) {
    return inventory.meters().stream().map(KnownMeters::address).distinct().toList();
  }

  /**
   * How to ask a meter: by its secondary address. By the primary one if it has no other, if a
   * primary scan has found it and nobody knows whether it can be selected, or if only its
   * fabrication number tells it from another.
   */
  static MeterAddress address(InventoryMeter meter) {
    SecondaryAddress secondary = meter.address();
    Integer primary = meter.primaryAddress();
    boolean selectable = secondary != null && (primary == null || isSelectable(meter));
    return selectable
        ? new MeterAddress.Secondary(Objects.requireNonNull(secondary))
        : new MeterAddress.Primary(new PrimaryAddress(Objects.requireNonNull(primary)));
  }

  private static boolean isSelectable(InventoryMeter meter) {
    Mask mask = meter.mask();
    return mask == null ? meter.lastSeen() == null : mask.fabricationNumber() == null;
  }

  /** What the inventory calls a meter; null if it has no name, or several could be meant. */
  @Nullable String name(MeterReading.Meter meter) {
    List<String> names =
        inventory.meters().stream()
            .filter(is(meter))
            .map(InventoryMeter::name)
            .distinct()
            .limit(2)
            .toList();
    return names.size() == 1 ? names.get(0) : null;
  }

  /** By the secondary address, or as much as is known of it; else by the primary one. */
  private static Predicate<InventoryMeter> is(MeterReading.Meter meter) {
    String told = meter.secondaryAddress() == null ? meter.id() : meter.secondaryAddress();
    if (told == null) {
      Integer primary = meter.primaryAddress();
      return known -> primary != null && primary.equals(known.primaryAddress());
    }
    SecondaryAddress asked = SecondaryAddress.parse(told);
    return known -> {
      SecondaryAddress address = known.address();
      return address == null
          ? known.primaryAddress() != null && known.primaryAddress().equals(meter.primaryAddress())
          : address.matches(asked) || asked.matches(address);
    };
  }
}
