package io.github.camelmbus.example.cli;

import java.util.List;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ScopeType;

/**
 * The commands that need neither Camel nor Quarkus, and start much faster without them. {@link
 * CamelMBus} has them, too, for its help.
 */
@Command(
    name = CamelMBus.NAME,
    scope = ScopeType.INHERIT,
    mixinStandardHelpOptions = true,
    subcommands = {DecodeCommand.class, LinesCommand.class},
    footer = {"", CamelMBus.EXIT_CODES, CamelMBus.STREAMS})
final class WithoutCamel {
  private static final Set<String> COMMANDS = Set.of("decode", "lines");
  private static final List<String> VERSION = List.of("-V", "--version");

  private WithoutCamel() {}

  /** Whether the arguments are those of such a command; only Quarkus knows the version. */
  static boolean runs(List<String> arguments) {
    return !arguments.isEmpty()
        && COMMANDS.contains(arguments.get(0))
        && arguments.stream().noneMatch(VERSION::contains);
  }

  /** Runs the command; the result is the exit code. */
  static int run(String... arguments) {
    return CommandLines.configured(new CommandLine(new WithoutCamel())).execute(arguments);
  }
}
