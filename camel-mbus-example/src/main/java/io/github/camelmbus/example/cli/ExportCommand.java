package io.github.camelmbus.example.cli;

import io.github.camelmbus.example.archive.Archive;
import io.github.camelmbus.example.archive.ArchiveEntry;
import io.github.camelmbus.example.archive.EntryCodec;
import io.github.camelmbus.example.sink.ReadingKeys;
import io.github.camelmbus.reading.MeterReading;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The readings of the archive, decoded. */
@Command(
    name = "export",
    description = "Prints the readings of the archive in the order they were read.")
public final class ExportCommand implements Callable<Integer> {
  @Mixin TimeOptions time = new TimeOptions();

  @Mixin MeterOption meter = new MeterOption();

  @Option(
      names = "--key",
      paramLabel = "KEY",
      description = "Only the record with this key, such as energy, of readings that have it.")
  @Nullable String key;

  @Option(
      names = "--csv",
      description = "Print CSV: a row for each record, as in the CSV file of a day.")
  boolean csv;

  @Option(
      names = "--names-now",
      description = "Print the names that the inventory has now, not those of the time of reading.")
  boolean namesNow;

  @Mixin UnitOptions units = new UnitOptions();

  @Mixin OutputOptions output = new OutputOptions();

  private final Archives archives;
  private final CsvOutput csvOutput;
  private final ReadingKeys keys;
  private final Clock clock;
  private final Map<ArchiveEntry.Source, ArchiveEntry.Source> named = new HashMap<>();

  @Inject
  ExportCommand(Archives archives, CsvOutput csvOutput, ReadingKeys keys, Clock clock) {
    this.archives = archives;
    this.csvOutput = csvOutput;
    this.keys = keys;
    this.clock = clock;
  }

  @Override
  public Integer call() {
    TimeOptions.Range range = time.range(clock.getZone());
    AtomicBoolean found = new AtomicBoolean();
    EntryCodec codec = keys.codecOfNow();
    Function<ArchiveEntry, MeterReading> readings =
        codec.readings(one -> key == null || one.equals(key));
    try (Archive archive = archives.read()) {
      meter.requireKnown(archive.sources().stream().map(this::named).toList(), archive.path());
      Consumer<MeterReading> printer = printer();
      Predicate<ArchiveEntry.Source> meters = source -> meter.includes(named(source));
      archive.entries(
          meters,
          range.from(),
          range.to(),
          archived -> {
            ArchiveEntry entry = archived.entry();
            MeterReading reading = readings.apply(entry.withName(named(entry.source()).name()));
            if (key == null || !reading.records().isEmpty()) {
              found.set(true);
              printer.accept(reading);
              output.requireReader();
            }
          });
      if (key != null && !found.get()) {
        Archives.requireKey(key, archive, codec, meters, range);
      }
    }
    return ExitCode.OK;
  }

  private Consumer<MeterReading> printer() {
    if (!csv) {
      return new ReadingOutput(output, units)::print;
    }
    Consumer<MeterReading> rows = csvOutput.readings(output.data());
    return reading -> rows.accept(units.shown(reading));
  }

  private ArchiveEntry.Source named(ArchiveEntry.Source source) {
    return namesNow ? named.computeIfAbsent(source, this::namedNow) : source;
  }

  private ArchiveEntry.Source namedNow(ArchiveEntry.Source source) {
    return source.withName(keys.nameNow(source));
  }
}
