package io.github.camelmbus.example.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelmbus.data.FunctionField;
import io.github.camelmbus.data.Quality;
import io.github.camelmbus.reading.MeterReading;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people read on a bill, of what a meter sends. */
class DisplayUnitsTest {
  private static MeterReading.Record shown(Object value, String unit) {
    MeterReading.Record record =
        new MeterReading.Record(
            "energy",
            "energy",
            value,
            unit,
            FunctionField.INSTANTANEOUS,
            0,
            0,
            0,
            List.of(),
            Quality.GOOD,
            "0C0531847401");
    MeterReading reading =
        new MeterReading.Success(
            null,
            "sim:house",
            Instant.EPOCH,
            1,
            null,
            List.of(record),
            null,
            false,
            true,
            List.of(),
            null,
            List.of());
    return DisplayUnits.of(reading).records().get(0);
  }

  @ParameterizedTest
  @CsvSource({
    "174843100, W.h, 174.8431, MWh",
    "9999999, W.h, 9999.999, kWh",
    "-10000000, W.h, -10, MWh",
    "0, W.h, 0, kWh",
    "1, W.h, 0.001, kWh",
    "123456789012345678901, W.h, 123456789012345.678901, MWh",
    "999, W, 999, W",
    "1500, W, 1.5, kW",
    "21.5, Cel, 21.5, °C",
    "12.345, m3, 12.345, m³",
    "36, s, 36, s"
  })
  void onlyTheDecimalPointMoves(BigDecimal value, String unit, BigDecimal shown, String name) {
    MeterReading.Record record = shown(value, unit);

    assertThat((BigDecimal) record.value()).isEqualByComparingTo(shown);
    assertThat(record.unit()).isEqualTo(name);
    assertThat(record.raw()).isEqualTo("0C0531847401");
  }

  @Test
  void whatIsNoNumberStays() {
    assertThat(shown("2026-01-31", null).value()).isEqualTo("2026-01-31");
    assertThat(shown(null, "W.h").value()).isNull();
  }
}
