package io.github.camelmbus.example.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelmbus.camel.MBusConstants;
import io.github.camelmbus.example.archive.SteppedClock;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A log of a week with a full disk stays short. */
class RouteFailuresTest {
  private final SteppedClock clock = new SteppedClock(Instant.parse("2026-11-29T03:00:00Z"));
  private final RouteFailures failures = new RouteFailures(clock);

  @Test
  void aReasonThatStaysTheSameIsLoggedOnceAnHourWithHowOftenItCame() {
    assertThat(failed("11111111", "No space left on device"))
        .startsWith("11111111: route ")
        .endsWith(" failed: No space left on device");
    for (int reading = 0; reading < 43; reading++) {
      assertThat(failed("22222222", "No space left on device")).isNull();
    }
    clock.step(Duration.ofHours(1));

    assertThat(failed("22222222", "No space left on device"))
        .endsWith("device; so did 43 readings since it was logged last");
    assertThat(failed("22222222", "No space left on device")).isNull();
  }

  @Test
  void anotherReasonIsLogged() {
    failed("11111111", "No space left on device");

    assertThat(failed("11111111", "Permission denied")).contains("Permission denied");
  }

  @Test
  void whatASinkOfTheNetworkRefusesIsLoggedEachTime() {
    ArchiveEndpoint archive = new ArchiveEndpoint("archive:mqtt", null, "mqtt");
    for (int reading = 0; reading < 3; reading++) {
      Exchange refused = exchange("11111111", "not authorised");
      refused.getExchangeExtension().setFromEndpoint(archive);

      assertThat(failures.line(refused)).contains("not authorised");
    }
  }

  private @Nullable String failed(String meter, String reason) {
    return failures.line(exchange(meter, reason));
  }

  private static Exchange exchange(String meter, String reason) {
    Exchange exchange = new DefaultExchange(new DefaultCamelContext());
    exchange.getMessage().setHeader(MBusConstants.METER_ID, meter);
    exchange.setProperty(Exchange.EXCEPTION_CAUGHT, new IOException(reason));
    return exchange;
  }
}
