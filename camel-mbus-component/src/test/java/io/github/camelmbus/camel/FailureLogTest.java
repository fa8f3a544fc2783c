package io.github.camelmbus.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelmbus.MBusException;
import io.github.camelmbus.transport.LineUnavailableException;
import io.github.camelmbus.transport.LineUnavailableException.Reason;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.LoggingExceptionHandler;
import org.junit.jupiter.api.Test;

/** What a log holds of a meter that is away for a weekend. */
class FailureLogTest {
  private final DefaultCamelContext context = new DefaultCamelContext();
  private final RecordedLog log = new RecordedLog();
  private Duration now = Duration.ofDays(100);
  private final FailureLog failures =
      new FailureLog(
          log, () -> now.toNanos(), new LoggingExceptionHandler(context, FailureLogTest.class));
  private final MBusException silence = new MBusException("nobody answers at 9");

  @Test
  void theFirstFailureOfAMeterIsAWarningAndTheOthersAreNot() {
    failures.handleException("Meter 9 could not be read", polled("9"), silence);
    failures.handleException("Meter 9 could not be read", polled("9"), silence);
    failures.handleException("Meter 9 could not be read", polled("9"), silence);

    assertThat(log.lines)
        .containsExactly(
            "WARN Meter 9 could not be read: nobody answers at 9",
            "DEBUG Meter 9 could not be read",
            "DEBUG Meter 9 could not be read");
  }

  @Test
  void aMeterThatAnswersAgainIsANewsAndItsNextFailureAWarning() {
    failures.handleException("Meter 9", polled("9"), silence);
    now = now.plusMinutes(90);
    failures.recovered("9", "Cellar 9");
    failures.recovered("9", "Cellar 9");
    failures.handleException("Meter 9", polled("9"), silence);

    assertThat(log.lines)
        .containsExactly(
            "WARN Meter 9: nobody answers at 9",
            "INFO Meter Cellar 9 can be read again, after 90 minutes",
            "WARN Meter 9: nobody answers at 9");
  }

  @Test
  void aMeterThatStaysAwayIsAWarningOnceADay() {
    for (int hour = 0; hour <= 72; hour++) {
      failures.handleException("Meter Cellar 9 could not be read", polled("9"), silence);
      now = now.plusHours(1);
    }
    failures.recovered("9", "Cellar 9");

    assertThat(log.lines)
        .filteredOn(line -> !line.startsWith("DEBUG"))
        .containsExactly(
            "WARN Meter Cellar 9 could not be read: nobody answers at 9",
            "WARN Meter Cellar 9 could not be read, for 24 hours now: nobody answers at 9",
            "WARN Meter Cellar 9 could not be read, for 2 days now: nobody answers at 9",
            "WARN Meter Cellar 9 could not be read, for 3 days now: nobody answers at 9",
            "INFO Meter Cellar 9 can be read again, after 3 days");
  }

  @Test
  void metersAreLoggedApart() {
    failures.handleException("Meter 8", polled("8"), silence);
    failures.handleException("Meter 9", polled("9"), silence);

    assertThat(log.lines).hasSize(2).allMatch(line -> line.startsWith("WARN"));
  }

  @Test
  void pollsThatFailAltogetherAreOneWarningUntilAMeterAnswers() {
    failures.handleException("Failed polling", silence);
    failures.handleException("Failed polling", silence);
    failures.recovered("1", "1");

    assertThat(log.lines)
        .containsExactly(
            "WARN Failed polling: nobody answers at 9",
            "DEBUG Failed polling",
            "INFO Meter 1 can be read again, after 0 s");
  }

  @Test
  void theOneWarningOfAPollNamesItsMetersUpToTwenty() {
    failures.pollFails(List.of("Flat 1 12345678", "9"));
    failures.handleException("Failed polling", silence);
    failures.recovered("9", "9");
    failures.pollFails(IntStream.range(0, 22).mapToObj(Integer::toString).toList());
    failures.handleException("Failed polling", silence);

    assertThat(log.lines.get(0))
        .isEqualTo("WARN Failed polling (Flat 1 12345678, 9): nobody answers at 9");
    assertThat(log.lines.get(2)).contains(" (0, 1, 2, ", ", 19 and 2 more): nobody answers");
  }

  @Test
  void theWarningAboutALineIsLeftToItsBus() {
    failures.handleException(
        "Failed polling", new LineUnavailableException("COM3", Reason.LOST, "gone"));

    assertThat(log.lines).containsExactly("DEBUG Failed polling");
  }

  private Exchange polled(String address) {
    Exchange exchange = new DefaultExchange(context);
    exchange.getMessage().setHeader(MBusConstants.ADDRESS, address);
    return exchange;
  }
}
