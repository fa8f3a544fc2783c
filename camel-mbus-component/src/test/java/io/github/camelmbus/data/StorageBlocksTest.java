package io.github.camelmbus.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * DIFE 04 and DIF 8x: storage number 8, with DIF Cx 9; DIFE 05 and DIF 8x: 10.
 *
 * <pre>
 *   type G   1F38 = 2024-08-31   1E36 = 2024-06-30   1E39 = 2024-09-30   1F35 = 2024-05-31
 * </pre>
 */
class StorageBlocksTest {
  private static final String MONTHLY = "8104 FD28 01";
  private static final String SIZE_3 = "8104 FD22 03";

  /** Type F: 2024-09-10 22:33. */
  private static final String CLOCK = "04 6D 21160A39";

  private static final String LAST_DUE = "8204 6C 1F38";
  private static final String FIRST_DUE = "8204 6C 1E36";

  /** 6 digit BCD, 10^-3 m3. */
  private static final String VALUES = "8B04 13 003000 CB04 13 002000 8B05 13 001000";

  /** Key and value of each date of a storage. */
  private static List<String> dates(String octets) {
    RecordList list = Records.decode(octets);
    assertThat(list.complete()).isTrue();
    List<String> keys = RecordKeys.keys(list.records());
    List<String> dates = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      DataRecord record = list.records().get(i);
      if (keys.get(i).startsWith("date") && record.dib().storageNumber() > 0) {
        dates.add(keys.get(i) + " " + Records.value(record));
      }
    }
    return dates;
  }

  @Test
  void storageNumbersGoBackWhereTheNextOneWouldBeInTheFuture() {
    // On 10 September storage 9 cannot be of 30 September.
    assertThat(dates(CLOCK + MONTHLY + SIZE_3 + LAST_DUE + VALUES))
        .containsExactly(
            "date_storage8 2024-08-31",
            "date_derived_storage9 2024-07-31",
            "date_derived_storage10 2024-06-30");
  }

  @Test
  void storageNumbersGoOnWhereTheBlockWouldEndTooEarly() {
    // If storage 8 was the newest, one of 31 July would be missing.
    assertThat(dates(CLOCK + MONTHLY + SIZE_3 + FIRST_DUE + VALUES))
        .containsExactly(
            "date_storage8 2024-06-30",
            "date_derived_storage9 2024-07-31",
            "date_derived_storage10 2024-08-31");
  }

  @Test
  void twoDatesTellTheDirectionWithoutClock() {
    assertThat(dates(MONTHLY + SIZE_3 + LAST_DUE + "8205 6C 1E36" + VALUES))
        .contains("date_derived_storage9 2024-07-31");
    assertThat(dates(MONTHLY + SIZE_3 + FIRST_DUE + "8205 6C 1F38" + VALUES))
        .contains("date_derived_storage9 2024-07-31");
  }

  @Test
  void nextDueDateTellsTheDirectionWithoutClock() {
    assertThat(dates(MONTHLY + SIZE_3 + LAST_DUE + "8204 EC7E 1E39" + VALUES))
        .contains("date_derived_storage9 2024-07-31", "date_derived_storage10 2024-06-30");
  }

  @Test
  void firstAndLastStorageNumberMakeABlockToo() {
    String block = "01 FD20 08 01 FD21 0A 01 FD28 01";

    assertThat(dates(CLOCK + block + LAST_DUE + VALUES))
        .contains("date_derived_storage9 2024-07-31", "date_derived_storage10 2024-06-30");
  }

  @Test
  void timesAreWorkedOutToTheMinute() {
    // FD25 0F = 15 min; due 22:00; on 22:33 the newest of three is that of 22:30.
    String quarters = "8104 FD25 0F" + SIZE_3 + "8404 6D 00160A39";

    assertThat(dates(CLOCK + quarters + VALUES))
        .containsExactly(
            "dateTime_storage8 2024-09-10T22:00",
            "dateTime_derived_storage9 2024-09-10T22:15",
            "dateTime_derived_storage10 2024-09-10T22:30");
  }

  @Test
  void derivedDateStandsBeforeItsValuesAndKeepsTheIntervalAsOctets() {
    List<DataRecord> records =
        Records.decode(CLOCK + MONTHLY + SIZE_3 + LAST_DUE + VALUES).records();

    assertThat(records).hasSize(9);
    assertThat(records.get(5).qualifiers()).containsExactly("derived");
    assertThat(records.get(5).octets()).isEqualTo(Records.octets(MONTHLY));
    assertThat(records.get(6).octets()).isEqualTo(Records.octets("CB04 13 002000"));
  }

  // Nothing tells the direction; the dates contradict each other; neither direction leads to the
  // last due date; no size; a size of one; an interval of nothing, of no month at all, as maximum;
  // no due date; hours from a date; of another subunit; a block of endless length.
  @ParameterizedTest
  @ValueSource(
      strings = {
        MONTHLY + SIZE_3 + LAST_DUE + VALUES,
        CLOCK + MONTHLY + SIZE_3 + LAST_DUE + "8205 6C 1F35" + VALUES,
        CLOCK + MONTHLY + SIZE_3 + "8204 6C 1F35" + VALUES,
        CLOCK + MONTHLY + LAST_DUE + VALUES,
        CLOCK + MONTHLY + "8104 FD22 01" + LAST_DUE + VALUES,
        CLOCK + "8104 FD28 00" + SIZE_3 + LAST_DUE + VALUES,
        CLOCK + "8104 FD28 80" + SIZE_3 + LAST_DUE + VALUES,
        CLOCK + "9104 FD28 01" + SIZE_3 + LAST_DUE + VALUES,
        CLOCK + MONTHLY + SIZE_3 + VALUES,
        CLOCK + "8104 FD26 01" + SIZE_3 + LAST_DUE + VALUES,
        CLOCK + "8144 FD28 01" + SIZE_3 + LAST_DUE + VALUES,
        CLOCK + MONTHLY + "8704 FD22 FFFFFFFFFFFFFF7F" + LAST_DUE + VALUES
      })
  void nothingIsWorkedOutWhereTheTelegramDoesNotSayEnough(String octets) {
    assertThat(dates(octets)).noneMatch(date -> date.contains("derived"));
  }

  // 2^31 - 1 years; 12001, 12000 and 100000000 months; 1000 years; 100000000 s. 65536 of them.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "8404 FD29 FFFFFF7F",
        "8404 FD28 E12E0000",
        "8404 FD28 E02E0000",
        "8404 FD28 00E1F505",
        "8404 FD29 E8030000",
        "8404 FD24 00E1F505"
      })
  void noIntervalLeadsOutOfTheCalendar(String interval) {
    assertThat(
            Records.decode(CLOCK + interval + "8404 FD22 00000100" + LAST_DUE + VALUES).complete())
        .isTrue();
  }
}
