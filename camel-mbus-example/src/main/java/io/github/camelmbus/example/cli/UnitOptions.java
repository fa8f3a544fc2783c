package io.github.camelmbus.example.cli;

import io.github.camelmbus.reading.MeterReading;
import picocli.CommandLine.Option;

/** In which units a command shows readings. */
final class UnitOptions {
  @Option(
      names = "--units",
      paramLabel = "UNITS",
      description =
          "base (default): W.h, m3, Cel, as in all JSON; display: those that people write, such as kWh"
              + " or MWh, in JSON too.")
  private Units units = Units.BASE;

  private enum Units {
    BASE,
    DISPLAY
  }

  MeterReading shown(MeterReading reading) {
    return units == Units.DISPLAY ? DisplayUnits.of(reading) : reading;
  }
}
