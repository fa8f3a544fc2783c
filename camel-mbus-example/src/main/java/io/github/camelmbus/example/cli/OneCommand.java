package io.github.camelmbus.example.cli;

import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.ScopeType;

/**
 * The command line with one of the commands of {@link CamelMBus}. To read the annotations of all of
 * them takes longer than to start Camel.
 */
@Command(
    name = CamelMBus.NAME,
    scope = ScopeType.INHERIT,
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footer = {"", CamelMBus.EXIT_CODES, CamelMBus.STREAMS})
final class OneCommand {
  private OneCommand() {}

  /**
   * With the command of a name; null if there is none.
   *
   * @param beans makes the command, and what it is made of.
   */
  static @Nullable CommandLine of(String name, IFactory beans) {
    return named(name)
        .map(
            command ->
                new CommandLine(new OneCommand(), beans)
                    .addSubcommand(name, new CommandLine(command, beans)))
        .orElse(null);
  }

  /** Whether there is a command of a name. */
  static boolean isName(String name) {
    return named(name).isPresent();
  }

  private static Optional<Class<?>> named(String name) {
    return Stream.<Class<?>>of(CamelMBus.class.getAnnotation(Command.class).subcommands())
        .filter(command -> command.getAnnotation(Command.class).name().equals(name))
        .findFirst();
  }
}
