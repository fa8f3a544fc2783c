package io.github.camelmbus.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelmbus.OctetString;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordListTest {
  /** A heat meter, one record in each line. */
  private static final List<String> HEAT_METER =
      List.of(
          "0C 05 31847401", // energy 1748431 x 100 Wh
          "0C 12 91726402", // volume 2647291 x 10^-4 m3
          "0A 5A 2205", // flow 52.2 degrees
          "0A 5E 2304", // return 42.3 degrees
          "0A 62 9900", // difference 9.9 K
          "04 6D 2116 0A39", // 2024-09-10 22:33
          "4C 05 30781100", // storage 1: energy 117830 x 100 Wh
          "44 6D 0000 1E14"); // storage 1: 2008-04-30 00:00

  @Test
  void readsAllRecordsOfATelegram() {
    RecordList list = Records.decode(String.join("", HEAT_METER));

    assertThat(list.complete()).isTrue();
    assertThat(list.moreRecordsFollow()).isFalse();
    assertThat(list.manufacturerData()).isNull();
    assertThat(list.records().stream().map(Records::value))
        .containsExactly(
            "174843100",
            "264.7291",
            "52.2",
            "42.3",
            "9.9",
            "2024-09-10T22:33",
            "11783000",
            "2008-04-30T00:00");
    assertThat(list.records().get(6).dib().storageNumber()).isEqualTo(1);
  }

  @Test
  void keepsTheWholeRecordsOfATelegramCutAnywhere() {
    byte[] octets = Records.octets(String.join("", HEAT_METER));
    for (int length = 0; length <= octets.length; length++) {
      RecordList list = RecordList.decode(Arrays.copyOf(octets, length));

      int whole = 0;
      int end = 0;
      while (whole < HEAT_METER.size() && end + length(whole) <= length) {
        end += length(whole++);
      }
      assertThat(list.records()).as("cut at %d", length).hasSize(whole);
      assertThat(list.complete()).as("cut at %d", length).isEqualTo(end == length);
      assertThat(list.warnings()).hasSize(end == length ? 0 : 1);
    }
  }

  private static int length(int index) {
    return Records.octets(HEAT_METER.get(index)).length;
  }

  @Test
  void readsNothingFromNothing() {
    RecordList list = RecordList.decode(new byte[0]);

    assertThat(list.records()).isEmpty();
    assertThat(list.complete()).isTrue();
  }

  @Test
  void keepsTheDataOfTheManufacturer() {
    RecordList list = Records.decode("01 5B 15 0F 01 5B 16");

    assertThat(list.records()).hasSize(1);
    assertThat(list.manufacturerData()).hasToString("015B16");
    assertThat(list.moreRecordsFollow()).isFalse();
    assertThat(list.complete()).isTrue();
  }

  @Test
  void knowsThatMoreRecordsFollow() {
    RecordList list = Records.decode("01 5B 15 1F");

    assertThat(list.moreRecordsFollow()).isTrue();
    assertThat(list.manufacturerData()).isEqualTo(OctetString.EMPTY);
  }

  @Test
  void skipsFillersAndGlobalReadoutRequests() {
    RecordList list = Records.decode("2F2F 01 5B 15 2F 01 5F 16 2F 7F");

    assertThat(list.records()).hasSize(2);
    assertThat(list.complete()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"3F", "4F", "5F", "6F", "8F", "FF"})
  void stopsAtAReservedDif(String dif) {
    RecordList list = Records.decode("01 5B 15" + dif + "01 5B 15");

    assertThat(list.records()).hasSize(1);
    assertThat(list.complete()).isFalse();
    assertThat(list.warnings())
        .singleElement()
        .asString()
        .contains("reserved DIF " + dif + "h at offset 3");
  }

  @Test
  void keepsTheOthersWhenOneRecordMakesNoSense() {
    // An error code, an impossible date and a reserved VIF between two good records.
    RecordList list = Records.decode("01 5B 15 0A 5A FFAA 02 6C 1F32 01 FD7C 01 01 5F 16");

    assertThat(list.complete()).isTrue();
    assertThat(list.records().stream().map(DataRecord::quality))
        .containsExactly(
            Quality.GOOD, Quality.INVALID, Quality.INVALID, Quality.UNSUPPORTED, Quality.GOOD);
  }

  @Test
  void staysWithTheUsualPlaceOfPlainTextInADamagedTelegram() {
    RecordList list = Records.decode("02 FC 03 48 52 25 74 2215 04 13 0102");

    assertThat(list.records()).hasSize(1);
    assertThat(Records.value(list.records().get(0))).isEqualTo("54.10");
    assertThat(list.complete()).isFalse();
  }

  @Test
  void findsPlainTextBehindTheVifesOfADamagedTelegram() {
    RecordList list = Records.decode("02 FC 74 03 48 52 25 2215 01 5B 15 04 13 0102");

    assertThat(list.records().stream().map(Records::value)).containsExactly("54.10", "21");
    assertThat(list.complete()).isFalse();
  }

  @Test
  void isNotChangedThroughTheOctetsItWasGivenOrGives() {
    byte[] octets = Records.octets("01 5B 15 0F 01");
    RecordList list = RecordList.decode(octets);
    RecordList before = RecordList.decode(octets.clone());

    Arrays.fill(octets, (byte) 0);
    Arrays.fill(list.records().get(0).octets(), (byte) 0);
    Arrays.fill(list.records().get(0).dib().octets(), (byte) 0);
    Arrays.fill(list.records().get(0).vib().octets(), (byte) 0);

    assertThat(list).isEqualTo(before).hasSameHashCodeAs(before);
    assertThat(list.records().get(0).octets()).containsExactly(0x01, 0x5B, 0x15);
  }
}
