package io.github.camelmbus.example.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeSettingTest {
  @ParameterizedTest
  @CsvSource({"15m, 900000", "1h30m, 5400000", "15min, 900000", "10s, 10000", "500, 500"})
  void timeIsReadAsCamelReadsIt(String text, long millis) {
    assertThat(TimeSetting.millis("mbus.delay", text)).isEqualTo(millis);
  }

  /** Camel reads most of these as 0. */
  @ParameterizedTest
  @ValueSource(strings = {"15M", "PT15M", "soon", "15 m", "-5s", "1.5h", ""})
  void whatIsNoTimeIsRefusedByTheNameOfTheSetting(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TimeSetting.millis("mbus.delay", text))
        .withMessage(
            "mbus.delay is a time such as 10s, 15m or 1h30m, or a number of milliseconds, not '%s'",
            text);
  }
}
