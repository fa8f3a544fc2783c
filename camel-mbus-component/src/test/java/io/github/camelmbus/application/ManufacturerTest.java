package io.github.camelmbus.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ManufacturerTest {
  // HYD: H = 8, Y = 25, D = 4: 8*1024 + 25*32 + 4 = 8996 = 2324h.
  @ParameterizedTest
  @CsvSource({"HYD, 2324", "KAM, 2C2D", "PAD, 4024", "REL, 48AC", "AAA, 0421", "ZZZ, 6B5A"})
  void codeIsThreeLettersOfFiveBits(String letters, String code) {
    Manufacturer manufacturer = Manufacturer.of(letters);

    assertThat(manufacturer.code()).isEqualTo(Integer.parseInt(code, 16));
    assertThat(manufacturer).hasToString(letters);
  }

  // 0 is '@@@', 041Bh '@@[': legal on the wire. Bit 15 is no part of the letters.
  @ParameterizedTest
  @ValueSource(strings = {"0000", "001B", "A324", "FFFF"})
  void codeWithoutLettersIsShownInHexadecimal(String code) {
    Manufacturer manufacturer = new Manufacturer(Integer.parseInt(code, 16));

    assertThat(manufacturer.isLetters()).isFalse();
    assertThat(manufacturer).hasToString(code);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "HY", "HYDR", "hyd", "H1D", "HÄD"})
  void whatIsNotThreeLettersIsRefused(String letters) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Manufacturer.of(letters))
        .withMessage("a manufacturer is three letters A-Z such as HYD, not '" + letters + "'");
  }
}
