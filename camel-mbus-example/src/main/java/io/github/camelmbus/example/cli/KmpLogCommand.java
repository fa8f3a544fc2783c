package io.github.camelmbus.example.cli;

import io.github.camelmbus.camel.KmpEndpoint;
import io.github.camelmbus.example.app.CamelSession;
import io.github.camelmbus.kmp.head.KmpLogException;
import io.github.camelmbus.kmp.head.KmpNoAnswerException;
import io.github.camelmbus.reading.MeterReading;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Reads a log that the meter under a head keeps. */
@Command(
    name = "log",
    description = "Reads a log that the meter keeps: a reading for each entry, the oldest first.")
public final class KmpLogCommand implements Callable<Integer> {
  @Mixin HeadLine line = new HeadLine();

  @Parameters(
      index = "1",
      paramLabel = "LOG",
      description = "hour, day, month, year, info; or module-1, with --destination.")
  String log = "";

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description =
          "The oldest entry, by the clock of the meter: 2026-11-01 or 2026-11-01T06:00. By default"
              + " all that it has kept.")
  @Nullable String from;

  @Option(names = "--to", paramLabel = "TIME", description = "The newest entry, as --from.")
  @Nullable String to;

  @Option(
      names = "--registers",
      paramLabel = "LIST",
      description = "Registers by number or name; by default those that the log keeps.")
  @Nullable String registers;

  @Mixin OutputOptions output = new OutputOptions();

  @Mixin UnitOptions units = new UnitOptions();

  @Spec CommandSpec spec;

  private final CamelSession camel;

  @Inject
  public KmpLogCommand(CamelSession camel) {
    this.camel = camel;
  }

  @Override
  public Integer call() throws Exception {
    Map<String, Object> options = new LinkedHashMap<>();
    options.put("operation", "getLog");
    options.put("log", log);
    TransportOptions.put(options, "from", from);
    TransportOptions.put(options, "to", to);
    TransportOptions.put(options, "registers", registers);
    KmpEndpoint endpoint = line.endpoint(camel, options);
    Exchange answer = HeadLine.call(endpoint);
    Exception failure = answer.getException();
    if (failure instanceof KmpLogException || failure instanceof KmpNoAnswerException) {
      spec.commandLine().getErr().println(Failures.message(failure));
      return ExitCode.SOME_FAILED;
    } else if (failure != null) {
      throw failure;
    }
    List<?> entries = answer.getMessage().getBody(List.class);
    if (entries.isEmpty()) {
      spec.commandLine().getErr().println("the " + log + " log has no entry in this time");
    }
    return print(entries);
  }

  private int print(List<?> entries) {
    ReadingOutput out = new ReadingOutput(output, units);
    int exitCode = ExitCode.OK;
    for (Object entry : entries) {
      MeterReading reading = (MeterReading) entry;
      out.print(reading);
      if (reading.error() != null) {
        exitCode = ExitCode.SOME_FAILED;
      }
    }
    output.requireWritten();
    return exitCode;
  }
}
