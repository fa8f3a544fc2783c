package io.github.camelmbus.example.cli;

import io.github.camelmbus.example.archive.Archive;
import io.github.camelmbus.example.archive.EntryCodec;
import io.github.camelmbus.example.report.Series;
import io.github.camelmbus.example.sink.ReadingKeys;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** One record of a meter over time. */
@Command(
    name = "series",
    description =
        "Prints one record of each meter by time, from the readings of the archive; gaps between"
            + " polls are filled with values that the meter has stored.")
public final class SeriesCommand implements Callable<Integer> {
  @Option(
      names = "--key",
      paramLabel = "KEY",
      required = true,
      description = "The key of the record: energy, or volumeFlow_max.")
  String key = "";

  @Mixin MeterOption meter = new MeterOption();

  @Mixin TimeOptions time = new TimeOptions();

  @Option(names = "--csv", description = "Print CSV.")
  boolean csv;

  @Mixin OutputOptions output = new OutputOptions();

  @Spec CommandSpec spec;

  private final Archives archives;
  private final CsvOutput csvOutput;
  private final ReadingKeys keys;
  private final Clock clock;

  @Inject
  SeriesCommand(Archives archives, CsvOutput csvOutput, ReadingKeys keys, Clock clock) {
    this.archives = archives;
    this.csvOutput = csvOutput;
    this.keys = keys;
    this.clock = clock;
  }

  @Override
  public Integer call() {
    TimeOptions.Range range = time.range(clock.getZone());
    EntryCodec codec = keys.codecOfNow();
    try (Archive archive = archives.read();
        RowOutput<Series.Point> rows = new RowOutput<>(form(), output, csv ? csvOutput : null)) {
      meter.requireKnown(archive.sources(), archive.path());
      new Series(archive, codec, clock.getZone())
          .each(meter::includes, key, range.from(), range.to(), rows::print);
      if (rows.isEmpty()) {
        Archives.requireKey(key, archive, codec, meter::includes, range);
        spec.commandLine()
            .getErr()
            .println("no reading of this time has a number with the key " + key);
      }
      rows.end();
    }
    return ExitCode.OK;
  }

  private RowOutput.Form<Series.Point> form() {
    return new RowOutput.Form<>(
        List.of("at", "meter", "name", "key", "value", "unit", "source"),
        this::values,
        List.of("meter", "at", "value", "unit", "source"),
        SeriesCommand::cells);
  }

  private List<@Nullable Object> values(Series.Point point) {
    return Arrays.asList(
        point.at().toString(),
        point.meter(),
        point.name(),
        key,
        point.number(),
        point.unit(),
        point.source().word());
  }

  private static List<@Nullable Object> cells(Series.Point point) {
    return Arrays.asList(
        point.name() == null ? point.meter() : point.name(),
        point.at(),
        point.number(),
        point.unit(),
        point.source().word());
  }
}
