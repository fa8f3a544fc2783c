package io.github.camelmbus.example.cli;

import io.github.camelmbus.example.app.Logs;
import io.github.camelmbus.example.app.MachineClock;
import io.github.camelmbus.example.app.PlainCamel;
import io.github.camelmbus.example.app.Settings;
import io.github.camelmbus.example.sink.CsvRows;
import io.github.camelmbus.example.sink.ReadingKeys;
import io.quarkus.runtime.ImageMode;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/**
 * The commands that start without Quarkus, and so much faster: all but {@code run}. They are made
 * with what Quarkus would inject.
 */
final class WithoutQuarkus implements IFactory {
  private static final Set<String> WITHOUT_CAMEL =
      Set.of("decode", "lines", "export", "report", "series", "archive", "sinks", "simulate");
  private static final List<String> VERSION = List.of("-V", "--version");

  private final IFactory others = CommandLine.defaultFactory();
  private final Clock clock = MachineClock.systemClock();
  private final Map<Class<?>, Supplier<?>> commands = new HashMap<>();
  private @Nullable Config settings;
  private boolean logged;

  WithoutQuarkus() {
    put(ExportCommand.class, () -> new ExportCommand(archives(), csv(), keys(), clock));
    put(ReportCommand.class, () -> new ReportCommand(archives(), csv(), keys(), clock));
    put(SeriesCommand.class, () -> new SeriesCommand(archives(), csv(), keys(), clock));
    put(ArchiveCommand.Check.class, () -> new ArchiveCommand.Check(archives()));
    put(ArchiveCommand.Compact.class, () -> new ArchiveCommand.Compact(archives()));
    put(ArchiveCommand.Backup.class, () -> new ArchiveCommand.Backup(archives()));
    put(SinksCommand.Rewind.class, () -> new SinksCommand.Rewind(archives(), clock));
    put(SimulateCommand.class, this::simulate);
    put(ScanCommand.class, () -> new ScanCommand(camel(), clock));
    put(ReadCommand.class, () -> new ReadCommand(camel(), clock));
    put(AlarmCommand.class, () -> new AlarmCommand(camel()));
    put(SetAddressCommand.class, () -> new SetAddressCommand(camel()));
    put(SetIdCommand.class, () -> new SetIdCommand(camel()));
    put(SetClockCommand.class, () -> new SetClockCommand(camel()));
    put(BaudRateCommand.class, () -> new BaudRateCommand(camel()));
    put(ResetCommand.class, () -> new ResetCommand(camel()));
    put(SelectCommand.class, () -> new SelectCommand(camel()));
    put(WriteCommand.class, () -> new WriteCommand(camel()));
    put(SynchroniseCommand.class, () -> new SynchroniseCommand(camel()));
    put(RawCommand.class, () -> new RawCommand(camel()));
    put(KmpReadCommand.class, () -> new KmpReadCommand(camel(), clock));
    put(KmpIdentifyCommand.class, () -> new KmpIdentifyCommand(camel(), clock));
    put(KmpProbeCommand.class, () -> new KmpProbeCommand(camel(), clock));
    put(KmpLogCommand.class, () -> new KmpLogCommand(camel()));
    put(Version.class, () -> new Version("which Quarkus knows"));
  }

  private <K> void put(Class<K> type, Supplier<K> made) {
    commands.put(type, made);
  }

  @Override
  public <K> K create(Class<K> type) throws Exception {
    Supplier<?> command = commands.get(type);
    return command == null ? others.create(type) : type.cast(command.get());
  }

  /** Whether the arguments are those of such a command; only Quarkus knows the version. */
  boolean runs(List<String> arguments) {
    if (arguments.isEmpty() || arguments.stream().anyMatch(VERSION::contains)) {
      return false;
    }
    String command = arguments.get(0);
    return WITHOUT_CAMEL.contains(command)
        || !command.equals(RunCommand.NAME) && OneCommand.isName(command) && camelIsPlain();
  }

  /**
   * In a native image Quarkus has started Camel when the image was built. What the log of these
   * commands has, as the lines about writes, can be for a file; only Quarkus writes to one.
   */
  private boolean camelIsPlain() {
    if (ImageMode.current() == ImageMode.NATIVE_RUN) {
      return false;
    }
    try {
      settings = Settings.read();
      return StreamSupport.stream(settings.getPropertyNames().spliterator(), false)
          .noneMatch(Logs::isForQuarkus);
    } catch (RuntimeException wrongSettings) {
      return false; // Quarkus reports them
    }
  }

  /** Runs the command; the result is the exit code. */
  int run(String... arguments) {
    CommandLine command;
    try {
      command = Objects.requireNonNull(OneCommand.of(arguments[0], this));
    } catch (RuntimeException wrongSetting) {
      System.err.println(Failures.message(wrongSetting));
      return ExitCode.UNUSABLE;
    }
    return CommandLines.configured(command).execute(arguments);
  }

  private PlainCamel camel() {
    return new PlainCamel(settings());
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

  /** Read once; the log is what they say from then on. */
  private Config settings() {
    if (settings == null) {
      settings = Settings.read();
    }
    if (!logged) {
      Logs.toStderr(settings);
      logged = true;
    }
    return settings;
  }
}
