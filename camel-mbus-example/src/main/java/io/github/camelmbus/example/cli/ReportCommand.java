package io.github.camelmbus.example.cli;

import io.github.camelmbus.example.archive.Archive;
import io.github.camelmbus.example.report.Consumption;
import io.github.camelmbus.example.report.ConsumptionReport;
import io.github.camelmbus.example.report.ConsumptionReport.Gaps;
import io.github.camelmbus.example.report.Period;
import io.github.camelmbus.example.sink.ReadingKeys;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.Year;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
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
        "Prints how much each meter has counted in a month or a year, from the readings of the"
            + " archive.")
public final class ReportCommand implements Callable<Integer> {
  private static final RowOutput.Form<Consumption> FORM =
      new RowOutput.Form<>(
          List.of(
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
              "remarks"),
          ReportCommand::values,
          List.of("meter", "from", "key", "used", "unit", "start", "end", "of it", "remarks"),
          ReportCommand::cells);

  @Option(
      names = "--month",
      paramLabel = "MONTH",
      description =
          "The month, such as 2026-11; without --month and --year the last complete month.")
  @Nullable String month;

  @Option(names = "--year", paramLabel = "YEAR", description = "The year, such as 2026.")
  @Nullable String year;

  @Option(
      names = "--by",
      paramLabel = "STEP",
      description =
          "A row for each day, month or year of this time: day, month, year; by default one for"
              + " all.")
  Period.Step step = Period.Step.WHOLE;

  @Mixin MeterOption meter = new MeterOption();

  @Option(
      names = "--interpolate",
      description =
          "Interpolate a missing value at the beginning or the end from those before and after it.")
  boolean interpolate;

  @Option(names = "--csv", description = "Print CSV.")
  boolean csv;

  @Mixin OutputOptions output = new OutputOptions();

  @Spec CommandSpec spec;

  private final Archives archives;
  private final CsvOutput csvOutput;
  private final ReadingKeys keys;
  private final Clock clock;

  @Inject
  ReportCommand(Archives archives, CsvOutput csvOutput, ReadingKeys keys, Clock clock) {
    this.archives = archives;
    this.csvOutput = csvOutput;
    this.keys = keys;
    this.clock = clock;
  }

  @Override
  public Integer call() {
    Period period = period();
    List<Consumption> rows;
    try (Archive archive = archives.read()) {
      meter.requireKnown(archive.sources(), archive.path());
      rows =
          new ConsumptionReport(
                  archive, keys.codecOfNow(), interpolate ? Gaps.INTERPOLATED : Gaps.OPEN)
              .of(period, step, meter::includes);
    }
    if (rows.stream().allMatch(row -> row.start() == null)) {
      spec.commandLine()
          .getErr()
          .println(
              "nothing was read from %s to %s; --month and --year choose another time"
                  .formatted(period.first(), period.end().minusDays(1)));
    }
    try (RowOutput<Consumption> out = new RowOutput<>(FORM, output, csv ? csvOutput : null)) {
      rows.forEach(out::print);
      out.end();
    }
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
          "--month has the form 2026-11, and --year the form 2026; '%s' has neither"
              .formatted(month == null ? year : month),
          e);
    }
  }

  private static List<@Nullable Object> values(Consumption row) {
    List<@Nullable Object> values =
        new ArrayList<>(
            Arrays.asList(
                row.meter(),
                row.name(),
                row.key(),
                row.unit(),
                row.period().first().toString(),
                row.period().end().toString(),
                row.used()));
    values.addAll(details(row.start()));
    values.addAll(details(row.end()));
    values.add(row.complete());
    values.add(row.remarks());
    return values;
  }

  private static List<@Nullable Object> details(Consumption.@Nullable Value value) {
    return value == null
        ? Arrays.asList(null, null, null)
        : List.of(
            value.number(),
            value.at().truncatedTo(ChronoUnit.SECONDS).toString(),
            value.source().word());
  }

  private static List<@Nullable Object> cells(Consumption row) {
    return Arrays.asList(
        row.name() == null ? row.meter() : row.name(),
        row.period().first(),
        row.key(),
        row.used() == null ? "-" : row.used(),
        row.unit(),
        cell(row.start()),
        cell(row.end()),
        Math.round(row.complete() * 100) + " %",
        String.join("; ", row.remarks()));
  }

  private static String cell(Consumption.@Nullable Value value) {
    if (value == null) {
      return "-";
    }
    String mark =
        value.source() == Consumption.Source.POLL ? "" : " (" + value.source().word() + ")";
    return value.number().toPlainString() + mark;
  }
}
