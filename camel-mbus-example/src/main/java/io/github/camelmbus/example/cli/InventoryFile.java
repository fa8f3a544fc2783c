package io.github.camelmbus.example.cli;

import io.github.camelmbus.inventory.Inventory;
import io.github.camelmbus.search.LineSearchResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** The file that a scan writes what it has found to, beside what people have written there. */
final class InventoryFile {
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
   * Takes in what a scan has found, beside what is there now: people may have written since.
   *
   * @param now when it has ended.
   */
  Inventory.Merged merge(LineSearchResult result, Instant now) {
    return Inventory.read(file).merge(result.seen(), result.gone(), now);
  }

  /** Writes what {@link #merge} has made of it. */
  void save(Inventory.Merged merged) {
    merged.inventory().save(file);
  }
}
