package io.github.camelmbus.example.cli;

import io.github.camelmbus.example.app.CommandCamel;
import jakarta.inject.Inject;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Sets the baud rate of a meter. */
@Command(name = "baud-rate", description = "Sets the baud rate of a meter.")
public final class BaudRateCommand extends WritingCommand {
  @Option(
      names = "--to",
      required = true,
      paramLabel = "RATE",
      description = "The new rate: 300, 600, 1200, 2400, 4800, 9600, 19200 or 38400 bit/s.")
  int rate;

  @Inject
  public BaudRateCommand(CommandCamel camel) {
    super(camel, "setBaudRate");
  }

  @Override
  Object value() {
    return rate;
  }

  @Override
  String intent(String meter) {
    return "Set the baud rate of %s to %d bit/s".formatted(meter, rate);
  }
}
