package io.github.camelmbus.example.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class WholeNumberConverterTest {
  private final WholeNumberConverter converter = new WholeNumberConverter();

  @Test
  void digitsAreANumber() {
    assertThat(converter.convert(" 250")).isEqualTo(250);
    assertThat(converter.convert("-1")).isEqualTo(-1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "five", "2.5", "0x10", "99999999999"})
  void anythingElseIsToldInWords(String text) {
    assertThatThrownBy(() -> converter.convert(text))
        .isInstanceOf(TypeConversionException.class)
        .hasMessage("it is a whole number, not '" + text + "'");
  }
}
