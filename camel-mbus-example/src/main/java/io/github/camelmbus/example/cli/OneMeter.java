package io.github.camelmbus.example.cli;

import io.github.camelmbus.camel.MeterAddresses;
import io.github.camelmbus.master.MeterAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that name one meter. */
final class OneMeter {
  @Option(
      names = "--primary",
      required = true,
      paramLabel = "ADDRESS",
      description = "Primary address of the meter, 0 to 250; or 254 for the only meter of a line.")
  @Nullable String primary;

  @Option(
      names = "--secondary",
      required = true,
      paramLabel = "ADDRESS",
      description = "Identification number (8 digits) or secondary address (16 digits).")
  @Nullable String secondary;

  List<MeterAddress> addresses() {
    return primary == null ? MeterAddresses.secondary(secondary) : MeterAddresses.primary(primary);
  }

  @Override
  public String toString() {
    return primary == null ? "meter " + secondary : "the meter at primary address " + primary;
  }
}
