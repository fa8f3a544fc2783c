package io.github.camelmbus.example.cli;

import io.github.camelmbus.example.app.CommandCamel;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Identifies the meter under a head. */
@Command(
    name = "identify",
    description =
        "Identifies the meter under the head: serial number, type, software, customer number, and"
            + " its addresses on an M-Bus.")
public final class KmpIdentifyCommand implements Callable<Integer> {
  @Mixin HeadLine line = new HeadLine();

  @Mixin OutputOptions output = new OutputOptions();

  @Mixin UnitOptions units = new UnitOptions();

  private final CommandCamel camel;
  private final Clock clock;

  @Inject
  public KmpIdentifyCommand(CommandCamel camel, Clock clock) {
    this.camel = camel;
    this.clock = clock;
  }

  @Override
  public Integer call() throws Exception {
    return HeadReading.print(
        line.endpoint(camel, Map.of("operation", "identify")), output, units, clock);
  }
}
