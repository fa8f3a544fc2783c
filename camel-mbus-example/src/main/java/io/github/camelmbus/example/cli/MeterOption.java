package io.github.camelmbus.example.cli;

import io.github.camelmbus.example.archive.ArchiveEntry;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The meters of the archive that a command takes: all of them, or one. */
final class MeterOption {
  @Option(
      names = "--meter",
      paramLabel = "METER",
      description =
          "Only the meter with this identification number, address or name; by default all.")
  private @Nullable String meter;

  /**
   * Refuses a meter that the archive does not have.
   *
   * @param sources the meters in the archive.
   * @throws IllegalArgumentException naming the meters in the archive.
   */
  void requireKnown(List<ArchiveEntry.Source> sources, Path archive) {
    if (meter != null && sources.stream().noneMatch(this::includes)) {
      throw new IllegalArgumentException(
          sources.isEmpty()
              ? "the archive %s is empty".formatted(archive)
              : "--meter %s: the archive has no such meter; it has %s"
                  .formatted(meter, names(sources)));
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

  boolean includes(ArchiveEntry.Source source) {
    return meter == null
        || meter.equals(source.name())
        || meter.equals(source.asked())
        || source.meter().equalsIgnoreCase(meter)
        || (meter.length() == 8 && source.meter().startsWith(meter));
  }
}
