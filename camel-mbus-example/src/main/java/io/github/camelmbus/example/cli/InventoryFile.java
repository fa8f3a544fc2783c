package io.github.camelmbus.example.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelmbus.inventory.Inventory;
import io.github.camelmbus.inventory.InventoryMeter;
import io.github.camelmbus.search.SearchResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.function.Predicate;

/** The file that a scan writes what it has found to, beside what people have written there. */
final class InventoryFile {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;
  private final Inventory before;

  private InventoryFile(Path file, Inventory before) {
    this.file = file;
    this.before = before;
  }

  /**
   * Looks at what is there, so that a scan need not end to show that it cannot be saved.
   *
   * @throws IllegalArgumentException if the file is no inventory, or cannot be written.
   */
  static InventoryFile toUpdate(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new IllegalArgumentException(file + " cannot be written: there is no " + folder);
    } else if (Files.isDirectory(file)) {
      throw new IllegalArgumentException(file + " cannot be written: it is a directory");
    } else if (Files.exists(file) && !Files.isWritable(file)) {
      throw new IllegalArgumentException(file + " cannot be written: it is read-only");
    }
    try {
      // An inventory is written beside the old one before it takes its place.
      Files.delete(Files.createTempFile(folder, ".inventory", ".part"));
    } catch (IOException e) {
      throw new IllegalArgumentException(
          file + " cannot be written: nothing can be written to " + folder, e);
    }
    return new InventoryFile(file, Inventory.read(file));
  }

  /** What was in it before the scan. */
  Inventory before() {
    return before;
  }

  /**
   * Reads an inventory that must be there.
   *
   * @throws IllegalArgumentException if there is none, or it has another form.
   */
  static Inventory read(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException(
          "there is no inventory " + file + "; scan LINE --save FILE writes one");
    }
    return Inventory.read(file);
  }

  /**
   * Takes in what a scan has found, beside what is there now: people may have written meanwhile.
   *
   * @param sought the meters that it would have found.
   * @param now when it has ended.
   */
  Inventory.Merged merge(ScanResult result, Predicate<InventoryMeter> sought, Instant now) {
    SearchResult search = result.asSearch();
    return Inventory.read(file).merge(search.seen(), search.gone(sought), now);
  }

  /** Writes what {@link #merge} has made of it. */
  void save(Inventory.Merged merged, ScanResult result) {
    withBaudRates(merged.inventory(), result).save(file);
  }

  /** Where several were searched, a meter cannot be read without knowing which is its own. */
  private static Inventory withBaudRates(Inventory inventory, ScanResult result) {
    ObjectNode root = tree(inventory);
    for (ScanResult.Found found : result.found()) {
      for (JsonNode meter : root.path("meters")) {
        boolean same =
            meter.path("secondaryAddress").asText().equals(String.valueOf(found.meter().address()));
        if (same && found.baudRate() != null && meter instanceof ObjectNode members) {
          members.put("baudRate", found.baudRate());
        }
      }
    }
    return Inventory.parse(root.toString());
  }

  private static ObjectNode tree(Inventory inventory) {
    try {
      return (ObjectNode) JSON.readTree(inventory.json());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an inventory writes JSON", e);
    }
  }
}
