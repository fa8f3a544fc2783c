package io.github.camelmbus.example.cli;

import io.github.camelmbus.example.archive.Archive;
import io.github.camelmbus.example.report.Series;
import io.github.camelmbus.example.sink.CsvRoute;
import io.github.camelmbus.example.sink.CsvRows;
import io.github.camelmbus.example.sink.ReadingKeys;
import jakarta.inject.Inject;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.eclipse.microprofile.config.inject.ConfigProperty;
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
        "Prints one record of each meter by time, from the readings of the archive; what polls have"
            + " missed is filled by what the meter has stored itself.")
public final class SeriesCommand implements Callable<Integer> {
  @Option(
      names = "--key",
      paramLabel = "KEY",
      required = true,
      description = "Which record: energy, or volumeFlow_max.")
  String key = "";

  @Option(
      names = "--meter",
      paramLabel = "METER",
      description = "Of one meter: its number, its secondary address or its name.")
  @Nullable String meter;

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

  @Option(names = "--csv", description = "Rows of a CSV file.")
  boolean csv;

  @Mixin OutputOptions output = new OutputOptions();

  @Spec CommandSpec spec;

  private final CsvRows csvRows;
  private final String separator;
  private final String path;
  private final ReadingKeys keys;
  private final Clock clock;

  @Inject
  SeriesCommand(
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
    PrintStream out = output.data();
    Rows rows = rows(out);
    try (Archive archive = Archives.read(path)) {
      if (meter != null) {
        Meters.requireKnown(meter, archive.sources(), path);
      }
      new Series(archive, keys.codec(), clock.getZone())
          .each(source -> Meters.is(meter, source), key, first, end, rows::add);
    }
    rows.end();
    if (rows.count == 0) {
      spec.commandLine()
          .getErr()
          .println(
              "no reading of this time has a number %s; mbus export shows what there is"
                  .formatted(key));
    }
    out.flush();
    output.requireWritten();
    return ExitCode.OK;
  }

  private Rows rows(PrintStream out) throws IOException {
    if (csv) {
      return new CsvRecords(out);
    }
    return output.json() ? new JsonLines(out) : new TableRows(out);
  }

  /** What becomes of the numbers, of which there may be many. */
  private abstract static class Rows {
    private int count;

    final void add(Series.Point point) {
      count++;
      try {
        print(point);
      } catch (IOException e) {
        throw new UncheckedIOException("the output cannot be written", e);
      }
    }

    abstract void print(Series.Point point) throws IOException;

    void end() throws IOException {}
  }

  private final class JsonLines extends Rows {
    private final PrintStream out;

    JsonLines(PrintStream out) {
      this.out = out;
    }

    @Override
    void print(Series.Point point) {
      out.print(JsonLine.of(members(point)) + "\n");
    }
  }

  private final class CsvRecords extends Rows {
    private final CSVPrinter printer;

    /** With a buffer, as each value would be a write of its own. */
    CsvRecords(PrintStream out) throws IOException {
      CSVFormat format =
          CSVFormat.DEFAULT.builder().setDelimiter(CsvRoute.separator(separator)).get();
      printer =
          new CSVPrinter(
              new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8)), format);
      printer.printRecord("at", "meter", "name", "key", "value", "unit", "source");
    }

    @Override
    void print(Series.Point point) throws IOException {
      printer.printRecord(
          members(point).values().stream().map(SeriesCommand.this::csvCell).toList());
    }

    @Override
    void end() throws IOException {
      printer.flush();
    }
  }

  private static final class TableRows extends Rows {
    private final Table table = new Table("meter", "at", "value", "unit", "source");
    private final PrintStream out;

    TableRows(PrintStream out) {
      this.out = out;
    }

    @Override
    void print(Series.Point point) {
      table.row(
          point.name() == null ? point.meter() : point.name(),
          point.at(),
          point.number().toPlainString(),
          point.unit(),
          word(point));
    }

    @Override
    void end() {
      table.print(out);
    }
  }

  private Map<String, @Nullable Object> members(Series.Point point) {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    members.put("at", point.at().toString());
    members.put("meter", point.meter());
    members.put("name", point.name());
    members.put("key", key);
    // Without an exponent, whatever its scale.
    members.put("value", new BigDecimal(point.number().toPlainString()));
    members.put("unit", point.unit());
    members.put("source", word(point));
    return members;
  }

  private static String word(Series.Point point) {
    return point.source().name().toLowerCase(Locale.ROOT);
  }

  /** As in the CSV file of a day. */
  private @Nullable Object csvCell(@Nullable Object member) {
    if (member instanceof BigDecimal number) {
      return csvRows.decimal(number);
    }
    return member instanceof String text ? CsvRows.harmless(text) : member;
  }
}
