package io.github.camelmbus.example.cli;

import io.github.camelmbus.camel.KmpEndpoint;
import io.github.camelmbus.example.app.CommandCamel;
import io.github.camelmbus.kmp.head.KmpLogException;
import io.github.camelmbus.kmp.head.KmpNoAnswerException;
import io.github.camelmbus.reading.MeterReading;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
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
      description = "The log: hour, day, month, year, info; or module-1, with --destination.")
  String log = "";

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description =
          "The oldest entry, by the clock of the meter: 2026-11-01 or 2026-11-01T06:00; by default"
              + " the oldest one of the log.")
  @Nullable String from;

  @Option(
      names = "--to",
      paramLabel = "TIME",
      description = "The newest entry, in the same form; by default the newest one of the log.")
  @Nullable String to;

  @Option(
      names = "--registers",
      paramLabel = "LIST",
      description = "Registers by number or name: 60,volume; by default those that the log has.")
  @Nullable String registers;

  @Mixin OutputOptions output = new OutputOptions();

  @Mixin UnitOptions units = new UnitOptions();

  @Spec CommandSpec spec;

  private final CommandCamel camel;

  @Inject
  public KmpLogCommand(CommandCamel camel) {
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
    try {
      List<?> entries = LineCall.send(endpoint, List.class, request -> {});
      if (entries.isEmpty()) {
        spec.commandLine().getErr().println("the " + log + " log has no entry in this time");
      }
      return print(entries);
    } catch (KmpLogException | KmpNoAnswerException e) {
      spec.commandLine().getErr().println(Failures.message(e));
      return ExitCode.SOME_FAILED;
    }
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
    return exitCode;
  }
}
