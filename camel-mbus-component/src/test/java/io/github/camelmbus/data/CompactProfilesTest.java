package io.github.camelmbus.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** DIF 8x DIFE 04: storage number 4 x 2 = 8. */
class CompactProfilesTest {
  /** Type G: day 1, month 3, year 100b + 8 x 2 = 20. */
  private static final String BASE_DATE = "82046C8123";

  /** Storage number 2^41 - 1: bit 0 in the DIF and four bits in each of ten DIFE. */
  private static final String LAST_STORAGE_DATE = "C28F8F8F8F8F8F8F8F8F0F6C8123";

  /** Type F: 2024-09-10 22:33, see DataEncoderTest. */
  private static final String BASE_TIME = "84046D21160A39";

  /** 6 digit BCD, 10^-3 m3: 1000. */
  private static final String BASE_VALUE = "8B0413001000";

  /** Key and value of each record. */
  private static List<String> decode(String octets) {
    RecordList list = Records.decode(octets);
    assertThat(list.complete()).isTrue();
    List<String> keys = RecordKeys.keys(list.records());
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      texts.add(keys.get(i) + " " + Records.value(list.records().get(i)));
    }
    return texts;
  }

  @Test
  void inverseProfileGoesBackFromTheBase() {
    // LVAR 8: control FB = signed differences, days or months, 6 digit BCD; FE = months; 100, -50.
    assertThat(decode(BASE_DATE + BASE_VALUE + "8D049313" + "08" + "FBFE" + "000100" + "5000F0"))
        .containsExactly(
            "date_storage8 2020-03-01",
            "volume_storage8 1.000",
            "date_profile1_storage8 2020-02-01",
            "volume_profile1_storage8 0.900",
            "date_profile2_storage8 2020-01-01",
            "volume_profile2_storage8 0.950");
  }

  @Test
  void profileGoesOnFromTheBase() {
    // Control 52 = increments, minutes, 16 bit; 15 of them; FFFE is unsigned: 65534.
    assertThat(decode(BASE_TIME + BASE_VALUE + "8D04931F" + "06" + "520F" + "0A00" + "FEFF"))
        .containsExactly(
            "dateTime_storage8 2024-09-10T22:33",
            "volume_storage8 1.000",
            "dateTime_profile1_storage8 2024-09-10T22:48",
            "volume_profile1_storage8 1.010",
            "dateTime_profile2_storage8 2024-09-10T23:03",
            "volume_profile2_storage8 66.544");
  }

  @Test
  void decrementsAreSubtracted() {
    // Control A1 = decrements, hours, 8 bit.
    assertThat(decode(BASE_TIME + BASE_VALUE + "8D04931F" + "03" + "A101" + "C8"))
        .endsWith("dateTime_profile1_storage8 2024-09-10T23:33", "volume_profile1_storage8 0.800");
  }

  @Test
  void valuesMayStandForThemselves() {
    // Control 0B = values, seconds; a display code among them costs itself only.
    assertThat(decode(BASE_TIME + BASE_VALUE + "8D04931F" + "08" + "0B1E" + "00000A" + "002000"))
        .endsWith(
            "dateTime_profile1_storage8 2024-09-10T22:33:30",
            "volume_profile1_storage8 null",
            "dateTime_profile2_storage8 2024-09-10T22:34:00",
            "volume_profile2_storage8 2.000");
  }

  @Test
  void nothingIsKnownBehindAMissingDifference() {
    // Signed 16 bit: 8000 is no value.
    assertThat(decode(BASE_TIME + BASE_VALUE + "8D04931F" + "06" + "D20F" + "0080" + "0100"))
        .contains("volume_profile1_storage8 null", "volume_profile2_storage8 null");
  }

  @Test
  void elementsThatTheMeterHasNotFilledAreMissing() {
    // Increments of 8 bit, a day apart: FF; values of 2 digits BCD: FF.
    String unsigned = BASE_DATE + BASE_VALUE + "8D04931F" + "03" + "7101" + "FF";
    String digits = BASE_DATE + BASE_VALUE + "8D04931F" + "03" + "3901" + "FF";

    for (String octets : List.of(unsigned, digits)) {
      DataRecord value = Records.decode(octets).records().get(3);
      assertThat(value.quality()).isEqualTo(Quality.MISSING);
    }
    // Of signed values FF is -1: control 31.
    assertThat(decode(BASE_DATE + BASE_VALUE + "8D04931F" + "03" + "3101" + "FF"))
        .endsWith("volume_profile1_storage8 -0.001");
  }

  @Test
  void registerNumbersAreThoseBehindTheBase() {
    // Control 32 = values, days, 16 bit; FE = months; 1001, 1002. Storage numbers 9 and 10.
    assertThat(decode(BASE_DATE + BASE_VALUE + "8D04931E" + "06" + "32FE" + "E903" + "EA03"))
        .containsExactly(
            "date_storage8 2020-03-01",
            "volume_storage8 1.000",
            "date_storage9 2020-04-01",
            "volume_storage9 1.001",
            "date_storage10 2020-05-01",
            "volume_storage10 1.002");
  }

  @Test
  void profileOfValuesNeedsNoBaseValue() {
    assertThat(decode(BASE_DATE + "8D04931F" + "03" + "310A" + "7F"))
        .containsExactly(
            "date_storage8 2020-03-01",
            "date_profile1_storage8 2020-03-11",
            "volume_profile1_storage8 0.127");
  }

  // Type G: 8123 = 1 March, 9023 = 16 March, 9E24 = 30 April, 9C22 = 28 February 2020, a leap year.
  // Spacing: days FD, minutes FE, hours FE, days FE.
  @ParameterizedTest
  @CsvSource({
    "8123, 31FD, 2020-03-16, 2020-04-01",
    "9023, 31FD, 2020-04-01, 2020-04-16",
    "8123, 11FE, 2020-09-01, 2021-03-01",
    "8123, 21FE, 2020-06-01, 2020-09-01",
    "9E24, 31FE, 2020-05-31, 2020-06-30",
    "9C22, 31FE, 2020-03-28, 2020-04-28"
  })
  void partsOfAYearAreCalendarDates(String base, String spacing, String first, String second) {
    assertThat(decode("82046C" + base + "8D04931F" + "04" + spacing + "0102"))
        .contains("date_profile1_storage8 " + first, "date_profile2_storage8 " + second);
  }

  @Test
  void rawOctetsAreThoseOfTheValueAndOfTheSpacing() {
    List<DataRecord> records =
        Records.decode(BASE_DATE + BASE_VALUE + "8D04931F" + "03" + "310A" + "7F").records();

    assertThat(records.get(2).octets()).isEqualTo(Records.octets("310A"));
    assertThat(Records.value(records.get(2))).isEqualTo("2020-03-11");
    assertThat(records.get(3).octets()).isEqualTo(Records.octets("7F"));
  }

  // Increments without base value; without base time, of another storage number; hours from a
  // date; half months from the second of a month; an array; seconds FE, which is reserved; real
  // numbers; half an element; a storage number behind the last one; nothing but LVAR.
  @ParameterizedTest
  @ValueSource(
      strings = {
        BASE_DATE + "8D04931F03710A7F",
        BASE_VALUE + "8D04931F03310A7F",
        BASE_DATE + BASE_VALUE + "CD04931F03310A7F",
        BASE_DATE + BASE_VALUE + "8D04931F03210A7F",
        "82046C8223" + BASE_VALUE + "8D04931F0331FD7F",
        BASE_DATE + BASE_VALUE + "8D04931F0331007F",
        BASE_TIME + BASE_VALUE + "8D04931F0301FE7F",
        BASE_DATE + BASE_VALUE + "8D04931F06350A00000000",
        BASE_DATE + BASE_VALUE + "8D04931F03320A7F",
        LAST_STORAGE_DATE + "CD8F8F8F8F8F8F8F8F8F0F931E03310A7F",
        BASE_DATE + BASE_VALUE + "8D04931F00",
      })
  void profileThatIsNotFullyToldStaysAsItCame(String octets) {
    RecordList list = Records.decode(octets);
    DataRecord profile = list.records().get(list.records().size() - 1);

    assertThat(profile.quality()).isEqualTo(Quality.UNSUPPORTED);
    assertThat(profile.qualifiers()).singleElement().asString().startsWith("compact-profile");
  }
}
