package io.github.camelmbus.example.cli;

import io.github.camelmbus.example.app.CommandCamel;
import jakarta.inject.Inject;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Gives a meter another identification number. */
@Command(
    name = "set-id",
    description = "Gives a meter another identification number or secondary address.")
public final class SetIdCommand extends WritingCommand {
  @Option(
      names = "--to",
      required = true,
      paramLabel = "ID",
      description = "The new identification number (8 digits) or secondary address (16 digits).")
  @Nullable String id;

  @Inject
  public SetIdCommand(CommandCamel camel) {
    super(camel, "setIdentification");
  }

  @Override
  @Nullable Object value() {
    return id;
  }

  @Override
  String intent(String meter) {
    return "Give %s the identification %s".formatted(meter, id);
  }
}
