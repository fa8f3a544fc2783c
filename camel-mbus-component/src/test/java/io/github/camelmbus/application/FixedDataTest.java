package io.github.camelmbus.application;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelmbus.OctetString;
import io.github.camelmbus.data.DataRecord;
import io.github.camelmbus.data.Quality;
import java.math.BigDecimal;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Octets as in "The M-Bus: A Documentation", 6.2: id, access number, status, units, counters. */
class FixedDataTest {
  private static final String ID = "78563412";
  private static final String ACCESS_NUMBER = "0A";

  private static MeterData decode(int ci, String data) {
    return (MeterData) ApplicationMessage.decode(ci, HexFormat.of().parseHex(data));
  }

  private static List<DataRecord> records(String status, String units, String counters) {
    return decode(0x73, ID + ACCESS_NUMBER + status + units + counters).content().records();
  }

  private static String value(DataRecord record) {
    return ((BigDecimal) record.value().plain()).toPlainString();
  }

  // E9 7E: medium 01 and 11 = 7 water; unit 29 = 1 l, unit 3E = the same, but historic.
  private static final String WATER = "E97E";

  @Test
  void exampleOfTheDocumentationIsTwoVolumes() {
    MeterData data = decode(0x73, ID + ACCESS_NUMBER + "00" + WATER + "01000000" + "35010000");

    assertThat(data.isFixedData()).isTrue();
    assertThat(data.header())
        .isEqualTo(
            new Header(
                new SecondaryAddress("12345678", 0xFFFF, 0xFF, 0x07), 10, new StatusField(0), 0));
    DataRecord actual = data.content().records().get(0);
    assertThat(actual.quantity()).isEqualTo("volume");
    assertThat(value(actual)).isEqualTo("0.001");
    assertThat(actual.unit()).isEqualTo("m3");
    assertThat(actual.dib().storageNumber()).isZero();
    assertThat(actual.octets()).containsExactly(1, 0, 0, 0);
    DataRecord historic = data.content().records().get(1);
    assertThat(value(historic)).isEqualTo("0.135");
    assertThat(historic.dib().storageNumber()).isEqualTo(1);
  }

  @Test
  void bit0MeansSignedBinaryCounters() {
    List<DataRecord> records = records("01", WATER, "0A000000" + "FFFFFFFF");

    assertThat(value(records.get(0))).isEqualTo("0.010");
    assertThat(value(records.get(1))).isEqualTo("-0.001");
  }

  @Test
  void bit1MeansValuesOfAFixedDate() {
    assertThat(records("02", WATER, "01000000" + "35010000"))
        .allSatisfy(record -> assertThat(record.dib().storageNumber()).isEqualTo(1));
  }

  @Test
  void bits7And6AreTheManufacturers() {
    MeterData data = decode(0x73, ID + ACCESS_NUMBER + "C3" + WATER + "0A000000" + "35010000");

    assertThat(data.statusFlags()).containsExactly("manufacturer-6", "manufacturer-7");
    assertThat(value(data.content().records().get(0))).isEqualTo("0.010");
  }

  @Test
  void digitsOfAnErrorDisplayAreNoNumber() {
    DataRecord record = records("00", WATER, "0A000000" + "00000000").get(0);

    assertThat(record.value().plain()).isNull();
    assertThat(record.quality()).isEqualTo(Quality.INVALID);
  }

  // The first and the last code of each row of units; both counters are 123.
  @ParameterizedTest
  @CsvSource({
    "02, energy, W.h, 123",
    "05, energy, W.h, 123000",
    "0A, energy, W.h, 12300000000",
    "0B, energy, J, 123000",
    "13, energy, J, 12300000000000",
    "14, power, W, 123",
    "1C, power, W, 12300000000",
    "1D, power, J/h, 123000",
    "25, power, J/h, 12300000000000",
    "26, volume, m3, 0.000123",
    "2C, volume, m3, 123",
    "2E, volume, m3, 12300",
    "2F, volume-flow, m3/h, 0.000123",
    "35, volume-flow, m3/h, 123",
    "37, volume-flow, m3/h, 12300",
    "38, temperature, Cel, 0.123",
    "39, hca, 1, 123",
    "3F, dimensionless, 1, 123",
  })
  void unitHasItsQuantityAndPowerOfTen(String unit, String quantity, String ucum, String value) {
    DataRecord record = records("00", unit + "3F", "23010000" + "23010000").get(0);

    assertThat(record.quantity()).isEqualTo(quantity);
    assertThat(record.unit()).isEqualTo(ucum);
    assertThat(value(record)).isEqualTo(value);
    assertThat(record.quality()).isEqualTo(Quality.GOOD);
  }

  // h,m,s; D,M,Y; reserved; two counters that refer to each other.
  @ParameterizedTest
  @ValueSource(strings = {"003F", "013F", "3A3F", "3D3F", "3E3E"})
  void unitWithoutAgreedMeaningLeavesTheNumber(String units) {
    DataRecord record = records("00", units, "23010000" + "23010000").get(0);

    assertThat(value(record)).isEqualTo("123");
    assertThat(record.unit()).isNull();
    assertThat(record.quality()).isEqualTo(Quality.UNSUPPORTED);
  }

  @Test
  void mode2HasItsHighOctetsFirst() {
    // CI 77; medium and units are the exception. 29 29 with medium 0111b: E9 69.
    MeterData data =
        decode(0x77, "12345678" + ACCESS_NUMBER + "00" + "E969" + "00000135" + "00000001");

    assertThat(data.header().address().id()).isEqualTo("12345678");
    assertThat(data.content().records())
        .extracting(FixedDataTest::value)
        .containsExactly("0.135", "0.001");
  }

  @Test
  void mediumOfMode2MeansHighOctetsFirstInTheCounters() {
    // Medium 1101b = water, mode 2: units 69 and E9.
    MeterData data = decode(0x73, ID + ACCESS_NUMBER + "00" + "69E9" + "00000135" + "00000001");

    assertThat(data.header().address())
        .isEqualTo(new SecondaryAddress("12345678", 0xFFFF, 0xFF, 0x07));
    assertThat(value(data.content().records().get(0))).isEqualTo("0.135");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 15, 17})
  void otherLengthsAreSomethingElse(int length) {
    assertThat(ApplicationMessage.decode(0x73, new byte[length]))
        .isEqualTo(new UnknownMessage(new CiField(0x73), OctetString.of(new byte[length])));
  }
}
