package io.github.camelmbus.example.cli;

import io.github.camelmbus.example.archive.Archive;
import io.github.camelmbus.example.report.Consumption;
import io.github.camelmbus.example.report.ConsumptionReport;
import io.github.camelmbus.example.report.Period;
import io.github.camelmbus.example.sink.CsvRoute;
import io.github.camelmbus.example.sink.CsvRows;
import io.github.camelmbus.example.sink.ReadingKeys;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Year;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
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

/** How much was used. */
@Command(
    name = "report",
    description =
        "Tells how much each meter has counted in a month or a year, from the readings of the"
            + " archive.")
public final class ReportCommand implements Callable<Integer> {
  @Option(
      names = "--month",
      paramLabel = "MONTH",
      description = "2026-11; without it and --year the last month that has ended.")
  @Nullable String month;

  @Option(names = "--year", paramLabel = "YEAR", description = "2026.")
  @Nullable String year;

  @Option(
      names = "--by",
      paramLabel = "STEP",
      description = "A row for each day, month or year of that time: day, month, year.")
  Period.Step step = Period.Step.WHOLE;

  @Option(
      names = "--meter",
      paramLabel = "METER",
      description = "Of one meter: its number, its secondary address or its name.")
  @Nullable String meter;

  @Option(
      names = "--interpolate",
      description = "Estimates a beginning or an end without a value from those around it.")
  boolean interpolate;

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
  ReportCommand(
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
    Period period = period();
    List<Consumption> rows;
    try (Archive archive = Archives.read(path)) {
      if (meter != null) {
        Meters.requireKnown(meter, archive.sources(), path);
      }
      ConsumptionReport.Gaps gaps =
          interpolate ? ConsumptionReport.Gaps.INTERPOLATED : ConsumptionReport.Gaps.TOLD;
      rows =
          new ConsumptionReport(archive, keys.codec(), gaps)
              .of(period, step, source -> Meters.is(meter, source));
    }
    if (rows.stream().allMatch(row -> row.start() == null)) {
      spec.commandLine()
          .getErr()
          .println(
              "nothing was read from %s to %s; --month and --year choose another time"
                  .formatted(period.first(), period.end().minusDays(1)));
    }
    PrintStream out = output.data();
    if (csv) {
      printCsv(rows, out);
    } else if (output.json()) {
      rows.forEach(row -> out.print(JsonLine.of(members(row)) + "\n"));
    } else {
      printTable(rows, out);
    }
    out.flush();
    output.requireWritten();
    return ExitCode.OK;
  }

  private Period period() {
    if (month != null && year != null) {
      throw new IllegalArgumentException("give one of --month and --year");
    }
    try {
      if (year != null) {
        LocalDate first = Year.parse(year).atDay(1);
        return new Period(first, first.plusYears(1), clock.getZone());
      }
      YearMonth wanted =
          month == null ? YearMonth.now(clock).minusMonths(1) : YearMonth.parse(month);
      LocalDate first = wanted.atDay(1);
      return new Period(first, first.plusMonths(1), clock.getZone());
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "--month is such as 2026-11 and --year such as 2026; there is '%s'"
              .formatted(month == null ? year : month),
          e);
    }
  }

  private static Map<String, @Nullable Object> members(Consumption row) {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    members.put("meter", row.meter());
    members.put("name", row.name());
    members.put("key", row.key());
    members.put("unit", row.unit());
    members.put("from", row.period().first().toString());
    members.put("to", row.period().end().toString());
    members.put("used", plain(row.used()));
    put(members, "start", row.start());
    put(members, "end", row.end());
    members.put("complete", row.complete());
    members.put("remarks", row.remarks());
    return members;
  }

  private static void put(
      Map<String, @Nullable Object> members, String name, Consumption.@Nullable Value value) {
    members.put(name, value == null ? null : plain(value.number()));
    members.put(name + "At", value == null ? null : second(value.at()).toString());
    members.put(name + "Source", value == null ? null : word(value.source()));
  }

  private static String word(Consumption.Source source) {
    return source.name().toLowerCase(Locale.ROOT);
  }

  private static Instant second(Instant at) {
    return at.truncatedTo(ChronoUnit.SECONDS);
  }

  /** Without an exponent, whatever its scale. */
  private static @Nullable BigDecimal plain(@Nullable BigDecimal number) {
    return number == null ? null : new BigDecimal(number.toPlainString());
  }

  private void printCsv(List<Consumption> rows, PrintStream out) throws IOException {
    CSVFormat format =
        CSVFormat.DEFAULT.builder().setDelimiter(CsvRoute.separator(separator)).get();
    CSVPrinter printer = new CSVPrinter(out, format);
    printer.printRecord(
        "meter",
        "name",
        "key",
        "unit",
        "from",
        "to",
        "used",
        "start",
        "startAt",
        "startSource",
        "end",
        "endAt",
        "endSource",
        "complete",
        "remarks");
    for (Consumption row : rows) {
      Map<String, @Nullable Object> members = members(row);
      members.put("remarks", String.join("; ", row.remarks()));
      printer.printRecord(members.values().stream().map(this::csvCell).toList());
    }
  }

  /** As in the CSV file of a day. */
  private @Nullable Object csvCell(@Nullable Object member) {
    if (member instanceof BigDecimal number) {
      return csvRows.decimal(number);
    }
    return member instanceof String text ? CsvRows.harmless(text) : member;
  }

  private static void printTable(List<Consumption> rows, PrintStream out) {
    Table table =
        new Table("meter", "from", "key", "used", "unit", "start", "end", "of it", "remarks");
    for (Consumption row : rows) {
      table.row(
          row.name() == null ? row.meter() : row.name(),
          row.period().first(),
          row.key(),
          row.used() == null ? "-" : row.used().toPlainString(),
          row.unit(),
          cell(row.start()),
          cell(row.end()),
          Math.round(row.complete() * 100) + " %",
          String.join("; ", row.remarks()));
    }
    table.print(out);
  }

  private static String cell(Consumption.@Nullable Value value) {
    if (value == null) {
      return "-";
    }
    String mark =
        value.source() == Consumption.Source.POLL ? "" : " (" + word(value.source()) + ")";
    return value.number().toPlainString() + mark;
  }
}
