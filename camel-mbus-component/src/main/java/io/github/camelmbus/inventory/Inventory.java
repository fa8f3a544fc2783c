package io.github.camelmbus.inventory;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelmbus.application.Mask;
import io.github.camelmbus.application.SecondaryAddress;
import io.github.camelmbus.frame.PrimaryAddress;
import io.github.camelmbus.inventory.InventoryChange.Kind;
import io.github.camelmbus.master.MeterAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The meters of a line, in a JSON file that searches write and people edit.
 *
 * <pre>
 *   { "meters": [ { "secondaryAddress": "1234567824232804", "primaryAddress": 0,
 *                   "name": "Flat 3 heat", "tags": ["heat"], "baudRate": 2400,
 *                   "responseTimeout": 1100, "secretKey": "00112233445566778899AABBCCDDEEFF",
 *                   "mask": "FFFFFF78FFFFFFFF", "responseTime": 41,
 *                   "firstSeen": "2026-01-15T06:30:00Z", "lastSeen": "2026-01-15T06:30:00Z",
 *                   "missing": true } ] }
 * </pre>
 *
 * A search writes the addresses, mask, responseTime, firstSeen, lastSeen and missing. A command
 * that changes an address or the baud rate of a meter writes these. Both keep all other members.
 * Immutable.
 */
public final class Inventory {
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
  static final String METERS = "meters";

  /** No meters. */
  public static final Inventory EMPTY = new Inventory(JSON.createObjectNode(), List.of());

  private final ObjectNode others;
  private final List<InventoryMeter> meters;

  Inventory(ObjectNode others, List<InventoryMeter> meters) {
    this.others = others;
    this.meters = List.copyOf(meters);
  }

