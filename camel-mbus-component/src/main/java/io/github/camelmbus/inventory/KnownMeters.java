package io.github.camelmbus.inventory;

import io.github.camelmbus.application.Keys;
import io.github.camelmbus.application.SecondaryAddress;
import io.github.camelmbus.master.MeterAddress;
import io.github.camelmbus.master.MeterSettings;
import io.github.camelmbus.reading.MeterReading;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
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
 * The known meters of a line: those of an inventory file or, without a file, those found since this
 * object was made. Used by any thread.
 *
 * <p>People edit the file while it is in use: {@link #current}, {@link #merge} and {@link #written}
 * read it again if it was written. While it is unreadable or malformed, the meters last read are
 * used.
 */
public final class KnownMeters {
  private static final Logger LOG = LoggerFactory.getLogger(KnownMeters.class);

  private final ReentrantLock lock = new ReentrantLock();
  private final @Nullable Path file;
  private final Clock clock;
  private volatile MeterIndex meters = new MeterIndex(List.of());
  private Inventory inventory = Inventory.EMPTY;
  private Inventory read = Inventory.EMPTY;
  private @Nullable FileStamp stamp;
  private boolean mayBeMissing;
  private boolean unsaved;
  private boolean damaged;
  private boolean warnedOfKeys;

  /**
   * @param file null to keep the meters in memory only.
   * @param clock gives the time at which a search ended, and how long ago the file was written.
   */
  public KnownMeters(@Nullable Path file, Clock clock) {
    this.file = file;
    this.clock = clock;
  }

  /**
   * Reads the file for the first time.
   *
   * @param written whether searches will write the file, so that it need not exist yet.
   * @throws IllegalArgumentException if it does not exist or is malformed; the message names it.
   * @throws UncheckedIOException if it cannot be read; the message names it.
   */
  public void load(boolean written) {
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
    warnOfKeys(from, content);
    return content;
  }

  /** Warns once if other users can read keys of meters, on file systems with POSIX permissions. */
  private void warnOfKeys(Path from, Inventory content) {
    boolean hasKeys = content.meters().stream().anyMatch(meter -> !meter.keys().isEmpty());
    if (hasKeys && !warnedOfKeys && isReadableByAll(from)) {
      warnedOfKeys = true;
      LOG.warn(
          "the inventory {} has keys of meters and can be read by every user of this machine; make"
              + " it readable by its owner only, as with chmod 600",
          from);
    }
  }

  private static boolean isReadableByAll(Path file) {
    try {
      return Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ);
    } catch (UnsupportedOperationException | IOException unknown) {
      return false;
    }
  }

  /** Meters that could not be saved stay known until the file changes. */
  private void take(Inventory content) {
    if (!unsaved || !content.equals(read)) {
      know(content);
      unsaved = false;
    }
    read = content;
  }

  private void know(Inventory content) {
    inventory = content;
    meters = new MeterIndex(content.meters());
  }

  /** The meters, after reading the file if it was written. */
  public Inventory current() {
    lock.lock();
    try {
      reload();
      return inventory;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Reads the file, if there is one, if it was written since it was read.
   *
   * @return false if it is unreadable or malformed.
   */
  private boolean reload() {
    if (file == null) {
      return true;
    }
    FileStamp now = FileStamp.of(file);
    if (now != null && now.equals(stamp)) {
      return !damaged;
    }
    stamp = now != null && now.isSettled(clock.instant()) ? now : null;
    try {
      take(read(file));
      damaged = false;
    } catch (IllegalArgumentException wrong) {
      refuse(wrong);
    } catch (UncheckedIOException unreadable) {
      refuse(unreadable);
      stamp = null; // a change of permissions does not change the stamp
    }
    return !damaged;
  }

  private void refuse(RuntimeException cause) {
    if (!damaged) {
      LOG.warn("{}; the meters it had before are used", cause.getMessage());
    }
    damaged = true;
  }

  /**
   * Updates the meters with the result of a search, and saves them. If that fails they are known in
   * memory only; a malformed file is not overwritten.
   *
   * @param seen see {@link Inventory#merge}.
   * @param gone see {@link Inventory#merge}.
   */
  public Inventory.Merged merge(List<SeenMeter> seen, Predicate<InventoryMeter> gone) {
    lock.lock();
    try {
      boolean sound = reload();
      Inventory.Merged merged = inventory.merge(seen, gone, clock.instant());
      update(merged.inventory(), sound);
      return merged;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Updates a meter after a write has changed its addresses or its baud rate, and saves it.
   *
   * @param target see {@link Inventory#written}.
   * @param before see {@link Inventory#written}.
   * @param after see {@link Inventory#written}.
   * @return a message if the file could not be written; empty otherwise.
   */
  public Optional<String> written(
      @Nullable MeterAddress target, @Nullable SecondaryAddress before, Map<String, Object> after) {
    lock.lock();
    try {
      boolean sound = reload();
      Inventory updated = inventory.written(target, before, after);
      if (updated.equals(inventory)) {
        return Optional.empty();
      }
      update(updated, sound);
      return unsaved
          ? Optional.of("the inventory " + file + " could not be written and has the old state")
          : Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  private void update(Inventory updated, boolean sound) {
    know(updated);
    unsaved = file != null && !(sound && save(file));
  }

  private boolean save(Path to) {
    try {
      inventory.save(to);
      return true;
    } catch (UncheckedIOException e) {
      LOG.warn("{}; its meters stay known in memory", e.getMessage(), e.getCause());
      return false;
    }
  }

  /** The addresses by which the meters of an inventory are asked, without duplicates. */
  public static List<MeterAddress> addresses(Inventory inventory) {
    return inventory.meters().stream().map(InventoryMeter::asked).distinct().toList();
  }

  /**
   * Orders meters by baud rate, so that the line changes it as rarely as possible: first those that
   * use the baud rate of the line, then those of each other one.
   *
   * @param usual the baud rate of the line.
   */
  public List<MeterAddress> inTurn(List<MeterAddress> meters, int usual) {
    Map<Integer, List<MeterAddress>> byBaudRate = new LinkedHashMap<>();
    byBaudRate.put(usual, new ArrayList<>());
    for (MeterAddress meter : meters) {
      Integer own = settings(meter).baudRate();
      byBaudRate.computeIfAbsent(own == null ? usual : own, rate -> new ArrayList<>()).add(meter);
    }
    return byBaudRate.values().stream().flatMap(List::stream).toList();
  }

  /**
   * The address to select a meter by. A meter that is asked by a complete secondary address is
   * selected as by the search that found it.
   *
   * @param asked the address that the user gives; returned unchanged if it has wildcards.
   */
  public MeterAddress selection(MeterAddress asked) {
    InventoryMeter known = meters.of(asked);
    boolean exact = asked instanceof MeterAddress.Secondary wanted && wanted.address().isExact();
    SecondaryAddress selection = exact && known != null ? known.selection() : null;
    return selection == null ? asked : new MeterAddress.Secondary(selection);
  }

  /** The settings of a meter; those of the line if it is unknown. */
  public MeterSettings settings(MeterAddress meter) {
    InventoryMeter known = meters.of(meter);
    return known == null ? MeterSettings.OF_LINE : known.settings();
  }

  /**
   * The keys that decrypt the telegrams of a meter.
   *
   * @param others returned if it has none of its own.
   */
  public Keys keys(MeterAddress meter, Keys others) {
    InventoryMeter known = meters.of(meter);
    return known == null || known.keys().isEmpty() ? others : known.keys();
  }

  /** The name of a meter; null if it has none, or if several meters match. */
  public @Nullable String name(MeterReading.Meter meter) {
    List<String> names = meters.of(meter).map(InventoryMeter::name).distinct().limit(2).toList();
    return names.size() == 1 ? names.get(0) : null;
  }
}
