package io.github.camelmbus.example.cli;

import io.github.camelmbus.example.archive.Archive;
import java.nio.file.Path;

/** The archive that {@code run} writes. */
final class Archives {
  private Archives() {}

  /**
   * Opens it beside {@code run}.
   *
   * @param path that {@code mbus.archive} names.
   */
  static Archive read(String path) {
    if (path.equals("none")) {
      throw new IllegalArgumentException(
          "mbus.archive is none, so nothing is archived; let it name a file");
    }
    return Archive.read(Path.of(path));
  }
}
