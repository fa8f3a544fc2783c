package io.github.camelmbus.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataEncoderTest {

  @ParameterizedTest
  @CsvSource({
    "INT8,   -1,             FF",
    "INT16,  261,            0501",
    "INT24,  -170,           56FFFF",
    "INT32,  2147483647,     FFFFFF7F",
    "INT48,  1,              010000000000",
    "INT64,  -2,             FEFFFFFFFFFFFFFF",
    "BCD2,   42,             42",
    "BCD4,   7,              0700",
    "BCD6,   -2,             0200F0",
    "BCD8,   12345678,       78563412",
    "BCD12,  123456789012,   129078563412",
    "BCD12,  -12345678901,   0189674523F1",
    "REAL32, 42.3,           33332942"
  })
  void writesLeastSignificantOctetFirst(DataField field, BigDecimal raw, String octets) {
    assertThat(DataEncoder.encode(field, raw)).isEqualTo(Records.octets(octets));
  }

  @ParameterizedTest
  @CsvSource({
    "INT8, 128",
    "INT16, -32769",
    "INT64, 9223372036854775808",
    "BCD2, 100",
    "BCD4, -1000",
    "BCD8, 1.5",
    "INT32, 0.1",
    "REAL32, 3.5E38",
    "VARIABLE, 1",
    "NO_DATA, 1",
    "SELECTION, 1"
  })
  void refusesWhatDoesNotFit(DataField field, BigDecimal raw) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DataEncoder.encode(field, raw))
        .withMessageContaining(field.name());
  }

  @Test
  void writesDatesAndTimes() {
    LocalDateTime time = LocalDateTime.of(2024, 9, 10, 22, 33, 30);
    // Minute 33 = 21h, hour 22 = 16h; day 10 and year 24 = 000b; month 9 and 24 / 8 = 3.
    assertThat(DataEncoder.typeF(time, false)).isEqualTo(Records.octets("21160A39"));
    // Bit 7 of the hour.
    assertThat(DataEncoder.typeF(time, true)).isEqualTo(Records.octets("21960A39"));
    // 2090: hundred-year 1 (20h), year 90 = 010b + 8 x 11.
    assertThat(DataEncoder.typeF(LocalDateTime.of(2090, 1, 1, 0, 0), false))
        .isEqualTo(Records.octets("002041B1"));
    // Year 20 = 100b + 8 x 2.
    assertThat(DataEncoder.typeG(LocalDate.of(2020, 12, 31))).isEqualTo(Records.octets("9F2C"));
    // Second 30 = 1Eh with leap year (80h) and summer time (40h).
    assertThat(DataEncoder.typeI(time, true)).isEqualTo(Records.octets("DE21160A3900"));
    // Two digits each: second, minute, hour, day, month, year.
    assertThat(DataEncoder.bcdTime(time)).isEqualTo(Records.octets("303322100924"));
  }

  @Test
  void refusesYearsThatATypeCannotSay() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DataEncoder.typeG(LocalDate.of(2081, 1, 1)))
        .withMessageContaining("1981 to 2080");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DataEncoder.bcdTime(LocalDateTime.of(2081, 1, 1, 0, 0)))
        .withMessageContaining("1981 to 2080");
    // These octets would be read as 2000 and 2080.
    for (int year : new int[] {2100, 1980}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> DataEncoder.typeF(LocalDateTime.of(year, 1, 1, 0, 0), false))
          .withMessageContaining("1981 to 2099, not " + year);
    }
  }
}
