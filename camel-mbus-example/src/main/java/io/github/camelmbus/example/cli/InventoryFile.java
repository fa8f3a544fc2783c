package io.github.camelmbus.example.cli;

import io.github.camelmbus.inventory.Inventory;
import io.github.camelmbus.search.LineSearchResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** The inventory file to which a scan adds what it has found. */
final class InventoryFile {
  private final Path file;
  private final Inventory before;

  private InventoryFile(Path file, Inventory before) {
    this.file = file;
    this.before = before;
  }

  /**
   * Reads the file if it exists, and checks before the scan that it can be written.
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
      // An inventory is written to another file in the folder, which then replaces the old one.
      Files.delete(Files.createTempFile(folder, ".inventory", ".part"));
    } catch (IOException e) {
      throw new IllegalArgumentException(
          file + " cannot be written: nothing can be written to " + folder, e);
    }
    return new InventoryFile(file, Inventory.read(file));
  }

  /** The inventory as it was before the scan. */
  Inventory before() {
    return before;
  }

  /**
   * Reads an inventory.
   *
   * @throws IllegalArgumentException if the file does not exist, or is no inventory.
   */
  static Inventory read(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException(
          "there is no inventory " + file + "; scan LINE --save FILE writes one");
    }
    return Inventory.read(file);
  }

  /**
   * Adds what a scan has found to the inventory as it is in the file now, since it may have been
   * edited during the scan.
   *
   * @param now when the scan has ended.
   */
  Inventory.Merged merge(LineSearchResult result, Instant now) {
    return Inventory.read(file).merge(result.seen(), result.gone(), now);
  }

  /** Writes the result of {@link #merge}. */
  void save(Inventory.Merged merged) {
    merged.inventory().save(file);
  }
}
