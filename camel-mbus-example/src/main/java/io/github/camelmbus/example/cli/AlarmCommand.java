package io.github.camelmbus.example.cli;

import io.github.camelmbus.camel.MBusConstants;
import io.github.camelmbus.camel.operation.AlarmResult;
import io.github.camelmbus.example.app.CommandCamel;
import io.github.camelmbus.example.sink.Printable;
import io.github.camelmbus.master.BusException;
import io.github.camelmbus.master.MeterAddress;
import jakarta.inject.Inject;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Asks a meter whether it has an alarm. */
@Command(name = "alarm", description = "Asks a meter whether it has an alarm.")
public final class AlarmCommand implements Callable<Integer> {
  @Mixin OneRateLine line = new OneRateLine();

  @ArgGroup(multiplicity = "1")
  OneMeter meter = new OneMeter();

  @Mixin OutputOptions output = new OutputOptions();

  @Spec CommandSpec spec;

  private final CommandCamel camel;

  @Inject
  public AlarmCommand(CommandCamel camel) {
    this.camel = camel;
  }

  @Override
  public Integer call() throws Exception {
    LineCall call = new LineCall(line.endpoint(camel, null, null), "readAlarm");
    List<MeterAddress> addresses = meter.addresses();
    AlarmResult result;
    try {
      result =
          call.run(
              AlarmResult.class, message -> message.setHeader(MBusConstants.ADDRESS, addresses));
    } catch (BusException e) {
      result = AlarmResult.failed(e.address(), e);
    }
    PrintStream out = output.data();
    if (output.json()) {
      out.print(result.json() + "\n");
    } else {
      print(result, out);
    }
    out.flush();
    return result.error() == null ? ExitCode.OK : ExitCode.SOME_FAILED;
  }

  private void print(AlarmResult result, PrintStream out) {
    if (result.error() != null) {
      spec.commandLine().getErr().println(Printable.of(result.error()));
    } else if (!result.alarm()) {
      out.println("no alarm");
    }
    result.alarms().stream()
        .flatMap(alarm -> alarm.records().stream())
        .forEach(record -> out.println(Printable.of(record.key() + " " + record.value())));
  }
}
