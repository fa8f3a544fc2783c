package io.github.camelmbus.example.cli;

import io.github.camelmbus.example.app.Logs;
import io.github.camelmbus.example.app.MachineClock;
import io.github.camelmbus.example.app.Settings;
import io.github.camelmbus.example.sink.CsvRows;
import io.github.camelmbus.example.sink.ReadingKeys;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** The commands that need neither Camel nor Quarkus, and start much faster without them. */
final class WithoutCamel {
  private static final Set<String> COMMANDS =
      Set.of("decode", "lines", "export", "report", "series", "archive", "sinks", "simulate");
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
    CommandLine command;
    try {
      command = Objects.requireNonNull(OneCommand.of(arguments[0], new Beans()));
    } catch (RuntimeException wrongSetting) {
      System.err.println(Failures.message(wrongSetting));
      return ExitCode.UNUSABLE;
    }
    return CommandLines.configured(command).execute(arguments);
  }

  /** Makes commands with what Quarkus would inject. */
  private static final class Beans implements IFactory {
    private final IFactory others = CommandLine.defaultFactory();
    private final Clock clock = MachineClock.systemClock();
    private @Nullable Config settings;
    private final Map<Class<?>, Supplier<?>> commands =
        Map.of(
            ExportCommand.class, () -> new ExportCommand(archives(), csv(), keys(), clock),
            ReportCommand.class, () -> new ReportCommand(archives(), csv(), keys(), clock),
            SeriesCommand.class, () -> new SeriesCommand(archives(), csv(), keys(), clock),
            ArchiveCommand.Check.class, () -> new ArchiveCommand.Check(archives()),
            ArchiveCommand.Compact.class, () -> new ArchiveCommand.Compact(archives()),
            ArchiveCommand.Backup.class, () -> new ArchiveCommand.Backup(archives()),
            SinksCommand.Rewind.class, () -> new SinksCommand.Rewind(archives(), clock),
            SimulateCommand.class, this::simulate,
            Version.class, () -> new Version("which Quarkus knows"));

    @Override
    public <K> K create(Class<K> type) throws Exception {
      Supplier<?> command = commands.get(type);
      return command == null ? others.create(type) : type.cast(command.get());
    }

    /** It logs why a simulator has ended, as the settings say. */
    private SimulateCommand simulate() {
      settings();
      return new SimulateCommand();
    }

    private Archives archives() {
      return new Archives(text(Archives.PATH));
    }

    private CsvOutput csv() {
      return new CsvOutput(new CsvRows(text(CsvRows.DECIMAL)), text(CsvOutput.SEPARATOR));
    }

    private ReadingKeys keys() {
      return new ReadingKeys(
          settings().getOptionalValue(ReadingKeys.OF_COMPONENT, String.class),
          settings().getOptionalValue(ReadingKeys.METERS, String.class),
          Path.of(text(ReadingKeys.INVENTORY)),
          clock);
    }

    private String text(String setting) {
      return settings()
          .getOptionalValue(setting, String.class)
          .orElseThrow(() -> new IllegalArgumentException("the setting " + setting + " is empty"));
    }

    private Config settings() {
      if (settings == null) {
        settings = Settings.read();
        Logs.toStderr(settings);
      }
      return settings;
    }
  }
}
