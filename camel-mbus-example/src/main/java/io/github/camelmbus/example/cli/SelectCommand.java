package io.github.camelmbus.example.cli;

import io.github.camelmbus.example.app.CamelSession;
import jakarta.inject.Inject;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Chooses the records that a meter sends. */
@Command(
    name = "select",
    description = "Chooses the records that a meter sends; 'reset' takes it back.")
public final class SelectCommand extends WritingCommand {
  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "RECORD",
      description =
          "Keys of records that the meter sends, selections in hexadecimal such as 0813, or"
              + " everything.")
  List<String> records = List.of();

  @Inject
  public SelectCommand(CamelSession camel) {
    super(camel, "selectRecords");
  }

  @Override
  Object value() {
    return records;
  }

  @Override
  String intent(String meter) {
    return "Let %s send only %s".formatted(meter, String.join(", ", records));
  }
}
