package io.github.camelmbus.application;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatusFieldTest {
  @ParameterizedTest
  @CsvSource({
    "00, ''",
    "01, busy",
    "02, application-error",
    "03, alarm",
    "04, power-low",
    "08, permanent-error",
    "10, temporary-error",
    "E0, manufacturer-5 manufacturer-6 manufacturer-7",
    "27, alarm power-low manufacturer-5",
    "90, temporary-error manufacturer-7",
  })
  void bitsBecomeWords(String code, String flags) {
    List<String> words = flags.isEmpty() ? List.of() : Arrays.asList(flags.split(" "));

    assertThat(new StatusField(Integer.parseInt(code, 16)).flags()).isEqualTo(words);
  }
}
