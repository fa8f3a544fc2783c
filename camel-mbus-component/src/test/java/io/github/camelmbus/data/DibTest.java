package io.github.camelmbus.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DibTest {

  @ParameterizedTest
  @CsvSource({
    "00,         NO_DATA,  INSTANTANEOUS, 0,   0, 0",
    "44,         INT32,    INSTANTANEOUS, 1,   0, 0",
    "1C,         BCD8,     MAXIMUM,       0,   0, 0",
    "22,         INT16,    MINIMUM,       0,   0, 0",
    "33,         INT24,    ERROR,         0,   0, 0",
    // 10h: tariff 1; 40h: subunit 1; 04h: storage number 4 x 2.
    "8C10,       BCD8,     INSTANTANEOUS, 0,   1, 0",
    "8C40,       BCD8,     INSTANTANEOUS, 0,   0, 1",
    "C404,       INT32,    INSTANTANEOUS, 9,   0, 0",
    // Second DIFE: storage number bit 5, tariff bits 3..2, subunit bit 1.
    "848001,     INT32,    INSTANTANEOUS, 32,  0, 0",
    "84D071,     INT32,    INSTANTANEOUS, 32, 13, 3"
  })
  void readsStorageTariffAndSubunit(
      String hex, DataField field, FunctionField function, long storage, int tariff, int subunit) {
    Dib dib = Dib.decode(new OctetReader(Records.octets(hex)));

    assertThat(dib.dataField()).isEqualTo(field);
    assertThat(dib.function()).isEqualTo(function);
    assertThat(dib.storageNumber()).isEqualTo(storage);
    assertThat(dib.tariff()).isEqualTo(tariff);
    assertThat(dib.subunit()).isEqualTo(subunit);
    assertThat(dib.octets()).isEqualTo(Records.octets(hex));
  }

  @Test
  void readsTenDifeAsWideAsTheStandardAllows() {
    // C1h and nine FFh and 7Fh: all bits of 41, 20 and 10 are set.
    DataRecord record = Records.record("C1" + "FF".repeat(9) + "7F 5B 15");

    assertThat(record.dib().storageNumber()).isEqualTo((1L << 41) - 1);
    assertThat(record.dib().tariff()).isEqualTo((1 << 20) - 1);
    assertThat(record.dib().subunit()).isEqualTo((1 << 10) - 1);
  }

  @Test
  void stopsAtTheEleventhDife() {
    RecordList list = Records.decode("01 5B 15 81" + "80".repeat(10) + "00 5B 15");

    assertThat(list.records()).hasSize(1);
    assertThat(list.complete()).isFalse();
    assertThat(list.warnings()).singleElement().asString().contains("more than 10 DIFE", "14");
  }
}
