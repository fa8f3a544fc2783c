package io.github.camelmbus.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaskTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          71412?74         | F stands for any digit of a mask: 71412F74, not '71412?74'
          ********         | F stands for any digit of a mask: FFFFFFFF
          7135xxxx2d2cxxxx | F stands for any digit of a mask: 7135FFFF2D2CFFFF
          7141             | 7141FFFF for ids that begin so, FFFF7141 for those that end so
          7141FFFG         | a secondary address is 8 digits
          71412274/12      | a fabrication number is 8 digits
          """)
  void wrongFormsAreAnsweredWithTheRightOne(String text, String message) {
    assertThatThrownBy(() -> Mask.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void openIdWithAFabricationNumberIsAMask() {
    assertThat(Mask.parse("FFFFFFFF/12345678")).hasToString("FFFFFFFFFFFFFFFF/12345678");
    assertThat(Mask.parse("ffffffff/1234567f")).hasToString("FFFFFFFFFFFFFFFF/1234567F");
  }
}
