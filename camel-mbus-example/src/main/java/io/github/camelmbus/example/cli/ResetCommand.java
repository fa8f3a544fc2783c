package io.github.camelmbus.example.cli;

import io.github.camelmbus.example.app.CommandCamel;
import jakarta.inject.Inject;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Resets the application of a meter, or selects another one. */
@Command(
    name = "reset",
    description = "Resets the application of a meter, after which it sends all its records.")
public final class ResetCommand extends WritingCommand {
  @Option(
      names = "--application",
      paramLabel = "NAME",
      description =
          "Selects the telegrams that it sends: everything, user-data, instantaneous-values ..., or"
              + " the number of an application.")
  @Nullable String application;

  @Inject
  public ResetCommand(CommandCamel camel) {
    super(camel, "applicationReset");
  }

  @Override
  @Nullable Object value() {
    return application;
  }

  @Override
  String intent(String meter) {
    return "Reset %s%s".formatted(meter, application == null ? "" : " to " + application);
  }
}
