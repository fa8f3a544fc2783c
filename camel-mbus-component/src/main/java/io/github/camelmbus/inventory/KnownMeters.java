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
 * The meters that are known: what an inventory file says, or without one, what was found since this
 * was made. Used by any thread.
 *
 * <p>People edit the file, so it is looked at whenever its meters are asked for, and read if it was
 * written since. While it cannot be used the meters of the last good one count.
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
   * @param file null to keep nothing.
   * @param clock gives the time at which a search ended, and how long ago the file was written.
   */
  public KnownMeters(@Nullable Path file, Clock clock) {
    this.file = file;
    this.clock = clock;
  }

  /**
   * Reads the file for the first time.
   *
   * @param written whether the file will be written, so that it need not exist yet.
   * @throws IllegalArgumentException if there is none or it is damaged; names it.
   * @throws UncheckedIOException if it cannot be read; names it.
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

  /** Keys of meters are for the user of the app alone; said once, where a file system can tell. */
  private void warnOfKeys(Path from, Inventory content) {
    boolean hasKeys = content.meters().stream().anyMatch(meter -> !meter.keys().isEmpty());
    if (hasKeys && !warnedOfKeys && isReadableByAll(from)) {
      warnedOfKeys = true;
      LOG.warn(
          "the inventory {} has keys of meters and can be read by every user of this machine; take"
              + " that away, as by chmod 600",
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

  /** Meters that could not be written stay known until the file is changed by others. */
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

  /** The meters as of now. */
  public Inventory current() {
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

  /**
   * Reads the file if it was written since it was read.
   *
   * @return whether it can be used.
   */
  private boolean reload(Path from) {
    FileStamp now = FileStamp.of(from);
    if (now != null && now.equals(stamp)) {
      return !damaged;
    }
    stamp = now != null && now.isSettled(clock.instant()) ? now : null;
    try {
      take(read(from));
      damaged = false;
    } catch (IllegalArgumentException wrong) {
      refuse(wrong);
    } catch (UncheckedIOException unreadable) {
      refuse(unreadable);
      stamp = null; // no stamp shows that it can be read again
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
   * Takes in what a search has found, and writes it to the file. If that fails the meters are known
   * nevertheless; a damaged file is left alone.
   *
   * @param seen see {@link Inventory#merge}.
   * @param gone see {@link Inventory#merge}.
   */
  public Inventory.Merged merge(List<SeenMeter> seen, Predicate<InventoryMeter> gone) {
    lock.lock();
    try {
      boolean sound = file == null || reload(file);
      Inventory.Merged merged = inventory.merge(seen, gone, clock.instant());
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
   * @param target see {@link Inventory#written}.
   * @param before see {@link Inventory#written}.
   * @param after see {@link Inventory#written}.
   * @return that the file still has the old state, in words; empty where it has not.
   */
  public Optional<String> written(
      @Nullable MeterAddress target, @Nullable SecondaryAddress before, Map<String, Object> after) {
    lock.lock();
    try {
      boolean sound = file == null || reload(file);
      Inventory updated = inventory.written(target, before, after);
      if (updated.equals(inventory)) {
        return Optional.empty();
      }
      know(updated);
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
      LOG.warn("{}; its meters stay known in memory", e.getMessage(), e.getCause());
      return false;
    }
  }

  /** How to ask the meters of an inventory, each once. */
  public static List<MeterAddress> addresses(Inventory inventory) {
    return inventory.meters().stream().map(InventoryMeter::asked).distinct().toList();
  }

  /**
   * The order in which the line need not change its baud rate to and fro: first the meters that use
   * that of the line, then those of another one together.
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
   * How to select a meter. One that is asked by all digits of its secondary address is selected as
   * the search has done that found it.
   *
   * @param asked how a user names it; with wildcards it is sent as it is.
   */
  public MeterAddress selection(MeterAddress asked) {
    InventoryMeter known = meters.of(asked);
    boolean exact = asked instanceof MeterAddress.Secondary wanted && wanted.address().isExact();
    SecondaryAddress selection = exact && known != null ? known.selection() : null;
    return selection == null ? asked : new MeterAddress.Secondary(selection);
  }

  /** How a meter wants to be talked to. */
  public MeterSettings settings(MeterAddress meter) {
    InventoryMeter known = meters.of(meter);
    return known == null ? MeterSettings.OF_LINE : known.settings();
  }

  /**
   * The keys that open what a meter sends.
   *
   * @param others if it has none of its own.
   */
  public Keys keys(MeterAddress meter, Keys others) {
    InventoryMeter known = meters.of(meter);
    return known == null || known.keys().isEmpty() ? others : known.keys();
  }

  /** What the inventory calls a meter; null if it has no name, or several could be meant. */
  public @Nullable String name(MeterReading.Meter meter) {
    List<String> names = meters.of(meter).map(InventoryMeter::name).distinct().limit(2).toList();
    return names.size() == 1 ? names.get(0) : null;
  }
}