  /**
   * Reads a file.
   *
   * @return an empty inventory if there is no such file.
   * @throws IllegalArgumentException if it is not an inventory; the message names the file, and the
   *     line unless the file is not UTF-8 text.
   * @throws UncheckedIOException if it cannot be read.
   */
  public static Inventory read(Path file) {
    if (Files.notExists(file)) {
      return EMPTY;
    }
    try {
      String text = Files.readString(file);
      // Editors on Windows begin UTF-8 text with a byte order mark, which is not JSON.
      return parse(text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text);
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException(
          "inventory " + file + " is not UTF-8 text: save it with that encoding", e);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("inventory " + file + ", " + e.getMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException("inventory " + file + " cannot be read", e);
    }
  }

  /**
   * Parses the text of a file.
   *
   * @throws IllegalArgumentException if it is not an inventory; the message begins with the line.
   */
  public static Inventory parse(String text) {
    return InventoryReader.read(text);
  }

  public List<InventoryMeter> meters() {
    return meters;
  }

  /** Without the meters that a search at these baud rates, in bit/s, cannot find. */
  public Inventory at(List<Integer> baudRates) {
    return new Inventory(
        others, meters.stream().filter(meter -> baudRates.stream().anyMatch(meter::isAt)).toList());
  }

  /**
   * The addresses that select its meters; a search tries them first.
   *
   * @param scope only meters that match this mask.
   */
  public List<SecondaryAddress> known(Mask scope) {
    return meters.stream()
        .filter(selectedBy(scope))
        .map(InventoryMeter::selection)
        .filter(Objects::nonNull)
        .filter(SecondaryAddress::idIsExact)
        .distinct()
        .toList();
  }

  /** The primary addresses of its meters; a scan repeats its request to those that are silent. */
  public Set<Integer> primaryAddresses() {
    return meters.stream()
        .map(InventoryMeter::primaryAddress)
        .filter(address -> address != null && address <= PrimaryAddress.MAX_METER)
        .collect(Collectors.toSet());
  }

  /**
   * The name of a meter.
   *
   * @param address its secondary address; null if its telegram has none.
   * @param primaryAddress where it was found.
   * @return null if it has no name, or the meter is not known.
   */
  public @Nullable String name(@Nullable SecondaryAddress address, int primaryAddress) {
    return meters.stream()
        .filter(meter -> meter.is(address, primaryAddress))
        .findFirst()
        .map(InventoryMeter::name)
        .orElse(null);
  }

  /**
   * The inventory after a search, and what the search has changed.
   *
   * @param added meters that were not in it.
   * @param missing meters that were there before and are not now.
   * @param back meters that were missing before and are there now.
   */
  public record Merged(
      Inventory inventory,
      List<InventoryMeter> added,
      List<InventoryMeter> missing,
      List<InventoryMeter> back) {
    public Merged {
      added = List.copyOf(added);
      missing = List.copyOf(missing);
      back = List.copyOf(back);
    }

    /** The changes: first missing meters, then those that are back, then new ones. */
    public List<InventoryChange> changes() {
      List<InventoryChange> changes = new ArrayList<>();
      missing.forEach(meter -> changes.add(InventoryChange.of(Kind.MISSING, meter)));
      back.forEach(meter -> changes.add(InventoryChange.of(Kind.BACK, meter)));
      added.forEach(meter -> changes.add(new InventoryChange(Kind.NEW, meter, replaced(meter))));
      return changes;
    }

    /** The missing meter that a new one replaces; null if there is none, or if it is ambiguous. */
    private @Nullable InventoryMeter replaced(InventoryMeter meter) {
      List<InventoryMeter> gone =
          inventory.meters.stream()
              .filter(InventoryMeter::missing)
              .filter(meter::hasThePlaceOf)
              .toList();
      boolean onlyOne = added.stream().filter(meter::hasThePlaceOf).count() == 1;
      return gone.size() == 1 && onlyOne ? gone.get(0) : null;
    }
  }

  /**
   * Matches the meters that a mask selects, which a search of this mask finds if they are present.
   */
  public static Predicate<InventoryMeter> selectedBy(Mask mask) {
    return meter -> {
      SecondaryAddress address = meter.address();
      return address != null && mask.address().matches(address);
    };
  }

  /**
   * Updates the meters with the result of a search.
   *
   * @param seen each meter once.
   * @param gone whether the search must have found a meter if it is present; called for meters that
   *     it has not found.
   * @param now when it ended.
   */
  public Merged merge(List<SeenMeter> seen, Predicate<InventoryMeter> gone, Instant now) {
    List<InventoryMeter> merged = new ArrayList<>();
    List<InventoryMeter> missing = new ArrayList<>();
    List<InventoryMeter> back = new ArrayList<>();
    List<SeenMeter> left = new ArrayList<>(seen);
    for (InventoryMeter meter : meters) {
      SeenMeter found =
          left.stream()
              .filter(other -> meter.is(other.address(), other.primaryAddress()))
              .findFirst()
              .orElse(null);
      left.remove(found);
      InventoryMeter updated = found == null ? meter : meter.seen(found, now);
      if (found == null && gone.test(meter)) {
        updated = meter.gone();
        if (!meter.missing()) {
          missing.add(updated);
        }
      } else if (found != null && meter.missing()) {
        back.add(updated);
      }
      merged.add(updated);
    }
    List<InventoryMeter> added = left.stream().map(found -> InventoryMeter.of(found, now)).toList();
    merged.addAll(added);
    return new Merged(new Inventory(others, merged), added, missing, back);
  }

  /**
   * Updates a meter after a write has changed its addresses or its baud rate.
   *
   * @param target the meter as it was named for the write; null for all meters of the line.
   * @param before the secondary address that it had before; null if its telegrams have none.
   * @param after new values, by the names of the members.
   * @return the same inventory if no address or baud rate has changed, or if not exactly one meter
   *     is the one that was written to.
   */
  public Inventory written(
      @Nullable MeterAddress target, @Nullable SecondaryAddress before, Map<String, Object> after) {
    List<InventoryMeter> meant = meters.stream().filter(meter -> meter.is(target, before)).toList();
    if (meant.size() != 1) {
      return this;
    }
    InventoryMeter old = meant.get(0);
    InventoryMeter updated = old.written(after);
    return updated.equals(old)
        ? this
        : new Inventory(
            others, meters.stream().map(meter -> meter == old ? updated : meter).toList());
  }

  /** The text of its file. */
  public String json() {
    ObjectNode root = JSON.createObjectNode();
    ArrayNode array = JSON.createArrayNode();
    meters.forEach(meter -> array.add(meter.members()));
    root.set(METERS, array);
    root.setAll(others);
    return root.toPrettyString() + "\n";
  }

  /**
   * Writes a file atomically. A new file is readable by its owner only, as it may contain keys. A
   * read-only file is not replaced.
   *
   * @throws UncheckedIOException if it cannot be written.
   */
  public void save(Path file) {
    try {
      Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
      if (Files.exists(target) && !Files.isWritable(target)) {
        // The move below needs write permission for the directory only.
        throw new AccessDeniedException(target.toString());
      }
      Path part = Files.createTempFile(target.getParent(), ".inventory", ".part");
      try {
        Files.writeString(part, json());
        keepPermissions(target, part);
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("inventory " + file + " cannot be written", e);
    }
  }

  private static void keepPermissions(Path target, Path part) throws IOException {
    boolean posix = part.getFileSystem().supportedFileAttributeViews().contains("posix");
    if (posix && Files.exists(target)) {
      Files.setPosixFilePermissions(part, Files.getPosixFilePermissions(target));
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Inventory that
        && others.equals(that.others)
        && meters.equals(that.meters);
  }

  @Override
  public int hashCode() {
    return meters.hashCode();
  }

  /** The meters, with masked keys. */
  @Override
  public String toString() {
    return meters.toString();
  }
}
