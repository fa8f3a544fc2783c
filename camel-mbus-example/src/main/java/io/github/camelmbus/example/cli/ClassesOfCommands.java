package io.github.camelmbus.example.cli;

import io.github.camelmbus.example.archive.Archive;
import io.github.camelmbus.example.archive.ArchiveEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * Runs commands of each kind, so that Java can archive the classes that they need ({@code
 * -XX:ArchiveClassesAtExit}): {@code bin/mbus} does that once, with a setting for the log of
 * Quarkus, so that {@code read} starts with Quarkus, whose classes {@code run} needs. Prints what
 * the commands print.
 */
final class ClassesOfCommands {
  /** Energy 12345 kWh of meter 12345678. */
  private static final String TELEGRAM =
      "68151568080072785634122423280401000000 0C0645230100 7D16".replace(" ", "");

  private ClassesOfCommands() {}

  public static void main(String... none) throws IOException {
    Path folder = Files.createTempDirectory("mbus-");
    Path file = folder.resolve("archive.db");
    try {
      append(file);
      System.setProperty(Archives.PATH, file.toString());
      new WithoutQuarkus().run("series", "--key", "energy", "--csv");
      new WithoutQuarkus().run("report");
      new WithoutQuarkus().run("export");
    } finally {
      // A file for the lock stays beside it.
      try (Stream<Path> files = Files.list(folder)) {
        for (Path left : files.toList()) {
          Files.delete(left);
        }
      }
      Files.delete(folder);
    }
    Main.main("read", "sim:house", "--primary", "12");
  }

  private static void append(Path file) {
    ArchiveEntry.Source meter = new ArchiveEntry.Source("mbus", null, "12345678", null, null);
    List<byte[]> telegrams = List.of(HexFormat.of().parseHex(TELEGRAM));
    Instant now = Instant.EPOCH;
    try (Archive archive = Archive.append(file)) {
      for (int i = 0; i < 3; i++) {
        archive.append(
            List.of(
                new ArchiveEntry(meter, now.plusSeconds(900L * i), null, telegrams, null, null)));
      }
    }
  }
}
