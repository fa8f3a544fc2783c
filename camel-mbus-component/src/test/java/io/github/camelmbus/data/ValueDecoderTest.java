package io.github.camelmbus.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValueDecoderTest {

  /** Types A and B behind VIF 5Bh (1 degree); least significant octet first. */
  @ParameterizedTest
  @CsvSource({
    "01 5B FF,               -1",
    "01 5B 81,               -127",
    "02 5B 0501,             261",
    "03 5B 56FFFF,           -170",
    "04 5B FFFFFF7F,         2147483647",
    "06 5B 010000000080,     -140737488355327",
    "07 5B FFFFFFFFFFFFFF7F, 9223372036854775807",
    "09 5B 42,               42",
    "0A 5B 3412,             1234",
    "0B 5B 563412,           123456",
    "0C 5B 78563412,         12345678",
    "0E 5B 129078563412,     123456789012",
    // F as most significant digit is a minus.
    "09 5B F7,               -7",
    "0B 5B 0200F0,           -2"
  })
  void readsIntegersAndBcdOfEachLength(String octets, String value) {
    DataRecord record = Records.record(octets);

    assertThat(Records.value(record)).isEqualTo(value);
    assertThat(record.quality()).isEqualTo(Quality.GOOD);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // A to E anywhere, F anywhere but in front: what an error display shows.
        "0A 5A AA0B",
        "0A 5A 00A0",
        "0A 5A F005",
        "0A 5A 00FF",
        "0C 13 FFFFFFFF",
        "09 5B FE"
      })
  void inventsNoNumberOfABcdErrorCode(String octets) {
    DataRecord record = Records.record(octets);

    assertThat(record.value()).isEqualTo(Value.NONE);
    assertThat(record.quality()).isEqualTo(Quality.INVALID);
    assertThat(record.unit()).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "01 5B 80",
        "02 5B 0080",
        "03 5B 000080",
        "04 5B 00000080",
        "06 5B 000000000080",
        "07 5B 0000000000000080",
        // Not a number.
        "05 5B 0000C07F",
        // No data, selection for readout, and no octets at all.
        "00 5B",
        "08 5B",
        "0D 5B E0",
        "0D 5B C0"
      })
  void reportsNoValueAsMissing(String octets) {
    DataRecord record = Records.record(octets);

    assertThat(record.value()).isEqualTo(Value.NONE);
    assertThat(record.quality()).isEqualTo(Quality.MISSING);
  }

  @ParameterizedTest
  @CsvSource({
    // 42293333h is the float next to 42.3; C2293333h its negative.
    "05 5B 33332942, 42.3",
    "05 5B 333329C2, -42.3",
    // 10^-3.
    "05 58 33332942, 0.0423",
    "05 5B 00000000, 0.0",
    // Steps of 16 there: 134219008 and 134219000 are one number, the second is shorter.
    "05 5B 5000004D, 134219000",
    // 10^38 prints without exponent; 7E967699h.
    "05 5B 9976967E, 100000000000000000000000000000000000000",
    // 3F350084h is 0.7070391 and 10^-3 m3/h; ten decimals are more than single precision carries.
    "05 3B 8400353F, 0.000707039",
    // 2EDBE6FFh is 1e-10: small numbers keep their digits.
    "05 5B FFE6DB2E, 0.00000000010"
  })
  void givesRealsTheirShortestDecimalForm(String octets, String value) {
    assertThat(Records.value(Records.record(octets))).isEqualTo(value);
  }

  @Test
  void takesInfinityForInvalid() {
    assertThat(Records.record("05 5B 0000807F").quality()).isEqualTo(Quality.INVALID);
  }

  @ParameterizedTest
  @CsvSource({
    // Minute 21h = 33, hour 16h = 22, day 0Ah, year 000b, month 9, year 3 x 8: 24.
    "04 6D 2116 0A39,       2024-09-10T22:33",
    // Summer time (hour bit 7) is a flag.
    "04 6D 2196 0A39,       2024-09-10T22:33",
    // Midnight is printed, too.
    "04 6D 0000 0101,       2000-01-01T00:00",
    // Year 95 = 111b + 8 x 11; without hundred-year bits after 80 it is 1995.
    "04 6D 0000 E1B1,       1995-01-01T00:00",
    // Hundred-year 1, year 5: 1900 + 100 + 5.
    "04 6D 0020 A101,       2005-01-01T00:00",
    "02 6C 9F2C,            2020-12-31",
    // 29 February of a leap year.
    "02 6C 1D32,            2024-02-29",
    // Second 0, minute 0, hour 9, day 14h = 20 and year 0, month 7 and year 2 x 8.
    "06 6D 000009142700,    2016-07-20T09:00:00",
    "06 6D 1E2D17142700,    2016-07-20T23:45:30",
    "03 6D 1E2D17,          23:45:30",
    "03 6D 000000,          00:00:00",
    // The type goes by the data field, whatever the VIF.
    "04 6C 2116 0A39,       2024-09-10T22:33",
    "02 FD30 9F2C,          2020-12-31",
    "04 FD70 2116 0A39,     2024-09-10T22:33",
    // BCD: second, minute, hour, day, month, year; the digits are those of the octets.
    "0E 6D 301508251126,    2026-11-25T08:15:30",
    "0E ED6B 595923311295,  1995-12-31T23:59:59",
    "0E EDEB00 000000010100, 2000-01-01T00:00:00",
    "0E 6C 000012290224,    2024-02-29T12:00:00",
    "0E FD70 000000010180,  2080-01-01T00:00:00",
    "0E 936E 000000010181,  1981-01-01T00:00:00"
  })
  void readsDatesAndTimesAsFarAsSent(String octets, String value) {
    DataRecord record = Records.record(octets);

    assertThat(Records.value(record)).isEqualTo(value);
    assertThat(record.quality()).isEqualTo(Quality.GOOD);
    assertThat(record.unit()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "02 6C FFFF",
        "02 6C 0000",
        "04 6D FFFFFFFF",
        "04 6D 00000000",
        "06 6D FFFFFFFFFFFF",
        "06 6D 000000000000",
        "03 6D FFFFFF",
        "0E 6D FFFFFFFFFFFF",
        "0E 6D 000000000000",
        // Every year (127), month (15), day (0), hour (31) and minute (63) is no time at all.
        "02 6C E0FF",
        "04 6D 3F1F E0FF",
        "06 6D 3F3F1F E0FF 00",
        "03 6D 3F3F1F",
        // Neither day nor month.
        "02 6C 8020",
        "04 6D 2116 0030"
      })
  void takesCodesForNoDateForMissing(String octets) {
    DataRecord record = Records.record(octets);

    assertThat(record.value()).isEqualTo(Value.NONE);
    assertThat(record.quality()).isEqualTo(Quality.MISSING);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // IV: minute bit 7.
        "04 6D A116 0A39",
        "06 6D 008009142700",
        // 31 February, 29 February 2023, month 13, minute 60, hour 24.
        "02 6C 1F32",
        "02 6C FD22",
        "02 6C 812D",
        "04 6D 3C00 8121",
        "04 6D 0018 8121",
        "03 6D 3C0000",
        // Year 100.
        "02 6C 81C1",
        // Every 31 February and 30 February, day 1 of every month 13.
        "02 6C FFF2",
        "02 6C FEF2",
        "02 6C E1FD",
        // Every day at 24:00; flagged.
        "04 6D 0018 E0FF",
        "04 6D 8000 E1FF",
        "03 6D 3C3F1F",
        // BCD: second 60, minute 60, hour 24, day 0 and 32, month 0 and 13, 31 April, A as digit.
        "0E 6D 600000010126",
        "0E 6D 006000010126",
        "0E 6D 000024010126",
        "0E 6D 000000000126",
        "0E 6D 000000320126",
        "0E 6D 000000010026",
        "0E 6D 000000011326",
        "0E 6D 000000310426",
        "0E 6D 0A0000010126"
      })
  void takesImpossibleAndFlaggedTimesForInvalid(String octets) {
    DataRecord record = Records.record(octets);

    assertThat(record.value()).isEqualTo(Value.NONE);
    assertThat(record.quality()).isEqualTo(Quality.INVALID);
  }

  /** Year 127: E0h and F0h; month 15: 0Fh; day 0; hour 31: 1Fh; minute and second 63: 3Fh. */
  @ParameterizedTest
  @CsvSource({
    "02 6C E1FF,            ---01",
    "02 6C FFFC,            --12-31",
    "02 6C FDF2,            --02-29",
    "02 6C E0FC,            --12",
    // Year 20 = 100b + 8 x 2: each first day of a month, each day of January, and every day of it.
    "02 6C 812F,            2020--01",
    "02 6C 8021,            2020-01",
    "02 6C 802F,            2020",
    "04 6D 0000 E1FF,       ---01T00:00",
    "04 6D 1E06 FFFC,       --12-31T06:30",
    // Summer time and hundred-year bits change nothing.
    "04 6D 1EE6 FFFC,       --12-31T06:30",
    "04 6D 1E06 E0FF,       T06:30",
    "04 6D 0F1F E0FF,       T-15",
    "04 6D 3F06 E1FF,       ---01T06",
    "04 6D 3F1F E1FF,       ---01",
    "04 6D 001F 8121,       2020-01-01T-00",
    "04 6D 3F00 8121,       2020-01-01T00",
    "06 6D 001E06 FFFC 00,  --12-31T06:30:00",
    "06 6D 051E1F E0FF 00,  T-30:05",
    "06 6D 053F1F E0FF 00,  T--05",
    "06 6D 053F06 E0FF 00,  T06::05",
    "06 6D 3F1E06 8121 00,  2020-01-01T06:30",
    "03 6D 051E1F,          -30:05",
    "03 6D 053F1F,          --05",
    "03 6D 3F1E06,          06:30",
    "03 6D 3F3F06,          06",
    "02 FD30 E1FF,          ---01",
    "02 EC7E E1FF,          ---01"
  })
  void readsRecurringDatesAndTimesInTheFormOfXmlSchema(String octets, String value) {
    DataRecord record = Records.record(octets);

    assertThat(Records.value(record)).isEqualTo(value);
    assertThat(record.quality()).isEqualTo(Quality.RECURRING);
    assertThat(record.unit()).isNull();
  }

  /** Hour 22 = 16h with hundred-year bits 2 (40h) or 3 (60h); 1900 + 200 + 24 = 2124. */
  @ParameterizedTest
  @CsvSource({
    "04 6D 2156 0A39, 2024-09-10T22:33, 2124",
    "04 6D 2176 0A39, 2024-09-10T22:33, 2224",
    // Year 95 = 111b + 8 x 11, year 81 = 001b + 8 x 10, year 80 = 8 x 10.
    "04 6D 0040 E1B1, 1995-01-01T00:00, 2195",
    "04 6D 0040 21A1, 1981-01-01T00:00, 2181",
    "04 6D 0040 01A1, 2080-01-01T00:00, 2180",
    // 29 February of the year 0 of a century: 2000 had one, 2100 will not.
    "04 6D 0040 1D02, 2000-02-29T00:00, 2100"
  })
  void takesTheTwoDigitsOfAYearInACenturyThatHasNotBegun(
      String octets, String value, int sentYear) {
    DataRecord record = Records.record(octets);

    assertThat(Records.value(record)).isEqualTo(value);
    assertThat(record.quality()).isEqualTo(Quality.GOOD);
    assertThat(((Value.DateTime) record.value()).sentYear()).isEqualTo(sentYear);
  }

  @ParameterizedTest
  @CsvSource({
    "04 6D 2156 0A39, 2026-11-28, 2024-09-10T22:33",
    // Year 81 = 001b + 8 x 10, year 78 = 110b + 8 x 9: the first year is 1981.
    "04 6D 0040 21A1, 2026-11-28, 1981-01-01T00:00",
    "04 6D 0040 C191, 2026-11-28, 2078-01-01T00:00",
    "04 6D 0040 E1B1, 2095-06-01, 2095-01-01T00:00",
    // A day before the clock of the machine was set.
    "04 6D 2156 0A39, 1970-01-01, 2024-09-10T22:33",
    // The clock is right at last.
    "04 6D 2156 0A39, 2124-09-11, 2124-09-10T22:33",
    "04 6D 2176 0A39, 2199-01-01, 2224-09-10T22:33",
    // What names its year stays as it is: hundred-year bits 1 and 0, and a date.
    "04 6D 0020 0A39, 1970-01-01, 2024-09-10T00:00",
    "04 6D 2116 0A39, 2124-09-11, 2024-09-10T22:33",
    "02 6C 9F2C,      2124-09-11, 2020-12-31"
  })
  void takesTheYearClosestToTheDayOfTheReading(String octets, LocalDate day, String value) {
    DataRecord record = Records.record(octets).readOn(day);

    assertThat(Records.value(record)).isEqualTo(value);
    assertThat(record.octets()).isEqualTo(Records.octets(octets));
  }

  @ParameterizedTest
  @CsvSource({
    // 2324h = 8 x 1024 + 25 x 32 + 4; A697h is bit 15 and 2697h = 9 x 1024 + 20 x 32 + 23.
    "02 FD0A 2423,        HYD",
    "02 FD0A 97A6,        ITW",
    "0D FD0A E2 2423,     HYD",
    "0D FD0A 03 445948,   HYD",
    // No letters: 0105h = 8 x 32 + 5, FFFFh; no code: one octet, four octets, BCD digits.
    "02 FD0A 0501,        261",
    "02 FD0A FFFF,        65535",
    "01 FD0A 05,          5",
    "04 FD0A 24230000,    8996",
    "0A FD0A 2423,        2324"
  })
  void readsTheLettersOfAManufacturer(String octets, String value) {
    DataRecord record = Records.record(octets);

    assertThat(Records.value(record)).isEqualTo(value);
    assertThat(record.quality()).isEqualTo(Quality.GOOD);
    assertThat(record.unit()).isNull();
  }

  @Test
  void keepsThePlainIntegerOfADateInAFieldThatHasNone() {
    DataRecord record = Records.record("01 6C 05");

    assertThat(Records.value(record)).isEqualTo("5");
    assertThat(record.quality()).isEqualTo(Quality.UNSUPPORTED);
  }

  @ParameterizedTest
  @CsvSource({
    // Type M, type K, type L.
    "0D 6D 04 01020304,                      01020304",
    "04 FD72 01020304,                       01020304",
    "0D FD73 0B 0102030405060708090A0B,      0102030405060708090A0B"
  })
  void keepsTheOctetsOfTypesKLAndM(String octets, String value) {
    assertThat(Records.value(Records.record(octets))).isEqualTo(value);
  }

  /** A digit that is none, A to F, is found at each of the 18 places; F in front is a minus. */
  @Test
  void takesBcdWithALetterForInvalid() {
    for (int octets = 1; octets <= 9; octets++) {
      for (int place = 0; place < 2 * octets; place++) {
        for (int letter = 0xA; letter <= 0xF; letter++) {
          byte[] data = new byte[octets];
          data[place / 2] = (byte) (letter << 4 * (place % 2));
          boolean minus = letter == 0xF && place == 2 * octets - 1;
          String record = "0D 5B C%d %s".formatted(octets, HexFormat.of().formatHex(data));

          assertThat(Records.record(record).quality())
              .as(record)
              .isEqualTo(minus ? Quality.GOOD : Quality.INVALID);
        }
      }
    }
  }

  /**
   * The first digits of 987654321098765432, in 1 to 9 octets: each digit stands where it is worth
   * what it is.
   */
  @Test
  void readsEachBcdDigitAtItsPlace() {
    String digits = "987654321098765432";
    for (int octets = 1; octets <= 9; octets++) {
      StringBuilder data = new StringBuilder();
      for (int i = 2 * octets; i > 0; i -= 2) {
        data.append(digits, i - 2, i);
      }
      String record = "0D 5B C%d %s".formatted(octets, data);

      assertThat(Records.value(Records.record(record)))
          .as(record)
          .isEqualTo(digits.substring(0, 2 * octets));
    }
  }

  /** LVAR behind VIF 13h, 10^-3 m3. */
  @ParameterizedTest
  @CsvSource({
    "0D 13 C2 3412,                                1.234",
    "0D 13 D2 3412,                                -1.234",
    "0D 13 C9 181716151413121110,                  101112131415161.718",
    "0D 13 D9 181716151413121110,                  -101112131415161.718",
    // F as the first of 18 digits is a minus, as anywhere.
    "0D 13 C9 0000000000000000F1,                  -10000000000000.000",
    "0D 13 C9 9999999999999999F9,                  -99999999999999.999",
    "0D 13 E2 0501,                                0.261",
    // Unsigned, and longer than a long.
    "0D 13 E1 FF,                                  0.255",
    "0D 13 E8 FFFFFFFFFFFFFFFF,                    18446744073709551.615",
    // F0h: 4 x (F0h - ECh) = 16 octets; 2^120.
    "0D 13 F0 00000000000000000000000000000001,    1329227995784915872903807060280344.576",
    "0D 13 F8 33332942,                            0.0423"
  })
  void readsNumbersOfVariableLength(String octets, String value) {
    DataRecord record = Records.record(octets);

    assertThat(Records.value(record)).isEqualTo(value);
    assertThat(record.unit()).isEqualTo("m3");
  }

  @ParameterizedTest
  @CsvSource({"F1, 20", "F4, 32", "F5, 48", "F6, 64"})
  void knowsTheLengthOfLargeBinaryNumbers(String lvar, int octets) {
    String hex = "0D FD17" + lvar + "01" + "00".repeat(octets - 1);

    assertThat(Records.value(Records.record(hex))).isEqualTo("1");
  }

  @Test
  void readsTextFromItsEnd() {
    // 03h octets: C, B, a-umlaut of ISO 8859-1.
    DataRecord record = Records.record("0D FD0B 03 43 42 E4");

    assertThat(Records.value(record)).isEqualTo("\u00e4BC");
    assertThat(record.unit()).isNull();
    assertThat(Records.value(Records.record("0D FD0B 00"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"CA", "DF", "F7", "F9", "FF"})
  void keepsTheRestBehindAReservedLvar(String lvar) {
    RecordList list = Records.decode("01 5B 15  0D 13" + lvar + "0102 01 5B 16");

    assertThat(list.records()).hasSize(2);
    DataRecord last = list.records().get(1);
    assertThat(Records.value(last)).isEqualTo("0102015B16");
    assertThat(last.quality()).isEqualTo(Quality.UNSUPPORTED);
    assertThat(last.unit()).isNull();
    assertThat(list.complete()).isFalse();
    assertThat(list.warnings()).singleElement().asString().contains("reserved LVAR", "offset 3");
  }

  @Test
  void takesAVariableRealForOneOnlyWhereTheRecordCanEndBehindIt() {
    assertThat(Records.decode("0D 5B F8 33332942 01 5B 15").records()).hasSize(2);
    // Two octets are no real; FFh behind four is no DIF.
    assertThat(Records.decode("0D 5B F8 3333").complete()).isFalse();
    assertThat(Records.decode("0D 5B F8 33332942 FF 5B").complete()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "0C 78 01000000,           00000001",
    "0C 79 78563412,           12345678",
    "0C 78 7856341A,           1A345678",
    // Identification, then manufacturer, version and device type as on the wire.
    "07 79 7856341224232804,   1234567824232804",
    "0D 78 04 44434241,        ABCD",
    // Binary ones are numbers, unsigned.
    "04 78 2E254C00,           4990254",
    "04 78 FFFFFFFF,           4294967295"
  })
  void keepsTheDigitsOfIdentificationNumbers(String octets, String value) {
    assertThat(Records.value(Records.record(octets))).isEqualTo(value);
  }

  @Test
  void keepsTheValueOfAnErrorState() {
    // 3Ch: function 11b = error, data field C.
    DataRecord record = Records.record("3C 2B 01000000");

    assertThat(Records.value(record)).isEqualTo("1");
    assertThat(record.quality()).isEqualTo(Quality.ERROR);
    // Where there is no value, why there is none says more.
    assertThat(Records.record("3A 5A FFFF").quality()).isEqualTo(Quality.INVALID);
  }

  /** 34h: function 11b = error, data field 4; 3769h = 14185. */
  @ParameterizedTest
  @CsvSource({
    // On time in h x 3600, operating time in d x 86400, and of the battery in h.
    "34 22 69370000,   51066000",
    "32 27 0501,       22550400",
    "32 FD6C 0501,     939600",
    // Duration of the first and last exceed of a limit, and of an event, in min x 60.
    "32 BB51 0501,     15660",
    "32 BB5D 0501,     15660",
    "32 BB61 0501,     15660",
    "32 BB65 0501,     15660",
    // A factor and a qualifier leave it a time: 75h is 10^-1.
    "32 A075 0501,     26.1",
    "32 A03B 0501,     261"
  })
  void takesTheTimeInErrorForGood(String octets, String seconds) {
    DataRecord record = Records.record(octets);

    assertThat(Records.value(record)).isEqualTo(seconds);
    assertThat(record.unit()).isEqualTo("s");
    assertThat(record.quality()).isEqualTo(Quality.GOOD);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // A count of events (VIFE 49h) of the on time, and a date of it (VIFE 6Ah).
        "32 A049 0501",
        "32 A06A 9F2C",
        // Durations that are settings: averaging, storage interval; and the second of a time.
        "32 71 0501",
        "32 FD25 0501",
        "32 FD2B 0501",
        "32 13 0501",
        "32 FF13 0501"
      })
  void keepsTheQualityOfOtherValuesOfAnErrorState(String octets) {
    assertThat(Records.record(octets).quality()).isEqualTo(Quality.ERROR);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // The text before the VIFEs, where most meters have it, and behind them; 74h is x 10^-2.
        "02 FC 03 48 52 25 74 2215",
        "02 FC 74 03 48 52 25 2215"
      })
  void findsPlainTextBeforeAndBehindTheVifes(String octets) {
    // %RH from its end; 1522h = 5410.
    DataRecord record = Records.record(octets);

    assertThat(record.quantity()).isEqualTo("relative-humidity");
    assertThat(Records.value(record)).isEqualTo("54.10");
    assertThat(record.unit()).isEqualTo("%");
  }

  @Test
  void keepsWhatVifesSayBeforeThePlainText() {
    // 51h: duration of the first lower limit exceed in minutes; 261 x 60 s.
    DataRecord record = Records.record("02 FC 51 03 48 52 25 0501");

    assertThat(Records.value(record)).isEqualTo("15660");
    assertThat(record.unit()).isEqualTo("s");
  }

  @ParameterizedTest
  @CsvSource({
    // "bat. time", "Pump 2" and "3x" from their ends.
    "02 7C 09 656D6974202E746162 0501, bat-time",
    "02 7C 06 3220706D7550 0501,       pump-2",
    "02 7C 02 7833 0501,               text-3x",
    "02 7C 01 25 0501,                 plain-text",
    "02 7C 00 0501,                    plain-text"
  })
  void namesTheQuantityByItsPlainText(String octets, String quantity) {
    DataRecord record = Records.record(octets);

    assertThat(record.quantity()).isEqualTo(quantity);
    assertThat(Records.value(record)).isEqualTo("261");
    assertThat(record.unit()).isNull();
  }
}
