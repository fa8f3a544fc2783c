package io.github.camelmbus.example.cli;

import io.github.camelmbus.example.app.CamelSession;
import jakarta.inject.Inject;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Starts Camel with its routes, until interrupted. */
@Command(
    name = "run",
    description =
        "Polls meters and writes their readings to files, as application.properties says.")
public final class RunCommand implements Callable<Integer> {
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
