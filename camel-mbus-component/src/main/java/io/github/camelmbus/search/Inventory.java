package io.github.camelmbus.search;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelmbus.application.Keys;
import io.github.camelmbus.application.SecondaryAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The meters of a line, as a search found them and as people describe them: a JSON file that both
 * write.
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
 * A search writes addresses, mask, responseTime, firstSeen, lastSeen and missing, and leaves alone
 * what else is there. Immutable.
 */
public final class Inventory {
  static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
  private static final String METERS = "meters";

  /** No meters. */
  public static final Inventory EMPTY = new Inventory(JSON.createObjectNode(), List.of());

  private final ObjectNode others;
  private final List<InventoryMeter> meters;

  private Inventory(ObjectNode others, List<InventoryMeter> meters) {
    this.others = others;
    this.meters = List.copyOf(meters);
  }

  /**
   * Reads a file.
   *
   * @return an empty inventory if there is no such file.
   * @throws IllegalArgumentException if it is no inventory, saying where.
   * @throws UncheckedIOException if it cannot be read.
   */
  public static Inventory read(Path file) {
    if (Files.notExists(file)) {
      return EMPTY;
    }
    try {
      return parse(Files.readString(file));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("inventory " + file + ": " + e.getMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException("inventory " + file + " cannot be read", e);
    }
  }

  /**
   * Takes the text of a file.
   *
   * @throws IllegalArgumentException if it is no inventory, saying where.
   */
  public static Inventory parse(String text) {
    JsonNode root = tree(text);
    if (!root.isObject() || !root.path(METERS).isArray()) {
      throw new IllegalArgumentException(
          "it is a JSON object with an array 'meters', see the documentation of the inventory");
    }
    List<InventoryMeter> meters = new ArrayList<>();
    for (JsonNode entry : root.path(METERS)) {
      if (!(entry instanceof ObjectNode members)) {
        throw new IllegalArgumentException("a meter is a JSON object, not " + entry.getNodeType());
      }
      InventoryMeter meter = new InventoryMeter(members);
      meter.validate();
      meters.add(meter);
    }
    ObjectNode others = root.deepCopy();
    others.remove(METERS);
    return new Inventory(others, meters);
  }

  private static JsonNode tree(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      // The message of the parser may show the text around, and with it a key.
      throw new IllegalArgumentException(
          "it is no JSON, see line "
              + e.getLocation().getLineNr()
              + ", column "
              + e.getLocation().getColumnNr());
    }
  }

  public List<InventoryMeter> meters() {
    return meters;
  }

  /** The secondary addresses of its meters, for a search to ask first. */
  public List<SecondaryAddress> known() {
    return meters.stream()
        .map(InventoryMeter::address)
        .filter(Objects::nonNull)
        .filter(SecondaryAddress::idIsExact)
        .toList();
  }

  /** The keys of its meters that encrypt. */
  public Keys keys() {
    Keys keys = Keys.NONE;
    for (InventoryMeter meter : meters) {
      SecondaryAddress address = meter.address();
      String key = meter.secretKey();
      keys = address == null || key == null ? keys : keys.with(address, key);
    }
    return keys;
  }

  /**
   * What a search has made of an inventory.
   *
   * @param added meters that were not in it.
   * @param missing meters that were there before and are not now.
   */
  public record Merged(
      Inventory inventory, List<InventoryMeter> added, List<InventoryMeter> missing) {
    public Merged {
      added = List.copyOf(added);
      missing = List.copyOf(missing);
    }
  }

  /**
   * Takes in what a search has found.
   *
   * @param searched the meters that it would have found, if it is complete; null where silence says
   *     nothing, as with a primary scan.
   * @param now when it ended.
   */
  public Merged merge(SearchResult result, @Nullable Mask searched, Instant now) {
    List<InventoryMeter> merged = new ArrayList<>();
    List<InventoryMeter> missing = new ArrayList<>();
    List<FoundMeter> left = new ArrayList<>(result.found());
    for (InventoryMeter meter : meters) {
      FoundMeter found = left.stream().filter(meter::is).findFirst().orElse(null);
      left.remove(found);
      InventoryMeter updated = found == null ? meter : meter.seen(found, now);
      if (found == null && isGone(meter, result, searched)) {
        updated = meter.gone();
        if (!meter.missing()) {
          missing.add(updated);
        }
      }
      merged.add(updated);
    }
    List<InventoryMeter> added = left.stream().map(found -> InventoryMeter.of(found, now)).toList();
    merged.addAll(added);
    return new Merged(new Inventory(others, merged), added, missing);
  }

  private static boolean isGone(
      InventoryMeter meter, SearchResult result, @Nullable Mask searched) {
    SecondaryAddress address = meter.address();
    if (address == null) {
      return false;
    }
    boolean looked = result.complete() && searched != null && searched.address().matches(address);
    return looked || result.missing().contains(address);
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
   * Writes a file: the whole of it or, where that fails, nothing. A new one can be read by its
   * owner alone, for it may hold keys.
   *
   * @throws UncheckedIOException if it cannot be written.
   */
  public void save(Path file) {
    try {
      Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
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

  /** The meters, their keys masked. */
  @Override
  public String toString() {
    return meters.toString();
  }
}
