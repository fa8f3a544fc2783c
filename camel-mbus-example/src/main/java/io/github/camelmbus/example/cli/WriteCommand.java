package io.github.camelmbus.example.cli;

import io.github.camelmbus.example.app.CommandCamel;
import jakarta.inject.Inject;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Writes records to a meter. */
@Command(name = "write", description = "Writes records to a meter.")
public final class WriteCommand extends WritingCommand {
  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "RECORD",
      description =
          "KEY=VALUE for a record that the meter sends, in the unit of a reading; or the octets of"
              + " records in hexadecimal.")
  List<String> records = List.of();

  @Inject
  public WriteCommand(CommandCamel camel) {
    super(camel, "writeRecords");
  }

  /** Octets may be given in one word or in several. */
  @Override
  Object value() {
    boolean named = records.get(0).contains("=");
    return String.join(named ? "," : "", records);
  }

  @Override
  String intent(String meter) {
    return "Write %s to %s".formatted(String.join(" ", records), meter);
  }
}
