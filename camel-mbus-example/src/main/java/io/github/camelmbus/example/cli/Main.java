package io.github.camelmbus.example.cli;

import io.github.camelmbus.example.app.ChosenSettings;
import io.github.camelmbus.example.app.EndOfProcess;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;
import jakarta.inject.Inject;
import java.util.List;

/** Runs a command, if possible without starting Quarkus. */
@QuarkusMain
public final class Main implements QuarkusApplication {
  private final CommandLines commands;

  @Inject
  Main(CommandLines commands) {
    this.commands = commands;
  }

  /** The program. */
  public static void main(String... args) {
    WithoutQuarkus alone = new WithoutQuarkus();
    if (alone.runs(List.of(args))) {
      System.exit(alone.run(args));
    }
    if (args.length == 0 || args[0].equals(RunCommand.NAME)) {
      ChosenSettings.useSinks();
      RunSettings.use(args);
    }
    Quarkus.run(Main.class, args);
  }

  @Override
  public int run(String... args) {
    if (EndOfProcess.requested()) {
      return ExitCode.INTERRUPTED;
    }
    return commands.execute(args);
  }
}
