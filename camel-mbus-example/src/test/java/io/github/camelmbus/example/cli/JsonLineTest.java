package io.github.camelmbus.example.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonLineTest {
  /** The text of BigDecimal has an exponent from 1E-7 on, as after a unit of 0.1 ml in m3. */
  @Test
  void numbersHaveNoExponent() {
    assertThat(JsonLine.of(Map.of("value", new BigDecimal("0.0000001"))))
        .isEqualTo("{\"value\":0.0000001}");
    assertThat(JsonLine.of(Map.of("value", new BigDecimal("12E+3"))))
        .isEqualTo("{\"value\":12000}");
  }
}
