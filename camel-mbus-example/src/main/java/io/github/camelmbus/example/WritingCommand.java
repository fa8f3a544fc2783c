package io.github.camelmbus.example;

import io.github.camelmbus.camel.MBusConstants;
import io.github.camelmbus.camel.MBusEndpoint;
import io.github.camelmbus.camel.WriteJson;
import io.github.camelmbus.camel.WriteResult;
import io.github.camelmbus.master.BusException;
import io.github.camelmbus.master.MeterAddress;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * A command that changes one meter: asks before, lets the component do it, and prints what has
 * changed.
 */
abstract class WritingCommand implements Callable<Integer> {
  @Mixin LineOptions line = new LineOptions();

  @Option(
      names = {"-b", "--baud"},
      paramLabel = "RATE",
      description = "Bit/s at which the meter answers now, 300 to 38400; 2400 by default.")
  @Nullable Integer baudRate;

  @ArgGroup(multiplicity = "1")
  OneMeter meter = new OneMeter();

  @Option(names = "--dry-run", description = "Show the telegram and send nothing.")
  boolean dryRun;

  @Option(names = "--yes", description = "Do not ask; needed where nobody is there to confirm.")
  boolean yes;

  @Mixin OutputOptions output = new OutputOptions();

  @Spec CommandSpec spec;

  private final CamelSession camel;
  private final String operation;

  /**
   * @param operation of the producer.
   */
  WritingCommand(CamelSession camel, String operation) {
    this.camel = camel;
    this.operation = operation;
  }

  /** What is to be written; null where there is nothing to choose. */
  abstract @Nullable Object value();

  /** What will be done to a meter, as the beginning of a question: {@code Give X the address 5}. */
  abstract String intent(String meter);

  @Override
  public Integer call() throws Exception {
    MBusEndpoint endpoint = new LineCall(camel, line, baudRate).endpoint(operation);
    List<MeterAddress> addresses = meter.addresses();
    String question = intent(meter.toString()) + ", on " + line.line + "?";
    if (!dryRun && !yes && !Confirmation.ask(question, spec.commandLine().getErr())) {
      spec.commandLine().getErr().println("nothing was done");
      return ExitCode.SOME_FAILED;
    }
    return tell(LineCall.run(endpoint, message -> ask(message, addresses)));
  }

  private void ask(Message message, List<MeterAddress> addresses) {
    message.setHeader(MBusConstants.ADDRESS, addresses);
    message.setHeader(MBusConstants.DRY_RUN, dryRun);
    Object value = value();
    if (value != null) {
      message.setHeader(MBusConstants.VALUE, value);
    }
  }

  private int tell(Exchange answer) throws Exception {
    Exception failure = answer.getException();
    if (failure instanceof BusException cause) {
      fail(cause);
      return ExitCode.SOME_FAILED;
    } else if (failure != null) {
      throw failure;
    }
    WriteResult result = answer.getMessage().getBody(WriteResult.class);
    PrintStream out = output.data();
    if (output.json()) {
      out.print(WriteJson.text(result) + "\n");
    } else {
      print(result, out);
    }
    out.flush();
    return ExitCode.OK;
  }

  private void fail(BusException cause) {
    if (!output.json()) {
      spec.commandLine().getErr().println(Failures.message(cause));
      return;
    }
    Map<String, Object> error = new LinkedHashMap<>();
    error.put("code", cause.code());
    error.put("message", Failures.message(cause));
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("operation", operation);
    members.put("line", cause.line());
    members.put("target", cause.address());
    members.put("error", error);
    PrintStream out = output.data();
    out.print(JsonLine.of(members) + "\n");
    out.flush();
  }

  private static void print(WriteResult result, PrintStream out) {
    result
        .telegrams()
        .forEach(telegram -> out.println((result.dryRun() ? "would send " : "sent ") + telegram));
    result
        .before()
        .forEach(
            (name, before) ->
                out.println("%s: %s -> %s".formatted(name, before, result.after().get(name))));
    result.verified().forEach(fact -> out.println("verified: " + fact));
    result.warnings().forEach(warning -> out.println("warning: " + warning));
  }
}
