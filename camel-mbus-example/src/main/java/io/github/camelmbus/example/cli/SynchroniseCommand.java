package io.github.camelmbus.example.cli;

import io.github.camelmbus.example.app.CamelSession;
import jakarta.inject.Inject;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lets a meter do what it has prepared. */
@Command(
    name = "synchronise",
    description = "Lets a meter do what it has prepared, such as to freeze its values.")
public final class SynchroniseCommand extends WritingCommand {
  @Option(
      names = "--ci",
      paramLabel = "CI",
      defaultValue = "5C",
      description = "CI field: 5C (default), or 54 for old meters.")
  String ci = "5C";

  @Inject
  public SynchroniseCommand(CamelSession camel) {
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
