package io.github.camelmbus.example.cli;

import io.github.camelmbus.camel.MBusConstants;
import io.github.camelmbus.camel.operation.WriteResult;
import io.github.camelmbus.example.app.CamelSession;
import io.github.camelmbus.example.sink.Printable;
import io.github.camelmbus.master.BusException;
import io.github.camelmbus.master.MeterAddress;
import java.io.PrintStream;
import java.nio.file.Path;
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
  @Mixin OneRateLine line = new OneRateLine();

  @ArgGroup(multiplicity = "1")
  OneMeter meter = new OneMeter();

  @Option(
      names = "--inventory",
      paramLabel = "FILE",
      description =
          "An inventory that has the meter: its baud rate, response timeout and key count, and an"
              + " address or baud rate that changes is changed there too.")
  @Nullable Path inventory;

  @Mixin KeyOptions keys = new KeyOptions();

  @Option(names = "--dry-run", description = "Show the telegram and write nothing.")
  boolean dryRun;

  @Mixin Confirmation confirmation = new Confirmation();

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
    keys.keys();
    if (inventory != null) {
      InventoryFile.read(inventory);
    }
    LineCall call = new LineCall(line.endpoint(camel, inventory, keys.text), operation);
    List<MeterAddress> addresses = meter.addresses();
    if (!dryRun && !confirmation.isGiven()) {
      String question = intent(meter.toString()) + ", on " + line.line() + "?";
      confirmation.requireSomebody(question, ", or --dry-run to see the telegram");
      // Nobody is asked for what cannot be done anyway.
      Exchange rehearsal = call.run(message -> fill(message, addresses, true));
      if (rehearsal.getException() != null) {
        return tell(rehearsal);
      } else if (!confirmation.ask(question, spec.commandLine().getErr())) {
        return ExitCode.SOME_FAILED;
      }
    }
    return tell(call.run(message -> fill(message, addresses, dryRun)));
  }

  private void fill(Message message, List<MeterAddress> addresses, boolean dry) {
    message.setHeader(MBusConstants.ADDRESS, addresses);
    message.setHeader(MBusConstants.DRY_RUN, dry);
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
      out.print(result.json() + "\n");
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
                out.println(Printable.of(name + ": " + change(before, result.after().get(name)))));
    result.verified().forEach(fact -> out.println(Printable.of("verified: " + fact)));
    result.warnings().forEach(warning -> out.println(Printable.of("warning: " + warning)));
  }

  private static String change(Object before, @Nullable Object after) {
    return before.equals(after) ? "unchanged" : before + " -> " + after;
  }
}
