package io.github.camelmbus.it.consumers;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A local repository of Maven that has everything of that of this machine but our own artifacts:
 * those come from the repository that the build has put them into, and go to no other project.
 */
final class Repository {
  private static final Path OURS = Path.of("io", "github", "camelmbus");

  private Repository() {}

  static Path create(Path directory, Path machine) throws IOException {
    Path ours = directory;
    Path theirs = machine;
    for (Path part : OURS) {
      Files.createDirectories(ours);
      link(ours, theirs, part);
      ours = ours.resolve(part);
      theirs = theirs.resolve(part);
    }
    Files.createDirectories(ours);
    return directory;
  }

  private static void link(Path ours, Path theirs, Path butNot) throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(theirs)) {
      for (Path entry : entries) {
        Path link = ours.resolve(entry.getFileName());
        if (!entry.getFileName().equals(butNot) && Files.notExists(link)) {
          Files.createSymbolicLink(link, entry.toAbsolutePath());
        }
      }
    }
  }
}
