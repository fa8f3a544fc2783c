package io.github.camelmbus.data;

import static org.assertj.core.api.Assertions.assertThat;

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
    "04 FD70 2116 0A39,     2024-09-10T22:33"
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
        // Every year (127), every month (15), every day (0), every hour (31), every minute (63).
        "02 6C E1F1",
        "02 6C 812F",
        "02 6C 8021",
        "04 6D 001F 8121",
        "04 6D 3F00 8121",
        "03 6D 3F3F1F"
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
        "02 6C 81C1"
      })
  void takesImpossibleAndFlaggedTimesForInvalid(String octets) {
    DataRecord record = Records.record(octets);

    assertThat(record.value()).isEqualTo(Value.NONE);
    assertThat(record.quality()).isEqualTo(Quality.INVALID);
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
