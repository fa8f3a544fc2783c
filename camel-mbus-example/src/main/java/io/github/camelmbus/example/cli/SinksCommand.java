package io.github.camelmbus.example.cli;

import io.github.camelmbus.example.archive.Archive;
import jakarta.inject.Inject;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Commands for the positions of the network's sinks in the archive. */
@Command(
    name = "sinks",
    description = "Sets the positions of sinks in the archive, also while run serves them.",
    subcommands = SinksCommand.Rewind.class)
public final class SinksCommand {
  /** Sets a sink back. */
  @Command(name = "rewind", description = "Sends a sink again all that was read since a time.")
  public static final class Rewind extends ArchiveCommand.Action {
    @Parameters(paramLabel = "SINK", description = "kafka, postgresql, mqtt or http.")
    String sink = "";

    @Option(
        names = "--to",
        required = true,
        paramLabel = "TIME",
        description = "The time of the first reading to send: 2026-11-01, or 2026-11-01T06:00.")
    String to = "";

    private final Clock clock;

    @Inject
    Rewind(Archives archives, Clock clock) {
      super(archives);
      this.clock = clock;
    }

    @Override
    int run(Archive archive, PrintStream out) {
      Instant moment = Objects.requireNonNull(Moments.parse(to, "--to", clock.getZone()));
      List<String> sinks = archive.sinks();
      if (!sinks.contains(sink)) {
        throw new IllegalArgumentException(
            "no sink %s has taken readings from the archive; %s"
                .formatted(
                    sink,
                    sinks.isEmpty() ? "none has yet" : "these have: " + String.join(", ", sinks)));
      }
      long position = archive.position(sink).orElse(0);
      if (archive.rewind(sink, moment)) {
        out.println(
            "%s gets %d readings again, those since %s"
                .formatted(sink, position - archive.lastBefore(moment), moment));
      } else {
        out.println(
            ("%s has got nothing that was read since %s, and %d readings wait for it; nothing was"
                    + " changed")
                .formatted(sink, moment, Math.max(0, archive.last() - position)));
      }
      return ExitCode.OK;
    }
  }
}
