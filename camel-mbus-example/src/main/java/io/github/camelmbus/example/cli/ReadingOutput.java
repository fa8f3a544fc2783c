package io.github.camelmbus.example.cli;

import io.github.camelmbus.example.sink.Printable;
import io.github.camelmbus.reading.MeterReading;
import io.github.camelmbus.reading.ReadingJson;
import java.io.PrintStream;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Prints readings and errors as they come, each as a line of JSON or as a table. */
final class ReadingOutput {
  private final PrintStream out;
  private final boolean json;
  private final UnitOptions units;
  private final int columns;

  ReadingOutput(OutputOptions options, UnitOptions units) {
    this.out = options.data();
    this.json = options.json();
    this.units = units;
    this.columns = options.columns();
  }

  void print(MeterReading asRead) {
    MeterReading reading = units.shown(asRead);
    if (json) {
      out.print(ReadingJson.text(reading) + "\n");
    } else {
      printTable(reading);
    }
    out.flush();
  }

  /** Whether the output is still read; not after {@code decode ... | head} has ended. */
  boolean isOpen() {
    return !out.checkError();
  }

  private void printTable(MeterReading reading) {
    out.println(Printable.of(title(reading)));
    if (!reading.records().isEmpty()) {
      Table table = new Table("  key", "value", "unit", "quality");
      reading
          .records()
          .forEach(r -> table.row("  " + r.key(), r.value(), r.unit(), r.quality().text()));
      table.print(out, columns);
    }
    reading.warnings().forEach(warning -> out.println(Printable.of("  warning: " + warning)));
    out.println();
  }

  private static String title(MeterReading reading) {
    List<@Nullable Object> parts = new ArrayList<>();
    MeterReading.Meter meter = reading.meter();
    if (meter != null) {
      parts.addAll(Arrays.asList(meter.id(), meter.name(), meter.manufacturer()));
      Integer primary = meter.primaryAddress();
      parts.add(meter.deviceType());
      parts.add(primary == null ? null : "primary " + primary);
    }
    parts.add(reading.readAt() == null ? null : reading.readAt().truncatedTo(ChronoUnit.SECONDS));
    MeterReading.Problem error = reading.error();
    if (error != null) {
      parts.add(error.code() + ": " + error.message());
    }
    return parts.stream()
        .filter(Objects::nonNull)
        .map(Object::toString)
        .collect(Collectors.joining("  "));
  }
}
