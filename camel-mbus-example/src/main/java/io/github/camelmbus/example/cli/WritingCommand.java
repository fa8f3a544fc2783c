package io.github.camelmbus.example.cli;

import io.github.camelmbus.camel.MBusConstants;
import io.github.camelmbus.camel.operation.WriteResult;
import io.github.camelmbus.example.app.CommandCamel;
import io.github.camelmbus.example.sink.Printable;
import io.github.camelmbus.master.BusException;
import io.github.camelmbus.master.MeterAddress;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A command that changes one meter: asks for confirmation, and prints what was changed. */
abstract class WritingCommand implements Callable<Integer> {
  @Mixin OneRateLine line = new OneRateLine();

  @ArgGroup(multiplicity = "1")
  OneMeter meter = new OneMeter();

  @Option(
      names = "--inventory",
      paramLabel = "FILE",
      description =
          "An inventory with the meter: its baud rate, response timeout and key are used, and a"
              + " new address or baud rate is saved in it.")
  @Nullable Path inventory;

  @Mixin KeyOptions keys = new KeyOptions();

  @Option(names = "--dry-run", description = "Print the telegram, and write nothing.")
  boolean dryRun;

  @Mixin Confirmation confirmation = new Confirmation();

  @Mixin OutputOptions output = new OutputOptions();

  @Spec CommandSpec spec;

  private final CommandCamel camel;
  private final String operation;

  /**
   * @param operation the operation of the producer.
   */
  WritingCommand(CommandCamel camel, String operation) {
    this.camel = camel;
    this.operation = operation;
  }

  /** The value of the operation; null if it has none. */
  abstract @Nullable Object value();

  /** What is done to a meter, as the beginning of a question: {@code Give X the address 5}. */
  abstract String intent(String meter);

  @Override
  public Integer call() throws Exception {
    keys.keys();
    if (inventory != null) {
      InventoryFile.read(inventory);
    }
    LineCall call = new LineCall(line.endpoint(camel, inventory, keys.text), operation);
    List<MeterAddress> addresses = meter.addresses();
    try {
      if (!dryRun && !confirmation.isGiven()) {
        String question = intent(meter.toString()) + ", on " + line.line() + "?";
        confirmation.requireTerminal(question, ", or --dry-run to see the telegram");
        // If it cannot be done, the user is not asked.
        call.run(WriteResult.class, message -> fill(message, addresses, true));
        if (!confirmation.ask(question, spec.commandLine().getErr())) {
          return ExitCode.SOME_FAILED;
        }
      }
      print(call.run(WriteResult.class, message -> fill(message, addresses, dryRun)));
      return ExitCode.OK;
    } catch (BusException e) {
      printFailure(e);
      return ExitCode.SOME_FAILED;
    }
  }

  private void fill(Message message, List<MeterAddress> addresses, boolean dry) {
    message.setHeader(MBusConstants.ADDRESS, addresses);
    message.setHeader(MBusConstants.DRY_RUN, dry);
    Object value = value();
    if (value != null) {
      message.setHeader(MBusConstants.VALUE, value);
    }
  }

  private void print(WriteResult result) {
    PrintStream out = output.data();
    if (output.json()) {
      out.print(result.json() + "\n");
    } else {
      print(result, out);
    }
    out.flush();
  }

  private void printFailure(BusException cause) {
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
