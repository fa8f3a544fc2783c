package io.github.camelmbus.example.cli;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/**
 * Writes the files of the distribution that are not in the packaged app: the jar that starts it,
 * completion for shells, manual pages, and a file of settings to copy. Runs in the build only.
 */
final class DistributionFiles {
  /** The time of all entries of the jar, so that builds of one commit are equal. */
  private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  /** The first setting with this prefix ends the settings of users in application.properties. */
  private static final String INTERNAL = "quarkus.";

  private static final String SETTINGS =
      """
      # Settings of mbus run. It reads config/application.properties in the directory it is started from:
      # copy this file there, and remove the # before what you set. The values are the defaults.
      """;

  private DistributionFiles() {}

  /** Arguments: the folder of the packaged app, application.properties, the version, the target. */
  public static void main(String... args) throws IOException {
    Path app = Path.of(args[0]);
    Path target = Path.of(args[3]);
    write(target.resolve("lib/mbus.id"), id(app) + "\n");
    writeLauncher(app, target.resolve("lib/mbus.jar"));
    write(
        target.resolve("config/application.properties"),
        settings(Files.readString(Path.of(args[1]))));
    CommandLine commands = commands();
    write(
        target.resolve("share/bash-completion/completions/mbus"),
        AutoComplete.bash(CamelMBus.NAME, commands));
    Path pages = target.resolve("share/man/man1");
    writePages(commands, args[2], pages);
  }

  /** Writes the page of a command and those of its subcommands. */
  static void writePages(CommandLine command, String version, Path pages) throws IOException {
    write(pages.resolve(ManPage.name(command) + ".1"), ManPage.of(command, version));
    for (CommandLine each : command.getSubcommands().values()) {
      writePages(each, version, pages);
    }
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  /** The commands without their beans: they can be described, but not run. */
  static CommandLine commands() {
    return new CommandLine(CamelMBus.class, withoutBeans());
  }

  /** Makes commands whose beans are null. */
  static IFactory withoutBeans() {
    return new WithoutBeans();
  }

  /** An id of the build, as files of the same version may differ. */
  private static String id(Path app) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Path file : files(app)) {
        digest.update(Files.readAllBytes(file));
      }
      return HexFormat.of().formatHex(digest.digest()).substring(0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e); // each Java has it
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  /**
   * Writes a jar whose class path has all other jars, so that the class loader of Java loads all
   * classes: those of the class loader of quarkus-run.jar cannot be in an AppCDS archive.
   */
  private static void writeLauncher(Path app, Path jar) throws IOException {
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.put(Attributes.Name.MAIN_CLASS, Main.class.getName());
    attributes.put(Attributes.Name.CLASS_PATH, classPath(app));
    attributes.putValue("Add-Opens", "java.base/java.lang");
    attributes.putValue("Enable-Native-Access", "ALL-UNNAMED");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
      ZipEntry entry = new ZipEntry("META-INF/MANIFEST.MF");
      entry.setTimeLocal(NO_TIME);
      zip.putNextEntry(entry);
      manifest.write(zip);
    }
  }

  private static String classPath(Path app) throws IOException {
    List<Path> jars = new ArrayList<>();
    // They replace classes of the jars that follow.
    jars.add(app.resolve("quarkus/transformed-bytecode.jar"));
    jars.add(app.resolve("quarkus/generated-bytecode.jar"));
    for (String folder : List.of("app", "lib/boot", "lib/main")) {
      jars.addAll(files(app.resolve(folder)));
    }
    return jars.stream()
        .map(jar -> app.relativize(jar).toString().replace('\\', '/'))
        .filter(name -> name.endsWith(".jar"))
        .collect(Collectors.joining(" "));
  }

  /** The settings of users as comments. */
  static String settings(String properties) {
    List<String> paragraphs = new ArrayList<>(List.of(properties.split("\n\n+")));
    paragraphs.set(0, SETTINGS.strip());
    return paragraphs.stream()
        .takeWhile(paragraph -> paragraph.lines().noneMatch(line -> line.startsWith(INTERNAL)))
        .map(
            paragraph ->
                paragraph
                    .lines()
                    .map(line -> line.startsWith("#") ? line : "#" + line)
                    .collect(Collectors.joining("\n")))
        .collect(Collectors.joining("\n\n", "", "\n"));
  }

  private static final class WithoutBeans implements IFactory {
    @Override
    public <K> K create(Class<K> type) throws Exception {
      if (!type.getPackage().equals(CamelMBus.class.getPackage())) {
        return CommandLine.defaultFactory().create(type);
      }
      Constructor<?> constructor = type.getDeclaredConstructors()[0];
      constructor.setAccessible(true);
      return type.cast(constructor.newInstance(new Object[constructor.getParameterCount()]));
    }
  }
}
