package io.github.camelmbus.example.cli;

import io.github.camelmbus.example.archive.Archive;
import io.github.camelmbus.example.archive.ArchiveEntry;
import io.github.camelmbus.example.archive.EntryCodec;
import jakarta.enterprise.context.Dependent;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Opens the archive that {@code run} writes. */
@Dependent
final class Archives {
  static final String PATH = "mbus.archive";

  private final String path;

  Archives(@ConfigProperty(name = PATH) String path) {
    this.path = path;
  }

  /** Opens it; {@code run} may write to it at the same time. */
  Archive read() {
    if (path.equals("none")) {
      throw new IllegalArgumentException(
          "mbus.archive is none, so nothing is archived; let it name a file");
    }
    return Archive.read(Path.of(path));
  }

  /**
   * Refuses a key that no reading has; to be called if no record with it was found, because all
   * readings are decoded.
   *
   * @throws IllegalArgumentException naming the keys that readings of this time have, if there are
   *     any readings.
   */
  static void requireKey(
      String key,
      Archive archive,
      EntryCodec codec,
      Predicate<ArchiveEntry.Source> meters,
      TimeOptions.Range range) {
    Set<String> keys = new TreeSet<>();
    // The filter of records collects their keys; the readings are not used.
    archive.entries(
        meters, range.from(), range.to(), found -> codec.reading(found.entry(), keys::add));
    if (!keys.isEmpty() && !keys.contains(key)) {
      throw new IllegalArgumentException(
          "--key %s: no reading has a record with this key; the keys are %s"
              .formatted(key, String.join(", ", keys)));
    }
  }
}
