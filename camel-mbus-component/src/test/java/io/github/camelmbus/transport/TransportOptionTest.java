package io.github.camelmbus.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Options that transports declare, and what users are answered who mistake them. */
class TransportOptionTest {
  private static final TransportOption<Duration> WAIT = TransportOption.duration("wait", "10s");
  private static final TransportOption<Integer> INDEX = TransportOption.index("index");
  private static final TransportOption<String> PASSWORD = TransportOption.secret("password");

  private final TransportProvider provider = new Cable();

  @ParameterizedTest
  @CsvSource({"10s, 10000", "300ms, 300", "1m30s, 90000", "2h, 7200000", "1d, 86400000", "42, 42"})
  void durationsHaveUnitsOrAreMilliseconds(String text, long millis) {
    assertThat(WAIT.in(settings("wait", text))).contains(Duration.ofMillis(millis));
  }

  @Test
  void withoutAValueTheDefaultCounts() {
    assertThat(WAIT.in(LineSettings.DEFAULT)).contains(Duration.ofSeconds(10));
    assertThat(INDEX.in(LineSettings.DEFAULT)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"soon", "10 s", "-1s", "1.5s", "", "10x"})
  void otherTextIsNoDuration(String text) {
    assertRejected(settings("wait", text), "wait is a duration such as 10s, not " + text);
  }

  @Test
  void valuesOutOfRangeAreNamed() {
    assertRejected(settings("wait", "0s"), "wait must be positive, not 0s");
    assertRejected(settings("index", "-1"), "index counts from 0, not -1");
  }

  @Test
  void unknownOptionIsAnsweredWithThoseOfTheTransport() {
    assertRejected(
        settings("usbIndex", "1"),
        "'cable:1' has no option usbIndex: lines of the form cable:N take index, password, wait");
  }

  @Test
  void settingsInWordsDoNotShowPasswords() {
    LineSettings settings = settings("password", "open sesame").withOption("index", "2");

    assertThat(settings.toString())
        .isEqualTo(
            "LineSettings[baudRate=2400, parity=EVEN, stopBits=1, options=[index, password]]");
    assertThat(PASSWORD.in(settings)).contains("open sesame");
  }

  @Test
  void anotherBaudRateKeepsTheOptions() {
    assertThat(settings("index", "2").withBaudRate(300).options()).containsEntry("index", "2");
  }

  private void assertRejected(LineSettings settings, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> provider.validate(LineAddress.parse("cable:1"), settings))
        .withMessage(message);
  }

  private static LineSettings settings(String option, String value) {
    return LineSettings.DEFAULT.withOption(option, value);
  }

  private static final class Cable implements TransportProvider {
    @Override
    public Set<String> schemes() {
      return Set.of("cable");
    }

    @Override
    public List<String> forms() {
      return List.of("cable:N");
    }

    @Override
    public List<TransportOption<?>> options() {
      return List.of(WAIT, INDEX, PASSWORD);
    }

    @Override
    public void validate(LineAddress line) {}

    @Override
    public Transport open(LineAddress line, LineSettings settings) {
      throw new AssertionError("options are checked without opening");
    }
  }
}
