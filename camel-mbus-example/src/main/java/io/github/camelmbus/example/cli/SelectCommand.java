package io.github.camelmbus.example.cli;

import io.github.camelmbus.example.app.CommandCamel;
import jakarta.inject.Inject;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Selects the records that a meter sends. */
@Command(
    name = "select",
    description = "Selects the records that a meter sends; 'reset' selects all again.")
public final class SelectCommand extends WritingCommand {
  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "RECORD",
      description =
          "A record by its key, if the meter sends it now, or by its selection in hexadecimal, such"
              + " as 0813; or everything.")
  List<String> records = List.of();

  @Inject
  public SelectCommand(CommandCamel camel) {
    super(camel, "selectRecords");
  }

  @Override
  Object value() {
    return records;
  }

  @Override
  String intent(String meter) {
    return "Select %2$s as the only records of %1$s".formatted(meter, String.join(", ", records));
  }
}
