package io.github.camelmbus.example.cli;

import io.github.camelmbus.example.app.CamelSession;
import jakarta.inject.Inject;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lets a meter talk at another baud rate. */
@Command(name = "baud-rate", description = "Lets a meter talk at another baud rate.")
public final class BaudRateCommand extends WritingCommand {
  @Option(
      names = "--to",
      required = true,
      paramLabel = "RATE",
      description = "300, 600, 1200, 2400, 4800, 9600, 19200 or 38400 bit/s.")
  int rate;

  @Inject
  public BaudRateCommand(CamelSession camel) {
    super(camel, "setBaudRate");
  }

  @Override
  Object value() {
    return rate;
  }

  @Override
  String intent(String meter) {
    return "Let %s talk at %d bit/s".formatted(meter, rate);
  }
}
