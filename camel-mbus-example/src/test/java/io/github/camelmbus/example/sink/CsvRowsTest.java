package io.github.camelmbus.example.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelmbus.data.FunctionField;
import io.github.camelmbus.data.Quality;
import io.github.camelmbus.reading.MeterReading;
import io.github.camelmbus.reading.ReadingJson;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a meter sends as text, on its way into a CSV file. */
class CsvRowsTest {
  private static MeterReading reading(String name, Object value) {
    MeterReading.Record record =
        new MeterReading.Record(
            "customer",
            "customer",
            value,
            null,
            FunctionField.INSTANTANEOUS,
            0,
            0,
            0,
            List.of(),
            Quality.GOOD,
            "00");
    return new MeterReading.Success(
        new MeterReading.Meter("12345678", name, "HYD", 40, "heat", 4, "1234567824232804", 1),
        "sim:house",
        Instant.EPOCH,
        1,
        null,
        List.of(record),
        null,
        false,
        true,
        List.of(),
        null,
        List.of());
  }

  private static Map<String, ?> row(MeterReading reading) {
    return new CsvRows(".").rows(reading).get(0);
  }

  @ParameterizedTest
  @CsvSource({"=1+1", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0"})
  void textThatIsAFormulaHasAnApostropheInFront(String text) {
    assertThat(row(reading(text, text)).get("text")).isEqualTo("'" + text);
    assertThat(row(reading(text, text)).get("name")).isEqualTo("'" + text);
  }

  @Test
  void numberAndTextHaveColumnsOfTheirOwnAndTheMeterItsSecondaryAddress() {
    Map<String, ?> number = row(reading("Attic", new BigDecimal("1.50")));
    assertThat(number.get("value")).isEqualTo("1.50");
    assertThat(number.get("text")).isNull();
    assertThat(number.get("secondaryAddress")).isEqualTo("1234567824232804");
    Map<String, ?> text = row(reading("Attic", "2026-01-31"));
    assertThat(text.get("value")).isNull();
    assertThat(text.get("text")).isEqualTo("2026-01-31");
  }

  @Test
  void spreadsheetCanHaveACommaInNumbersAndInNothingElse() {
    CsvRows rows = new CsvRows(",");
    assertThat(rows.rows(reading("Attic", new BigDecimal("-1.50"))).get(0).get("value"))
        .isEqualTo("-1,50");
    assertThat(rows.rows(reading("Attic", "1.50")).get(0).get("text")).isEqualTo("1.50");
    assertThatThrownBy(() -> new CsvRows(";")).hasMessageContaining("a point or a comma, not ';'");
  }

  @Test
  void valuesOfOtherRowsAreWrittenInTheSameWay() {
    CsvRows rows = new CsvRows(",");
    assertThat(rows.cell(new BigDecimal("-1.50"))).isEqualTo("-1,50");
    assertThat(rows.cell(0.5)).isEqualTo("0,5");
    assertThat(rows.cell("=1+1")).isEqualTo("'=1+1");
    assertThat(rows.cell(null)).isNull();
  }

  @Test
  void negativeNumbersStayNumbers() {
    assertThat(row(reading("Attic", new BigDecimal("-0.0000001"))).get("value"))
        .isEqualTo("-0.0000001");
  }

  @Test
  void controlCharactersAreEscapedAndJsonKeepsThem() throws JsonProcessingException {
    String text = "\u001B]0;x\u0007\r\n\0=1";
    MeterReading reading = reading("Attic", text);

    assertThat(row(reading).get("text")).isEqualTo("\\u001B]0;x\\u0007\\u000D\\u000A\\u0000=1");
    assertThat(
            new ObjectMapper().readTree(ReadingJson.text(reading)).at("/records/0/value").asText())
        .isEqualTo(text);
  }
}
