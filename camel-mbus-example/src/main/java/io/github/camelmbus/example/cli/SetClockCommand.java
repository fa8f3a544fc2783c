package io.github.camelmbus.example.cli;

import io.github.camelmbus.example.app.CommandCamel;
import jakarta.inject.Inject;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Sets the clock of a meter. */
@Command(name = "set-clock", description = "Sets the clock of a meter.")
public final class SetClockCommand extends WritingCommand {
  @Option(
      names = "--to",
      paramLabel = "TIME",
      defaultValue = "now",
      description = "2026-11-25T21:00, in the time zone of this machine; by default now.")
  String time = "now";

  @Inject
  public SetClockCommand(CommandCamel camel) {
    super(camel, "setClock");
  }

  @Override
  Object value() {
    return time;
  }

  @Override
  String intent(String meter) {
    return "Set the clock of %s to %s".formatted(meter, time);
  }
}
