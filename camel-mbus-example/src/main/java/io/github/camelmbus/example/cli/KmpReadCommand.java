package io.github.camelmbus.example.cli;

import io.github.camelmbus.example.app.CommandCamel;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Reads the meter under a head. */
@Command(name = "read", description = "Reads the meter under the head.")
public final class KmpReadCommand implements Callable<Integer> {
  @Mixin HeadLine line = new HeadLine();

  @Option(
      names = "--registers",
      paramLabel = "LIST",
      description =
          "Registers by number or name: 60,volume,1004; by default the counters and current values"
              + " that the meter has.")
  @Nullable String registers;

  @Mixin OutputOptions output = new OutputOptions();

  @Mixin UnitOptions units = new UnitOptions();

  private final CommandCamel camel;
  private final Clock clock;

  @Inject
  public KmpReadCommand(CommandCamel camel, Clock clock) {
    this.camel = camel;
    this.clock = clock;
  }

  @Override
  public Integer call() throws Exception {
    Map<String, Object> named = registers == null ? Map.of() : Map.of("registers", registers);
    return HeadReading.print(line.endpoint(camel, named), output, units, clock);
  }
}
