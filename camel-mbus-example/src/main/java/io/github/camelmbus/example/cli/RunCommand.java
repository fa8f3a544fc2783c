package io.github.camelmbus.example.cli;

import io.github.camelmbus.example.app.CamelSession;
import jakarta.inject.Inject;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Runs the routes until interrupted. */
@Command(
    name = RunCommand.NAME,
    separator = " ", // -D NAME=VALUE in the help
    description =
        "Polls meters and sends their readings to files and other sinks, as configured in"
            + " config/application.properties.")
public final class RunCommand implements Callable<Integer> {
  static final String NAME = "run";

  /** For the help, and to refuse wrong arguments: {@link RunSettings#use} has used them before. */
  @Mixin RunSettings settings = new RunSettings();

  private final CamelSession camel;

  @Inject
  public RunCommand(CamelSession camel) {
    this.camel = camel;
  }

  @Override
  public Integer call() throws InterruptedException {
    return camel.runRoutes();
  }
}
