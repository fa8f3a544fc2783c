package io.github.camelmbus.example.cli;

import io.github.camelmbus.reading.MeterReading;
import picocli.CommandLine.Option;

/** The units in which a command prints readings. */
final class UnitOptions {
  @Option(
      names = "--units",
      paramLabel = "UNITS",
      description =
          "base (default): W.h, m3, Cel; display: units that people write, such as kWh and MWh,"
              + " also in JSON.")
  private Units units = Units.BASE;

  private enum Units {
    BASE,
    DISPLAY
  }

  MeterReading shown(MeterReading reading) {
    return units == Units.DISPLAY ? DisplayUnits.of(reading) : reading;
  }
}
