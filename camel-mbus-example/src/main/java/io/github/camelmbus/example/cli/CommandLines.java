package io.github.camelmbus.example.cli;

import io.github.camelmbus.example.app.EndOfProcess;
import io.github.camelmbus.example.app.Spelling;
import io.quarkus.picocli.runtime.PicocliCommandLineFactory;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.MaxValuesExceededException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.UnmatchedArgumentException;

/** Sets up the command line: every failure is one message on stderr and an exit code. */
@ApplicationScoped
final class CommandLines {
  private static final Set<String> ADDRESS_OPTIONS =
      Set.of("--address", "--addr", "-a", "--id", "--meter");
  private static final String WHICH_ADDRESS =
      "A meter has two addresses: --primary 5 is its number on the bus (0 to 250, new ones have 0),"
          + " --secondary 12345678 is the number printed on it. 'scan LINE' shows both of all"
          + " meters.";

  private static final String BY_ID = "--secondary";
  private static final Pattern ADDRESS =
      Pattern.compile("\\d{1,3}|\\p{XDigit}{8}(\\p{XDigit}{8})?");

  /** What was given of one group of options, in a message of the library. */
  private static final Pattern GIVEN_GROUP = Pattern.compile("=\\{([^}]+)}");

  /** A word with more different letters is not taken for a mistyped command. */
  private static final int MISTYPED = 2;

  private static final Logger LOG = Logger.getLogger(CommandLines.class);

  private final PicocliCommandLineFactory all;
  private final IFactory beans;

  CommandLines(PicocliCommandLineFactory all, IFactory beans) {
    this.all = all;
    this.beans = beans;
  }

  /** Runs the command that arguments name; the result is the exit code. */
  int execute(String... arguments) {
    String[] words = arguments.length == 0 ? new String[] {RunCommand.NAME} : arguments;
    CommandLine alone = OneCommand.of(words[0], beans);
    return configured(alone == null ? all.create() : alone).execute(words);
  }

  /** Sets how the commands convert arguments and report failures. */
  static CommandLine configured(CommandLine commands) {
    return commands
        .setCaseInsensitiveEnumValuesAllowed(true)
        .registerConverter(Duration.class, new DurationConverter())
        .registerConverter(int.class, new WholeNumberConverter())
        .registerConverter(Integer.class, new WholeNumberConverter())
        .registerConverter(Path.class, new PathConverter())
        .setParameterExceptionHandler((failure, args) -> misused(failure))
        .setExecutionStrategy(CommandLines::execute)
        .setExecutionExceptionHandler(CommandLines::failed);
  }

  /** Runs a command, which fails if its output could not be written. */
  private static int execute(ParseResult parsed) {
    int exitCode = new RunLast().execute(parsed);
    List<CommandLine> called = parsed.asCommandLineList();
    CommandLine command = called.get(called.size() - 1);
    try {
      command.getMixins().values().stream()
          .filter(OutputOptions.class::isInstance)
          .map(OutputOptions.class::cast)
          .forEach(OutputOptions::requireWritten);
    } catch (UncheckedIOException unwritten) {
      throw new ExecutionException(command, "output", unwritten);
    }
    return exitCode;
  }

  /**
   * Whether an unknown option has the name that other programs give to the address of a meter, or
   * an address stands without an option.
   */
  private static boolean isAddress(UnmatchedArgumentException failure) {
    boolean takesAddresses = failure.getCommandLine().getCommandSpec().findOption(BY_ID) != null;
    return failure.getUnmatched().stream()
        .map(argument -> argument.replaceFirst("=.*", ""))
        .anyMatch(
            argument ->
                ADDRESS_OPTIONS.contains(argument)
                    || takesAddresses && ADDRESS.matcher(argument).matches());
  }

  private static int misused(ParameterException failure) {
    // A bean that cannot be made any more is a wrong argument for the library.
    if (EndOfProcess.isReasonOf(failure)) {
      return ExitCode.INTERRUPTED;
    }
    CommandLine command = failure.getCommandLine();
    command.getErr().println(message(failure));
    if (failure instanceof UnmatchedArgumentException unmatched && isAddress(unmatched)) {
      command.getErr().println(WHICH_ADDRESS);
    } else if (failure instanceof UnmatchedArgumentException unmatched && isOption(unmatched)) {
      UnmatchedArgumentException.printSuggestions(failure, command.getErr());
    }
    command.getErr().println("See: " + command.getCommandSpec().qualifiedName() + " --help");
    return ExitCode.UNUSABLE;
  }

  private static boolean isOption(UnmatchedArgumentException failure) {
    return failure.getUnmatched().get(0).startsWith("-");
  }

  /** In words of the command line, where the message of the library is in those of a program. */
  private static String message(ParameterException failure) {
    if (failure instanceof UnmatchedArgumentException unmatched && !isOption(unmatched)) {
      String word = unmatched.getUnmatched().get(0);
      Set<String> commands = failure.getCommandLine().getSubcommands().keySet();
      return commands.isEmpty() ? "'" + word + "' is not expected here" : noCommand(word, commands);
    }
    String message = String.valueOf(failure.getMessage());
    if (failure instanceof MaxValuesExceededException) {
      List<String> given =
          GIVEN_GROUP.matcher(message).results().map(group -> group.group(1)).toList();
      if (given.size() > 1) {
        return String.join(" and ", given) + " cannot be combined";
      }
    }
    return message;
  }

  private static String noCommand(String word, Set<String> commands) {
    String nearest = Spelling.nearest(word, commands, MISTYPED);
    return "there is no command '"
        + word
        + "'; "
        + (nearest == null
            ? "it is one of " + String.join(", ", new TreeSet<>(commands))
            : "did you mean " + nearest + "?");
  }

  private static int failed(Exception failure, CommandLine command, ParseResult parsed) {
    LOG.debug("command failed", failure);
    if (EndOfProcess.isReasonOf(failure)) {
      return ExitCode.INTERRUPTED;
    } else if (failure instanceof OutputOptions.ReaderGone) {
      return ExitCode.OK;
    }
    command.getErr().println(Failures.message(failure));
    return ExitCode.UNUSABLE;
  }
}
