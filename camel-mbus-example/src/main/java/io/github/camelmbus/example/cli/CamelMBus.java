package io.github.camelmbus.example.cli;

import io.quarkus.picocli.runtime.annotations.TopCommand;
import jakarta.inject.Inject;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ScopeType;

/** The command line with its commands; without a command it does the same as {@code run}. */
@TopCommand
@Command(
    name = CamelMBus.NAME,
    scope = ScopeType.INHERIT,
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Reads and configures wired M-Bus meters. Without a command: run.",
    subcommands = {
      RunCommand.class,
      LinesCommand.class,
      ScanCommand.class,
      ReadCommand.class,
      AlarmCommand.class,
      SetAddressCommand.class,
      SetIdCommand.class,
      SetClockCommand.class,
      BaudRateCommand.class,
      ResetCommand.class,
      SelectCommand.class,
      WriteCommand.class,
      SynchroniseCommand.class,
      RawCommand.class,
      KmpCommand.class,
      DecodeCommand.class,
      ExportCommand.class,
      ReportCommand.class,
      SeriesCommand.class,
      ArchiveCommand.class,
      SinksCommand.class,
      SimulateCommand.class
    },
    footer = {"", CamelMBus.EXIT_CODES, CamelMBus.STREAMS})
public final class CamelMBus implements Callable<Integer> {
  static final String NAME = "mbus";
  static final String EXIT_CODES =
      "Exit codes: 0 ok, 1 some meters failed or were not found, 2 usage or line error.";
  static final String STREAMS = "stdout is data only; log and messages go to stderr.";

  private final RunCommand run;

  @Inject
  public CamelMBus(RunCommand run) {
    this.run = run;
  }

  @Override
  public Integer call() throws InterruptedException {
    return run.call();
  }
}
