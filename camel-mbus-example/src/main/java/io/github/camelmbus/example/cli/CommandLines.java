package io.github.camelmbus.example.cli;

import io.quarkus.picocli.runtime.PicocliCommandLineFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.nio.file.Path;
import java.time.Duration;
import org.jboss.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Makes the command line: every failure is one message on stderr and an exit code. */
@ApplicationScoped
final class CommandLines {
  private static final Logger LOG = Logger.getLogger(CommandLines.class);

  @Produces
  CommandLine commandLine(PicocliCommandLineFactory factory) {
    return configured(factory.create());
  }

  /** How all commands take their arguments, and fail. */
  static CommandLine configured(CommandLine commands) {
    return commands
        .setCaseInsensitiveEnumValuesAllowed(true)
        .registerConverter(Duration.class, new DurationConverter())
        .registerConverter(int.class, new WholeNumberConverter())
        .registerConverter(Integer.class, new WholeNumberConverter())
        .registerConverter(Path.class, new PathConverter())
        .setParameterExceptionHandler((failure, args) -> misused(failure))
        .setExecutionExceptionHandler(CommandLines::failed);
  }

  private static int misused(ParameterException failure) {
    CommandLine command = failure.getCommandLine();
    command.getErr().println(failure.getMessage());
    UnmatchedArgumentException.printSuggestions(failure, command.getErr());
    command.getErr().println("See: " + command.getCommandSpec().qualifiedName() + " --help");
    return ExitCode.UNUSABLE;
  }

  private static int failed(Exception failure, CommandLine command, ParseResult parsed) {
    LOG.debug("command failed", failure);
    command.getErr().println(Failures.message(failure));
    return ExitCode.UNUSABLE;
  }
}
