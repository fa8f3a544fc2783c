package io.github.camelmbus.example;

import io.github.camelmbus.camel.MBusEndpoint;
import io.github.camelmbus.master.BusException;
import jakarta.inject.Inject;
import java.io.PrintStream;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Sends octets as they are. */
@Command(
    name = "raw",
    description = "Sends octets as they are, once, and prints those that answer.")
public final class RawCommand implements Callable<Integer> {
  private static final HexFormat HEX = HexFormat.ofDelimiter(" ").withUpperCase();

  @Mixin LineOptions line = new LineOptions();

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "OCTETS",
      description = "In hexadecimal: 10 40 01 41 16.")
  List<String> octets = List.of();

  @Option(
      names = {"-b", "--baud"},
      paramLabel = "RATE",
      description = "Bit/s, 300 to 38400; 2400 by default.")
  @Nullable Integer baudRate;

  @Option(names = "--yes", description = "Do not ask; needed where nobody is there to confirm.")
  boolean yes;

  @Spec CommandSpec spec;

  private final CamelSession camel;

  @Inject
  public RawCommand(CamelSession camel) {
    this.camel = camel;
  }

  @Override
  public Integer call() throws Exception {
    MBusEndpoint endpoint = new LineCall(camel, line, baudRate).endpoint("raw");
    String text = String.join(" ", octets);
    String question = "Send " + text + ", whatever it does to the meters on " + line.line + "?";
    if (!yes && !Confirmation.ask(question, spec.commandLine().getErr())) {
      spec.commandLine().getErr().println("nothing was done");
      return ExitCode.SOME_FAILED;
    }
    Exchange answer = LineCall.run(endpoint, message -> message.setBody(text));
    if (answer.getException() instanceof BusException silent) {
      spec.commandLine().getErr().println(Failures.message(silent));
      return ExitCode.SOME_FAILED;
    } else if (answer.getException() != null) {
      throw answer.getException();
    }
    PrintStream out = new OutputOptions().data();
    out.println(HEX.formatHex(answer.getMessage().getBody(byte[].class)));
    out.flush();
    return ExitCode.OK;
  }
}
