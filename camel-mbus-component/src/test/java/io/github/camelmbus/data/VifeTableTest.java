package io.github.camelmbus.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VifeTableTest {

  /** 16 bit 0105h = 261 of VIF 13h (10^-3 m3), the VIFE behind it. */
  @ParameterizedTest
  @CsvSource({
    "02 9312 0501,   average",
    "02 9320 0501,   per-second",
    "02 9322 0501,   per-hour",
    "02 9329 0501,   per-input-pulse-1",
    "02 932A 0501,   per-output-pulse-0",
    "02 932D 0501,   per-cubic-metre",
    "02 9337 0501,   times-second-per-volt",
    "02 933A 0501,   uncorrected",
    "02 933B 0501,   positive-accumulation",
    "02 933C 0501,   negative-accumulation",
    "02 933E 0501,   base-conditions",
    "02 9340 0501,   lower-limit",
    "02 9348 0501,   upper-limit",
    "02 9368 0501,   during-lower-limit-exceed",
    "02 936C 0501,   during-upper-limit-exceed",
    "02 937E 0501,   future",
    "02 93FC01 0501, phase-L1",
    "02 93FC05 0501, phase-L1-L2",
    "02 93FC0A 0501, quadrant-3",
    "02 93FC10 0501, absolute-accumulation",
    "02 93FC14 0501, direction-to-meter",
    "02 93FC15 0501, direction-from-meter",
    "02 9310 0501,   reserved-10",
    "02 93FC7F 0501, reserved-FC7F"
  })
  void qualifiesTheQuantityAndKeepsItsUnit(String octets, String qualifier) {
    DataRecord record = Records.record(octets);

    assertThat(record.quantity()).isEqualTo("volume");
    assertThat(record.qualifiers()).containsExactly(qualifier);
    assertThat(Records.value(record)).isEqualTo("0.261");
    assertThat(record.unit()).isEqualTo("m3");
  }

  @ParameterizedTest
  @CsvSource({
    // 261e-3 m3 x 10^(0-6), x 10^(7-6), x 10^3.
    "02 9370 0501,       0.000000261",
    "02 9377 0501,       2.61",
    "02 937D 0501,       261",
    // + 10^(0-3) m3, + 10^(3-3) m3.
    "02 9378 0501,       0.262",
    "02 937B 0501,       1.261",
    // Behind another VIFE, and before one: place makes no difference.
    "02 93BC77 0501,     2.61",
    "02 93F73C 0501,     2.61",
    "02 93BCF77B 0501,   3.61"
  })
  void appliesFactorsAndOffsetsAnywhereInTheChain(String octets, String value) {
    DataRecord record = Records.record(octets);

    assertThat(Records.value(record)).isEqualTo(value);
    assertThat(record.qualifiers()).doesNotContain("reserved").hasSizeLessThanOrEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    // 21h: 261 min, + 10^0 min = 262 min.
    "02 A17B 0501,     15720,       s",
    // FBh 00h: 261 x 10^-1 MWh, + 10^-3 MWh = 26.101 MWh.
    "02 FB8078 0501,   26101000,    W.h",
    // FBh 08h: 261 x 10^-1 GJ, + 10^0 GJ = 27.1 GJ.
    "02 FB887B 0501,   27100000000, J",
    // FBh 0Ch: 261 x 10^-1 Mcal, + 10^-2 Mcal = 26.11 Mcal.
    "02 FB8C79 0501,   26110000,    cal",
    // FBh 02h, 04h: 261 kvarh, kVAh, + 10^-3 of them = 261.001.
    "02 FB8278 0501,   261001,      V.A.h",
    "02 FB8478 0501,   261001,      V.A.h",
    // FBh 15h, 35h: 261 x 10^-2 kvar, kVA, + 10^-3 of them = 2.611.
    "02 FB9578 0501,   2611,        V.A",
    "02 FBB578 0501,   2611,        V.A",
    // FBh 18h: 261 x 10^2 t, + 10^-1 t = 26100.1 t.
    "02 FB987A 0501,   26100100,    kg",
    // FBh 28h: 261 x 10^-1 MW, + 10^-3 MW = 26.101 MW.
    "02 FBA878 0501,   26101000,    W",
    // FBh 30h: 261 x 10^-1 GJ/h, + 10^-3 GJ/h = 26.101 GJ/h.
    "02 FBB078 0501,   26101000000, J/h",
    // 03h behind VIFE 3Dh: 261 kBTU, + 10^0 kBTU; either VIFE first.
    "02 83BD7B 0501,   262000,      [Btu_IT]",
    "02 83FB3D 0501,   262000,      [Btu_IT]",
    // A duration of 261 s, + 10^0 s, whatever energy it belongs to.
    "02 FB80FB50 0501, 262,         s",
    "02 FB80D07B 0501, 262,         s"
  })
  void addsOffsetsInTheUnitThatTheStandardPrintsForTheVif(
      String octets, String value, String unit) {
    DataRecord record = Records.record(octets);

    assertThat(Records.value(record)).isEqualTo(value);
    assertThat(record.unit()).isEqualTo(unit);
  }

  @ParameterizedTest
  @CsvSource({
    // 3Bh is a flow of 10^-3 m3/h; the record is a time. 261 s, min, h, d.
    "02 BB50 0501, duration-of-first-lower-limit-exceed, 261",
    "02 BB55 0501, duration-of-last-lower-limit-exceed,  15660",
    "02 BB5A 0501, duration-of-first-upper-limit-exceed, 939600",
    "02 BB5F 0501, duration-of-last-upper-limit-exceed,  22550400",
    "02 BB60 0501, duration-of-first,                    261",
    "02 BB65 0501, duration-of-last,                     15660"
  })
  void takesTheDurationOfAnEventForSeconds(String octets, String qualifier, String value) {
    DataRecord record = Records.record(octets);

    assertThat(record.quantity()).isEqualTo("volume-flow");
    assertThat(record.qualifiers()).containsExactly(qualifier);
    assertThat(Records.value(record)).isEqualTo(value);
    assertThat(record.unit()).isEqualTo("s");
  }

  @ParameterizedTest
  @CsvSource({
    "02 BB42 9F2C, begin-of-first-lower-limit-exceed",
    "02 BB43 9F2C, end-of-first-lower-limit-exceed",
    "02 BB46 9F2C, begin-of-last-lower-limit-exceed",
    "02 BB47 9F2C, end-of-last-lower-limit-exceed",
    "02 BB4A 9F2C, begin-of-first-upper-limit-exceed",
    "02 BB4F 9F2C, end-of-last-upper-limit-exceed",
    "02 BB39 9F2C, start-date",
    "02 BB6A 9F2C, begin-of-first",
    "02 BB6F 9F2C, end-of-last"
  })
  void takesTheDateOfAnEventForADate(String octets, String qualifier) {
    // Type G 9Fh 2Ch: day 1Fh = 31, month 0Ch, year 100b + 8 x 2 = 20.
    DataRecord record = Records.record(octets);

    assertThat(record.qualifiers()).containsExactly(qualifier);
    assertThat(Records.value(record)).isEqualTo("2020-12-31");
    assertThat(record.unit()).isNull();
  }

  @Test
  void takesAnObisDeclarationForACode() {
    // Type C: FFFFh is 65535, and no volume.
    DataRecord record = Records.record("02 933F FFFF");

    assertThat(record.qualifiers()).containsExactly("obis-declaration");
    assertThat(Records.value(record)).isEqualTo("65535");
    assertThat(record.unit()).isNull();
  }

  @Test
  void countsExceedsWithoutUnit() {
    DataRecord record = Records.record("02 BB49 0501");

    assertThat(record.qualifiers()).containsExactly("number-of-upper-limit-exceeds");
    assertThat(Records.value(record)).isEqualTo("261");
    assertThat(record.unit()).isEqualTo("1");
  }

  @ParameterizedTest
  @CsvSource({
    "15, MISSING",
    "16, OVERFLOW",
    "17, UNDERFLOW",
    "01, RECORD_ERROR",
    "08, RECORD_ERROR",
    "0F, RECORD_ERROR",
    "18, RECORD_ERROR",
    "1C, RECORD_ERROR"
  })
  void reportsRecordErrorsInPlaceOfAValue(String vife, Quality quality) {
    DataRecord record = Records.record("02 93" + vife + "0501");

    assertThat(record.value()).isEqualTo(Value.NONE);
    assertThat(record.quality()).isEqualTo(quality);
    assertThat(record.unit()).isEqualTo("m3");
    assertThat(record.qualifiers()).isEmpty();
  }

  @Test
  void takesRecordErrorNoneForAGoodValue() {
    DataRecord record = Records.record("02 9300 0501");

    assertThat(Records.value(record)).isEqualTo("0.261");
    assertThat(record.quality()).isEqualTo(Quality.GOOD);
  }

  @ParameterizedTest
  @CsvSource({
    // 10^(nnn-3) kBtu: 06h is 10^3 kBtu = 10^6 Btu.
    "02 863D 0501,   261000000, [Btu_IT]",
    // 10^(nnn-3) gallons: 13h is 1 gallon.
    "02 933D 0501,   261,       [gal_us]",
    // 10^(nnn-3) gallons/min: 40h is 10^-3.
    "02 C03D 0501,   0.261,     [gal_us]/min",
    "02 AB3D 0501,   261,       [Btu_IT]/s",
    "02 DA3D 0501,   26.1,      [degF]",
    "02 E23D 0501,   26.1,      [degF]",
    "02 FBF63D 0501, 26.1,      [degF]"
  })
  void replacesTheUnitByTheNonMetricOne(String octets, String value, String unit) {
    DataRecord record = Records.record(octets);

    assertThat(Records.value(record)).isEqualTo(value);
    assertThat(record.unit()).isEqualTo(unit);
    assertThat(record.qualifiers()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    // A start date (39h) has no unit, a count of limit exceeds (41h) is no temperature.
    "02 DBB93D 9F2C, 2020-12-31,",
    "02 DBC13D 0500, 5, 1",
    // Presented unsigned (FCh 11h) it is still one: 261 x 10^(3-3).
    "02 DBFC913D 0501, 261, [degF]"
  })
  void replacesOnlyTheUnitOfTheVif(String octets, String value, String unit) {
    DataRecord record = Records.record(octets);

    assertThat(Records.value(record)).isEqualTo(value);
    assertThat(record.unit()).isEqualTo(unit);
  }

  @Test
  void givesNoUnitWhereTheNonMetricOneIsUnknown() {
    // Pressure has none in annex C: the plain integer is all that is sure.
    DataRecord record = Records.record("02 E93D 0501");

    assertThat(Records.value(record)).isEqualTo("261");
    assertThat(record.unit()).isNull();
    assertThat(record.qualifiers()).containsExactly("non-metric");
    assertThat(record.quality()).isEqualTo(Quality.UNSUPPORTED);
  }

  @Test
  void scalesByTheVifBeforeVifesOfTheManufacturer() {
    // ACh FFh 01h: 2Ch is 10 W; FFh 01h is the manufacturer's, phase L1 in practice.
    DataRecord record = Records.record("02 ACFF01 4F00");

    assertThat(Records.value(record)).isEqualTo("790");
    assertThat(record.unit()).isEqualTo("W");
    assertThat(record.qualifiers()).containsExactly("manufacturer-FF01");
    assertThat(record.quality()).isEqualTo(Quality.GOOD);
  }

  @Test
  void doesNotInterpretVifesBehindTheOneOfTheManufacturer() {
    // 95h 15h would be the record error "no data available".
    DataRecord record = Records.record("02 ACBCFF9515 4F00");

    assertThat(Records.value(record)).isEqualTo("790");
    assertThat(record.qualifiers()).containsExactly("negative-accumulation", "manufacturer-FF9515");
  }

  @ParameterizedTest
  @CsvSource({
    // B510h = 46352, as a signed integer 46352 - 65536; 42293333h is the float next to 42.3.
    "02 7F 10B5,            -19184",
    "02 FF68 10B5,          -19184",
    "02 FF 13 0100,         1",
    "07 FF 13 0100000000000000, 1",
    "05 FF 0A 33332942,     42.3",
    "0C FF 01 78563412,     12345678",
    "0B FF 01 0200F0,       -2",
    // LVAR C2 and D2: BCD; F8: real.
    "0D FF 01 C2 3412,      1234",
    "0D FF 01 D2 3412,      -1234",
    "0D FF 01 F8 33332942,  42.3",
    // Text and binary of variable length are octets.
    "0D 7F 02 41C2,         41C2",
    "0D FF 01 E2 0501,      0501"
  })
  void takesTheNumberOfARecordOfTheManufacturer(String octets, String value) {
    DataRecord record = Records.record(octets);

    assertThat(record.quantity()).isEqualTo("manufacturer-specific");
    assertThat(Records.value(record)).isEqualTo(value);
    assertThat(record.unit()).isNull();
    assertThat(record.quality()).isEqualTo(Quality.GOOD);
  }

  @ParameterizedTest
  @CsvSource({
    "01 FF13 80,               MISSING",
    "02 7F 0080,               MISSING",
    "04 FF13 00000080,         MISSING",
    "07 FF13 0000000000000080, MISSING",
    "00 FF13,                  MISSING",
    // 7FC00000h and FFC00000h are not a number, 7F800000h is infinity.
    "05 FF0A 0000C07F,         MISSING",
    "05 FF0A 0000C0FF,         MISSING",
    "05 FF0A 0000807F,         INVALID",
    "0A FF13 AA0B,             INVALID",
    "0D FF13 C2 AA0B,          INVALID"
  })
  void takesNoNumberWhereTheManufacturerSendsNone(String octets, Quality quality) {
    DataRecord record = Records.record(octets);

    assertThat(record.value()).isEqualTo(Value.NONE);
    assertThat(record.quality()).isEqualTo(quality);
  }

  @Test
  void readsIntegersUnsignedWhereAVifeSaysSo() {
    // FCh 11h: type C. FFFFh is 65535, not -1; 10^-3 m3.
    assertThat(Records.value(Records.record("02 93FC11 FFFF"))).isEqualTo("65.535");
  }

  @ParameterizedTest
  @ValueSource(strings = {"02 93FC12 FFFF", "02 93F7FC12 FFFF", "02 93FC927B FFFF"})
  void takesABitFieldAsItWasSentAndForNoVolume(String octets) {
    // FCh 12h: type D. No factor, no offset, and no m3.
    DataRecord record = Records.record(octets);

    assertThat(Records.value(record)).isEqualTo("65535");
    assertThat(record.unit()).isEqualTo("1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1E", "1F", "13"})
  void keepsTheOctetsOfACompactProfile(String vife) {
    DataRecord record = Records.record("0D 93" + vife + "04 02010203");

    assertThat(Records.value(record)).isEqualTo("02010203");
    assertThat(record.quality()).isEqualTo(Quality.UNSUPPORTED);
  }

  @Test
  void takesTenVifesAndNoMore() {
    String ten = "02 93" + "BC".repeat(9) + "3C 0501";
    assertThat(Records.record(ten).qualifiers())
        .isEqualTo(Collections.nCopies(10, "negative-accumulation"));

    RecordList list = Records.decode("01 13 05" + "02 93" + "BC".repeat(10) + "3C 0501");
    assertThat(list.records()).hasSize(1);
    assertThat(list.complete()).isFalse();
    assertThat(list.warnings()).singleElement().asString().contains("more than 10 VIFE", "15");
  }

  @Test
  void namesSeveralQualifiersInTheirOrder() {
    assertThat(Records.record("02 93A23C 0501").qualifiers())
        .isEqualTo(List.of("per-hour", "negative-accumulation"));
  }
}
