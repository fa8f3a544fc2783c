package io.github.camelmbus.example.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelmbus.data.FunctionField;
import io.github.camelmbus.data.Quality;
import io.github.camelmbus.reading.MeterReading;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SensorNamesTest {

  private static MeterReading.Record record(
      String quantity,
      FunctionField function,
      long storage,
      int tariff,
      int subunit,
      List<String> qualifiers) {
    return new MeterReading.Record(
        "x",
        quantity,
        null,
        null,
        function,
        storage,
        tariff,
        subunit,
        qualifiers,
        Quality.GOOD,
        "00");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "energy             | INSTANTANEOUS | 0 | 0 | 0 |  | Energy",
        "flow-temperature   | INSTANTANEOUS | 0 | 0 | 0 |  | Flow temperature",
        "power              | MAXIMUM       | 0 | 0 | 0 |  | Maximum power",
        "volume-flow        | MINIMUM       | 1 | 0 | 0 |  | Minimum volume flow, stored value 1",
        "energy             | INSTANTANEOUS | 0 | 2 | 0 |  | Energy, tariff 2",
        "volume             | INSTANTANEOUS | 3 | 0 | 1 |  | Volume, subunit 1, stored value 3",
        "energy             | ERROR         | 0 | 0 | 0 |  | Energy during error",
        "energy | INSTANTANEOUS | 0 | 0 | 0 | negative-accumulation | Energy backward",
        "voltage | INSTANTANEOUS | 0 | 0 | 0 | phase-L1 | Voltage phase L1",
        "hca | INSTANTANEOUS | 1 | 0 | 0 |  | Heat cost units, stored value 1",
        "'' | INSTANTANEOUS | 0 | 0 | 0 |  | Value",
      })
  void aRecordHasTheNameThatPeopleWouldGiveIt(
      String quantity,
      FunctionField function,
      long storage,
      int tariff,
      int subunit,
      String qualifier,
      String name) {
    List<String> qualifiers = qualifier == null ? List.of() : List.of(qualifier);

    assertThat(
            new SensorNames()
                .next(record(quantity, function, storage, tariff, subunit, qualifiers)))
        .isEqualTo(name);
  }

  @Test
  void equalRecordsOfOneReadingAreNumbered() {
    MeterReading.Record volume = record("volume", FunctionField.INSTANTANEOUS, 0, 0, 0, List.of());
    SensorNames names = new SensorNames();

    assertThat(List.of(names.next(volume), names.next(volume), names.next(volume)))
        .containsExactly("Volume", "Volume (2)", "Volume (3)");
  }
}
