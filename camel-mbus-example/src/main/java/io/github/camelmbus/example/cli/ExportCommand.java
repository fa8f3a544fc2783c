package io.github.camelmbus.example.cli;

import io.github.camelmbus.example.archive.Archive;
import io.github.camelmbus.example.archive.ArchiveEntry;
import io.github.camelmbus.example.sink.CsvRoute;
import io.github.camelmbus.example.sink.CsvRows;
import io.github.camelmbus.example.sink.ReadingKeys;
import io.github.camelmbus.reading.MeterReading;
import jakarta.inject.Inject;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the archive has, decoded. */
@Command(
    name = "export",
    description = "Prints the readings of the archive in the order they were read.")
public final class ExportCommand implements Callable<Integer> {
  @Option(
      names = "--from",
      paramLabel = "TIME",
      description = "The first: 2026-11-01, or 2026-11-01T06:00. Without it all until --to.")
  @Nullable String from;

  @Option(
      names = "--to",
      paramLabel = "TIME",
      description = "Those before it; without it all since.")
  @Nullable String to;

  @Option(
      names = "--meter",
      paramLabel = "METER",
      description = "Of one meter: its number, its secondary address or its name.")
  @Nullable String meter;

  @Option(names = "--key", paramLabel = "KEY", description = "One record of each: energy.")
  @Nullable String key;

  @Option(names = "--csv", description = "A row for each record, as in the CSV file of a day.")
  boolean csv;

  @Option(
      names = "--names-now",
      description = "Names as the inventory has them now, not as they were when meters were read.")
  boolean namesNow;

  @Mixin UnitOptions units = new UnitOptions();

  @Mixin OutputOptions output = new OutputOptions();

  private final CsvRows csvRows;
  private final String separator;
  private final String path;
  private final ReadingKeys keys;
  private final Clock clock;

  @Inject
  ExportCommand(
      CsvRows csvRows,
      @ConfigProperty(name = "mbus.csv.separator") String separator,
      @ConfigProperty(name = "mbus.archive") String path,
      ReadingKeys keys,
      Clock clock) {
    this.csvRows = csvRows;
    this.separator = separator;
    this.path = path;
    this.keys = keys;
    this.clock = clock;
  }

  @Override
  public Integer call() throws IOException {
    Instant first = Moments.parse(from, "--from", clock.getZone());
    Instant end = Moments.parse(to, "--to", clock.getZone());
    Moments.requireOrder(first, end, from, to);
    Set<String> known = new TreeSet<>();
    try (Archive archive = Archives.read(path)) {
      if (meter != null) {
        Meters.requireKnown(meter, archive.sources().stream().map(this::named).toList(), path);
      }
      Printer printer =
          csv ? new CsvPrinter(output.data()) : new ReadingOutput(output, units)::print;
      archive.entries(
          source -> Meters.is(meter, named(source)),
          first,
          end,
          archived -> {
            ArchiveEntry entry = archived.entry().withName(named(archived.entry().source()).name());
            MeterReading reading = keys.codec().reading(entry, one -> isWanted(one, known));
            if (key == null || !reading.records().isEmpty()) {
              printer.print(reading);
            }
          });
    }
    if (key != null && !known.isEmpty() && !known.contains(key)) {
      throw new IllegalArgumentException(
          "--key %s: no reading has such a record; there is %s"
              .formatted(key, String.join(", ", known)));
    }
    output.requireWritten();
    return ExitCode.OK;
  }

  /**
   * @param known gets the keys that there are, if one is looked for.
   */
  private boolean isWanted(String one, Set<String> known) {
    if (key == null) {
      return true;
    }
    known.add(one);
    return one.equals(key);
  }

  private ArchiveEntry.Source named(ArchiveEntry.Source source) {
    return namesNow ? source.withName(keys.nameNow(source)) : source;
  }

  private interface Printer {
    void print(MeterReading reading);
  }

  /** The rows of the CSV file of a day. */
  private final class CsvPrinter implements Printer {
    private final CSVPrinter rows;

    /** With a buffer, as each value would be a write of its own. */
    CsvPrinter(PrintStream out) throws IOException {
      rows =
          new CSVPrinter(
              new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8)),
              CSVFormat.DEFAULT.builder().setDelimiter(CsvRoute.separator(separator)).get());
      rows.printRecord((Object[]) CsvRows.columns());
      rows.flush();
    }

    @Override
    public void print(MeterReading reading) {
      try {
        for (Map<String, @Nullable Object> row : csvRows.rows(units.shown(reading))) {
          rows.printRecord(List.of(CsvRows.columns()).stream().map(row::get).toList());
        }
        rows.flush();
      } catch (IOException e) {
        throw new UncheckedIOException("the output cannot be written", e);
      }
    }
  }
}
