package io.github.camelmbus.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordKeysTest {

  @ParameterizedTest
  @CsvSource({
    "04 06 01000000,       energy",
    "44 06 01000000,       energy_storage1",
    "04 863C 01000000,     energy_negativeAccumulation",
    // DIF 92h: maximum; DIFE 01h: storage number 2.
    "9201 3B 0100,         volumeFlow_max_storage2",
    "22 5B 0100,           flowTemperature_min",
    "32 5B 0100,           flowTemperature_error",
    "02 ACFF01 0100,       power_manufacturerFF01",
    "02 FDC8FC01 0100,     voltage_phaseL1",
    // DIFE 50h: subunit 1, tariff 1.
    "C250 13 0100,         volume_storage1_tariff1_subunit1",
    "02 93A23C 0100,       volume_perHour_negativeAccumulation"
  })
  void namesWhatARecordIs(String octets, String key) {
    assertThat(RecordKeys.keys(List.of(Records.record(octets)))).containsExactly(key);
  }

  @Test
  void numbersWhatIsStillEqual() {
    RecordList list =
        Records.decode("02 06 0100 02 13 0100 02 06 0200 42 06 0300 02 06 0400 42 06 0500");

    assertThat(RecordKeys.keys(list.records()))
        .containsExactly(
            "energy", "volume", "energy_2", "energy_storage1", "energy_3", "energy_storage1_2");
  }

  @Test
  void staysTheSameWhenValuesChange() {
    // The same records with other values, one of them missing.
    String first = "02 06 0100 01 5B 15 02 6C 9F2C";
    String second = "02 06 0900 01 5B 80 02 6C FFFF";

    assertThat(RecordKeys.keys(Records.decode(first).records()))
        .isEqualTo(RecordKeys.keys(Records.decode(second).records()))
        .containsExactly("energy", "flowTemperature", "date");
  }
}
