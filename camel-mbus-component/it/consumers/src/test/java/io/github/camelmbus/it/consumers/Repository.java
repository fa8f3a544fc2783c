package io.github.camelmbus.it.consumers;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/**
 * A local repository of Maven: what this machine has of others, by links, and the artifacts of this
 * build, as {@code mvn install} would put them there. The one of the machine does not get them.
 */
final class Repository {
  private static final Path OURS = Path.of("io", "github", "camelmbus");
  private static final Path ROOT = Path.of("../../..");

  /** The artifacts that users name, and what these need, by module. */
  private static final Map<String, String> MODULES =
      Map.of(
          "camel-mbus", "camel-mbus-component",
          "camel-mbus-simulator", "camel-mbus-component/simulator",
          "camel-mbus-starter", "camel-mbus-component/starter",
          "camel-quarkus-mbus", "camel-mbus-component/quarkus/runtime",
          "camel-quarkus-mbus-deployment", "camel-mbus-component/quarkus/deployment");

  private Repository() {}

  /**
   * @param machine the local repository of this machine.
   * @param version of our artifacts.
   */
  static void create(Path directory, Path machine, String version) throws IOException {
    Path ours = directory;
    Path theirs = machine;
    for (Path part : OURS) {
      Files.createDirectories(ours);
      link(ours, theirs, part);
      ours = ours.resolve(part);
      theirs = theirs.resolve(part);
    }
    install(ours, "camel-mbus-parent", version, "pom", ROOT.resolve("pom.xml"));
    for (Map.Entry<String, String> module : MODULES.entrySet()) {
      Path folder = ROOT.resolve(module.getValue());
      String jar = module.getKey() + "-" + version + ".jar";
      install(ours, module.getKey(), version, "pom", folder.resolve("pom.xml"));
      install(ours, module.getKey(), version, "jar", folder.resolve("target").resolve(jar));
    }
  }

  private static void install(Path ours, String artifact, String version, String type, Path file)
      throws IOException {
    Path folder = Files.createDirectories(ours.resolve(artifact).resolve(version));
    String name = artifact + "-" + version + "." + type;
    Files.copy(file, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
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
