package io.github.camelmbus.camel;

import io.github.camelmbus.application.Keys;
import io.github.camelmbus.application.SecondaryAddress;
import io.github.camelmbus.master.MeterAddress;
import io.github.camelmbus.master.MeterSettings;
import io.github.camelmbus.master.write.WriteReport;
import io.github.camelmbus.reading.MeterReading;
import io.github.camelmbus.search.Inventory;
import io.github.camelmbus.search.InventoryMeter;
import io.github.camelmbus.search.SearchResult;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  private final ReentrantLock lock = new ReentrantLock();
  private final @Nullable Path file;
  private final Clock wallClock;
  private volatile Inventory inventory = Inventory.EMPTY;
  private volatile ByAddress meters = new ByAddress(Map.of());
  private Inventory read = Inventory.EMPTY;
  private boolean mayBeMissing;
  private boolean unsaved;
  private boolean damaged;

  /**
   * @param file null to keep nothing.
   * @param wallClock says when a meter was seen.
   */
  KnownMeters(@Nullable Path file, Clock wallClock) {
    this.file = file;
    this.wallClock = wallClock;
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
    return Inventory.read(from);
  }

  /** What could not be written is known nevertheless, until somebody else changes the file. */
  private void take(Inventory content) {
    if (!unsaved || !content.equals(read)) {
      know(content);
      unsaved = false;
    }
    read = content;
  }

  private void know(Inventory content) {
    inventory = content;
    meters = ByAddress.in(content);
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
   * @param sought see {@link Inventory#merge}.
   */
  Inventory.Merged merge(SearchResult result, Predicate<InventoryMeter> sought) {
    lock.lock();
    try {
      boolean sound = file == null || reload(file);
      Inventory.Merged merged = inventory.merge(result, sought, wallClock.instant());
      know(merged.inventory());
      unsaved = file != null && !(sound && save(file));
      return merged;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes in what a write has changed of how a meter is reached, and writes it to the file.
   *
   * @return that the file still has the old state, in words; empty where it has not.
   */
  Optional<String> written(WriteReport report) {
    lock.lock();
    try {
      boolean sound = file == null || reload(file);
      Inventory after = inventory.written(report);
      if (after.equals(inventory)) {
        return Optional.empty();
      }
      know(after);
      unsaved = file != null && !(sound && save(file));
      return unsaved
          ? Optional.of("the inventory " + file + " could not be written and has the old state")
          : Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  private boolean save(Path to) {
    try {
      inventory.save(to);
      return true;
    } catch (UncheckedIOException e) {
      LOG.warn("{}; its meters are known all the same", e.getMessage(), e.getCause());
      return false;
    }
  }

  /** How to ask the meters of an inventory, each once. */
  static List<MeterAddress> addresses(Inventory inventory) {
    return inventory.meters().stream().map(InventoryMeter::asked).distinct().toList();
  }

  /**
   * The order in which the line need not change its baud rate to and fro: first the meters that use
   * that of the line, then those of another one together.
   *
   * @param usual the baud rate of the line.
   */
  List<MeterAddress> inTurn(List<MeterAddress> meters, int usual) {
    Map<Integer, List<MeterAddress>> byBaudRate = new LinkedHashMap<>();
    byBaudRate.put(usual, new ArrayList<>());
    for (MeterAddress meter : meters) {
      Integer own = settings(meter).baudRate();
      byBaudRate.computeIfAbsent(own == null ? usual : own, rate -> new ArrayList<>()).add(meter);
    }
    return byBaudRate.values().stream().flatMap(List::stream).toList();
  }

  /**
   * How to select a meter. One that is asked by all digits of its secondary address is selected as
   * the search has done that found it.
   *
   * @param asked how a user names it; with wildcards it is sent as it is.
   */
  MeterAddress selection(MeterAddress asked) {
    InventoryMeter known = meters.of(asked);
    boolean exact = asked instanceof MeterAddress.Secondary wanted && wanted.address().isExact();
    SecondaryAddress selection = exact && known != null ? known.selection() : null;
    return selection == null ? asked : new MeterAddress.Secondary(selection);
  }

  /** How a meter wants to be talked to. */
  MeterSettings settings(MeterAddress meter) {
    InventoryMeter known = meters.of(meter);
    return known == null ? MeterSettings.OF_LINE : known.settings();
  }

  /**
   * The keys that open what a meter sends.
   *
   * @param others if it has none of its own.
   */
  Keys keys(MeterAddress meter, Keys others) {
    InventoryMeter known = meters.of(meter);
    return known == null || known.keys().isEmpty() ? others : known.keys();
  }

  /** The meters by the way they are asked. */
  private record ByAddress(Map<MeterAddress, InventoryMeter> meters) {

    static ByAddress in(Inventory inventory) {
      Map<MeterAddress, InventoryMeter> meters = new LinkedHashMap<>();
      inventory.meters().forEach(meter -> meters.putIfAbsent(meter.asked(), meter));
      return new ByAddress(meters);
    }

    /** The meter; null if it is not there, or several could be meant. */
    @Nullable InventoryMeter of(MeterAddress asked) {
      InventoryMeter exact = meters.get(asked);
      if (exact != null) {
        return exact;
      }
      List<InventoryMeter> meant =
          meters.values().stream().filter(meter -> isMeant(meter, asked)).limit(2).toList();
      return meant.size() == 1 ? meant.get(0) : null;
    }

    private static boolean isMeant(InventoryMeter meter, MeterAddress asked) {
      if (asked instanceof MeterAddress.Primary primary) {
        Integer known = meter.primaryAddress();
        return known != null && known == primary.address().value();
      }
      SecondaryAddress known = meter.address();
      return known != null
          && asked instanceof MeterAddress.Secondary secondary
          && (known.matches(secondary.address()) || secondary.address().matches(known));
    }
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
