package io.github.camelmbus.example;

import io.github.camelmbus.camel.AlarmResult;
import io.github.camelmbus.camel.MBusConstants;
import io.github.camelmbus.camel.MBusEndpoint;
import io.github.camelmbus.camel.WriteJson;
import io.github.camelmbus.master.BusException;
import io.github.camelmbus.master.MeterAddress;
import jakarta.inject.Inject;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Asks a meter whether it has an alarm. */
@Command(name = "alarm", description = "Asks a meter whether it has an alarm.")
public final class AlarmCommand implements Callable<Integer> {
  @Mixin LineOptions line = new LineOptions();

  @Option(
      names = {"-b", "--baud"},
      paramLabel = "RATE",
      description = "Bit/s, 300 to 38400; 2400 by default.")
  @Nullable Integer baudRate;

  @ArgGroup(multiplicity = "1")
  OneMeter meter = new OneMeter();

  @Mixin OutputOptions output = new OutputOptions();

  private final CamelSession camel;

  @Inject
  public AlarmCommand(CamelSession camel) {
    this.camel = camel;
  }

  @Override
  public Integer call() throws Exception {
    MBusEndpoint endpoint = new LineCall(camel, line, baudRate).endpoint("readAlarm");
    List<MeterAddress> addresses = meter.addresses();
    Exchange answer =
        LineCall.run(endpoint, message -> message.setHeader(MBusConstants.ADDRESS, addresses));
    AlarmResult result = result(answer);
    PrintStream out = output.data();
    if (output.json()) {
      out.print(WriteJson.text(result) + "\n");
    } else {
      print(result, out);
    }
    out.flush();
    return result.error() == null ? ExitCode.OK : ExitCode.SOME_FAILED;
  }

  private AlarmResult result(Exchange answer) throws Exception {
    if (answer.getException() instanceof BusException cause) {
      return new AlarmResult(cause.address(), false, List.of(), cause.getMessage());
    } else if (answer.getException() != null) {
      throw answer.getException();
    }
    return answer.getMessage().getBody(AlarmResult.class);
  }

  private static void print(AlarmResult result, PrintStream out) {
    if (result.error() != null) {
      out.println(result.error());
    } else if (!result.alarm()) {
      out.println("no alarm");
    }
    result.alarms().stream()
        .flatMap(alarm -> alarm.records().stream())
        .forEach(record -> out.println(record.key() + " " + record.value()));
  }
}
