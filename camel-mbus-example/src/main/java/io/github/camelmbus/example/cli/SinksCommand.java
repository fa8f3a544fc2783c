package io.github.camelmbus.example.cli;

import io.github.camelmbus.example.archive.Archive;
import jakarta.inject.Inject;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** How far the sinks of a network have come in the archive. */
@Command(
    name = "sinks",
    description = "Sets how far sinks have come in the archive, also while run serves them.",
    subcommands = SinksCommand.Rewind.class)
public final class SinksCommand {
  /** Sends a sink again what was read since a moment. */
  @Command(name = "rewind", description = "Lets a sink get all again that was read since a moment.")
  public static final class Rewind implements Callable<Integer> {
    @Parameters(paramLabel = "SINK", description = "kafka, postgresql, mqtt or http.")
    String sink = "";

    @Option(
        names = "--to",
        required = true,
        paramLabel = "TIME",
        description = "2026-11-01, or 2026-11-01T06:00.")
    String to = "";

    @Mixin OutputOptions output = new OutputOptions();

    private final String path;
    private final Clock clock;

    @Inject
    Rewind(@ConfigProperty(name = "mbus.archive") String path, Clock clock) {
      this.path = path;
      this.clock = clock;
    }

    @Override
    public Integer call() {
      Instant moment = Objects.requireNonNull(Moments.parse(to, "--to", clock.getZone()));
      PrintStream out = output.data();
      try (Archive archive = Archives.read(path)) {
        List<String> sinks = archive.sinks();
        if (!sinks.contains(sink)) {
          throw new IllegalArgumentException(
              "no sink %s has taken readings from the archive; %s"
                  .formatted(
                      sink,
                      sinks.isEmpty()
                          ? "none has yet"
                          : "these have: " + String.join(", ", sinks)));
        }
        long position = archive.position(sink).orElse(0);
        if (archive.rewind(sink, moment)) {
          out.println(
              "%s gets %d readings again, those since %s"
                  .formatted(sink, position - archive.lastBefore(moment), moment));
        } else {
          out.println(
              "%s has got nothing that was read since %s, and %d readings wait for it; nothing was"
                      .formatted(sink, moment, Math.max(0, archive.last() - position))
                  + " changed");
        }
        out.flush();
        return ExitCode.OK;
      }
    }
  }
}
