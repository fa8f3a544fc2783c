package io.github.camelmbus.example.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The distribution, unpacked as a user does. */
final class Distribution {
  private Distribution() {}

  /** The archive that the build has made; a native image has none. */
  static Path archive() {
    Path archive = Path.of(System.getProperty("distribution.file"));
    assumeTrue(App.file().endsWith(".jar"), "a native image is not in a distribution");
    return archive;
  }

  /** Unpacks it into a new folder; the result is its home, which has {@code bin}. */
  static Path unpackedTo(Path folder) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    Process tar =
        new ProcessBuilder("tar", "xzf", archive().toString(), "-C", folder.toString())
            .inheritIO()
            .start();
    assertThat(tar.waitFor()).isZero();
    try (Stream<Path> homes = Files.list(folder)) {
      return homes.findFirst().orElseThrow();
    }
  }
}
