package io.github.camelmbus.example.cli;

import io.github.camelmbus.example.app.CommandCamel;
import io.github.camelmbus.master.BusException;
import jakarta.inject.Inject;
import java.io.PrintStream;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Sends octets, and prints the answer. */
@Command(
    name = "raw",
    description = "Sends octets once, without any change, and prints the octets of the answer.")
public final class RawCommand implements Callable<Integer> {
  private static final HexFormat HEX = HexFormat.ofDelimiter(" ").withUpperCase();

  @Mixin OneRateLine line = new OneRateLine();

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "OCTETS",
      description = "The octets in hexadecimal: 10 40 01 41 16.")
  List<String> octets = List.of();

  @Mixin Confirmation confirmation = new Confirmation();

  @Spec CommandSpec spec;

  private final CommandCamel camel;

  @Inject
  public RawCommand(CommandCamel camel) {
    this.camel = camel;
  }

  @Override
  public Integer call() throws Exception {
    LineCall call = new LineCall(line.endpoint(camel, null, null), "raw");
    String text = String.join(" ", octets);
    byte[] request = octets(text);
    String question = "Send " + text + ", whatever it does to the meters on " + line.line() + "?";
    confirmation.requireTerminal(question, "");
    if (!confirmation.ask(question, spec.commandLine().getErr())) {
      return ExitCode.SOME_FAILED;
    }
    try {
      byte[] answer = call.run(byte[].class, message -> message.setBody(request));
      OutputOptions output = new OutputOptions();
      PrintStream out = output.data();
      out.println(HEX.formatHex(answer));
      out.flush();
      output.requireWritten();
      return ExitCode.OK;
    } catch (BusException e) {
      spec.commandLine().getErr().println(Failures.message(e));
      return ExitCode.SOME_FAILED;
    }
  }

  /** Checked before the user is asked whether to send them. */
  private byte[] octets(String text) {
    try {
      return HexFormat.of().parseHex(text.replaceAll("\\s", ""));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          spec.commandLine(),
          "raw sends octets in hexadecimal, such as 10 40 01 41 16, not '" + text + "'");
    }
  }
}
