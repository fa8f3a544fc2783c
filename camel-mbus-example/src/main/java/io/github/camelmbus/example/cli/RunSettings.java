package io.github.camelmbus.example.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** The line of {@code run}, and settings that replace those of its files. */
final class RunSettings {
  @Parameters(
      arity = "0..1",
      paramLabel = "LINE",
      description =
          "The line: /dev/ttyUSB0, COM3, tcp://host:port and others; by default that of"
              + " mbus.line, or else a simulated house.")
  @Nullable String line;

  @Option(
      names = "-D",
      paramLabel = "NAME=VALUE",
      description =
          "A setting that replaces the one in config/application.properties: -Dmbus.delay=15m.")
  Map<String, String> settings = new LinkedHashMap<>();

  /**
   * Sets system properties from the arguments. To be called before Quarkus starts, which reads them
   * once. Wrong arguments are left to the command, which refuses them.
   */
  static void use(String... args) {
    RunSettings given = new RunSettings();
    try {
      new CommandLine(given)
          .setUnmatchedArgumentsAllowed(true)
          .parseArgs(Stream.of(args).skip(1).toArray(String[]::new)); // without the word run
    } catch (ParameterException e) {
      return;
    }
    given.settings.forEach(System::setProperty);
    if (given.line != null) {
      System.setProperty("mbus.line", given.line);
    }
  }
}
