package io.github.camelmbus.example.cli;

import io.github.camelmbus.example.app.CommandCamel;
import jakarta.inject.Inject;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Gives a meter another primary address. */
@Command(name = "set-address", description = "Gives a meter another primary address.")
public final class SetAddressCommand extends WritingCommand {
  @Option(
      names = "--to",
      required = true,
      paramLabel = "ADDRESS",
      description = "The new address, 0 to 250.")
  int address;

  @Inject
  public SetAddressCommand(CommandCamel camel) {
    super(camel, "setPrimaryAddress");
  }

  @Override
  Object value() {
    return address;
  }

  @Override
  String intent(String meter) {
    return "Give %s the primary address %d".formatted(meter, address);
  }
}
