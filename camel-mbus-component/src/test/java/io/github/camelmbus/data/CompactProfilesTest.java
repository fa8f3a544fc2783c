package io.github.camelmbus.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** DIF 8x DIFE 04: storage number 4 x 2 = 8. */
class CompactProfilesTest {
  /** Type G: day 1, month 3, year 100b + 8 x 2 = 20. */
  private static final String BASE_DATE = "82046C8123";

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
    // Control 52 = increments, minutes, 16 bit; 15 of them; FFFF is unsigned.
    assertThat(decode(BASE_TIME + BASE_VALUE + "8D04931F" + "06" + "520F" + "0A00" + "FFFF"))
        .containsExactly(
            "dateTime_storage8 2024-09-10T22:33",
            "volume_storage8 1.000",
            "dateTime_profile1_storage8 2024-09-10T22:48",
            "volume_profile1_storage8 1.010",
            "dateTime_profile2_storage8 2024-09-10T23:03",
            "volume_profile2_storage8 66.545");
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
  void rawOctetsAreThoseOfTheValueAndOfTheSpacing() {
    List<DataRecord> records =
        Records.decode(BASE_DATE + BASE_VALUE + "8D04931F" + "03" + "310A" + "7F").records();

    assertThat(records.get(2).octets()).isEqualTo(Records.octets("310A"));
    assertThat(Records.value(records.get(2))).isEqualTo("2020-03-11");
    assertThat(records.get(3).octets()).isEqualTo(Records.octets("7F"));
  }

  // Without base value, without base time, of another storage number; hours from a date; half
  // months; no spacing; real numbers; half an element; with register numbers; nothing but LVAR.
  @ParameterizedTest
  @ValueSource(
      strings = {
        BASE_DATE + "8D04931F03310A7F",
        BASE_VALUE + "8D04931F03310A7F",
        BASE_DATE + BASE_VALUE + "CD04931F03310A7F",
        BASE_DATE + BASE_VALUE + "8D04931F03210A7F",
        BASE_DATE + BASE_VALUE + "8D04931F0331FD7F",
        BASE_DATE + BASE_VALUE + "8D04931F0331007F",
        BASE_DATE + BASE_VALUE + "8D04931F06350A00000000",
        BASE_DATE + BASE_VALUE + "8D04931F03320A7F",
        BASE_DATE + BASE_VALUE + "8D04931E03310A7F",
        BASE_DATE + BASE_VALUE + "8D04931F00",
      })
  void profileThatIsNotFullyToldStaysAsItCame(String octets) {
    RecordList list = Records.decode(octets);
    DataRecord profile = list.records().get(list.records().size() - 1);

    assertThat(profile.quality()).isEqualTo(Quality.UNSUPPORTED);
    assertThat(profile.qualifiers()).singleElement().asString().startsWith("compact-profile");
  }
}
