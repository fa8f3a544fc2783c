package io.github.camelmbus.example.cli;

import io.github.camelmbus.example.archive.ArchiveEntry;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Meters of the archive as people name them. */
final class Meters {
  private Meters() {}

  /**
   * Refuses a meter that the archive does not have.
   *
   * @param sources those that it has.
   * @throws IllegalArgumentException naming those that it has.
   */
  static void requireKnown(String wanted, List<ArchiveEntry.Source> sources, String archive) {
    if (sources.stream().noneMatch(source -> is(wanted, source))) {
      throw new IllegalArgumentException(
          sources.isEmpty()
              ? "the archive %s is empty".formatted(archive)
              : "--meter %s: the archive has no such meter; it has %s"
                  .formatted(wanted, names(sources)));
    }
  }

  private static String names(List<ArchiveEntry.Source> sources) {
    return sources.stream()
        .map(
            source ->
                source.name() == null
                    ? source.meter()
                    : source.meter() + " (" + source.name() + ")")
        .distinct()
        .sorted()
        .collect(Collectors.joining(", "));
  }

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
