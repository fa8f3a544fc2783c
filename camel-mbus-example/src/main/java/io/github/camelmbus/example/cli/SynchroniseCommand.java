package io.github.camelmbus.example.cli;

import io.github.camelmbus.example.app.CommandCamel;
import jakarta.inject.Inject;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Synchronises a meter. */
@Command(
    name = "synchronise",
    description =
        "Sends a synchronise command, on which a meter does what it has prepared, such as to freeze"
            + " its values.")
public final class SynchroniseCommand extends WritingCommand {
  @Option(
      names = "--ci",
      paramLabel = "CI",
      defaultValue = "5C",
      description = "The CI field: 5C (default), or 54 for old meters.")
  String ci = "5C";

  @Inject
  public SynchroniseCommand(CommandCamel camel) {
    super(camel, "synchronise");
  }

  @Override
  Object value() {
    return ci;
  }

  @Override
  String intent(String meter) {
    return "Synchronise " + meter;
  }
}
