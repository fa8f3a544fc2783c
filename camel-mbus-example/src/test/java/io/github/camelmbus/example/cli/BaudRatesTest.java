package io.github.camelmbus.example.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class BaudRatesTest {
  private final BaudRates.Converter converter = new BaudRates.Converter();

  @Test
  void aListKeepsItsOrderAndNamesEachRateOnce() {
    assertThat(converter.convert("2400, 300,2400").rates()).containsExactly(2400, 300);
    assertThat(converter.convert("9600").areSeveral()).isFalse();
  }

  @Test
  void autoBeginsWithTheRateOfMostBusesAndEndsWhereMetersAnswer() {
    BaudRates auto = converter.convert("Auto");

    assertThat(auto.rates()).startsWith(2400, 300).doesNotHaveDuplicates();
    assertThat(auto.onlyUntilFound()).isTrue();
    assertThat(converter.convert("2400,300").onlyUntilFound()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "-300", "2400,", "auto,300", "2400 300", "99999999999"})
  void whatIsNoRateIsAnsweredWithTheForms(String text) {
    assertThatThrownBy(() -> converter.convert(text))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageContainingAll("2400,300", "auto", "'" + text + "'");
  }
}
