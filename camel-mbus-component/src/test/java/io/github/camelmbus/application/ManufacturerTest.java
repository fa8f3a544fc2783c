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

  // 2697h = 9*1024 + 20*32 + 23 is ITW, 3265h = 12*1024 + 19*32 + 5 LSE; bit 15 (8000h) is no part
  // of the letters.
  @ParameterizedTest
  @CsvSource({"ITW, 2697, A697", "LSE, 3265, B265", "HYD, 2324, A324"})
  void bit15LeavesTheLettersAsTheyAre(String letters, String code, String unique) {
    Manufacturer registered = new Manufacturer(Integer.parseInt(code, 16));
    Manufacturer local = new Manufacturer(Integer.parseInt(unique, 16));

    assertThat(local).hasToString(letters).isNotEqualTo(registered);
    assertThat(local.isLetters()).isTrue();
    assertThat(local.isUniqueOnlyLocally()).isTrue();
    assertThat(registered.isUniqueOnlyLocally()).isFalse();
    assertThat(local.isSameAs(registered)).isTrue();
    assertThat(local.isSameAs(Manufacturer.of("KAM"))).isFalse();
  }

  // 0 is '@@@', 001Bh '@@[', 801Bh the same with bit 15, 7FFFh '___': legal on the wire.
  @ParameterizedTest
  @ValueSource(strings = {"0000", "001B", "801B", "7FFF", "FFFF"})
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
