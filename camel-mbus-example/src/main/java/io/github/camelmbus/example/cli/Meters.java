package io.github.camelmbus.example.cli;

import io.github.camelmbus.example.archive.ArchiveEntry;
import org.jspecify.annotations.Nullable;

/** Meters of the archive as people name them. */
final class Meters {
  private Meters() {}

  /**
   * Whether it is meant.
   *
   * @param wanted its number, its secondary address, how it is asked, or its name; null means all.
   */
  static boolean is(@Nullable String wanted, ArchiveEntry.Source source) {
    return wanted == null
        || wanted.equals(source.name())
        || wanted.equals(source.asked())
        || source.meter().equalsIgnoreCase(wanted)
        || (wanted.length() == 8 && source.meter().startsWith(wanted));
  }
}
