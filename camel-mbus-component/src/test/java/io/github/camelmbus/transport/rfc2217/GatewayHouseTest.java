package io.github.camelmbus.transport.rfc2217;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelmbus.camel.MBusEndpoint;
import io.github.camelmbus.camel.operation.WriteResult;
import io.github.camelmbus.master.NoReplyException;
import io.github.camelmbus.reading.MeterReading;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A simulated house behind a gateway with RFC 2217: baud rates are set from the master's end. */
@Timeout(60)
class GatewayHouseTest {
  /** A silence is not waited for as long as on a line of which nothing is known. */
  private static final String QUICK = "secondary=50418823&latency=100ms";

  private final DefaultCamelContext camel = new DefaultCamelContext();
  private final HouseServer gateway = new HouseServer("house", 9600);

  @BeforeEach
  void start() {
    camel.start();
  }

  @AfterEach
  void stop() {
    camel.stop();
    gateway.close();
  }

  @Test
  void meterIsReadAtTheBaudRateOfTheLine() {
    assertThat(read(QUICK)).isNotNull();
  }

  @Test
  void meterIsSilentAtAnotherBaudRate() {
    assertThatThrownBy(() -> read(QUICK + "&baudRate=9600&retries=0"))
        .hasCauseInstanceOf(NoReplyException.class);
  }

  @Test
  void meterIsMovedToAnotherBaudRateAndConfirmedThere() {
    WriteResult result =
        camel
            .createProducerTemplate()
            .requestBody(
                uri(
                    "secondary=50418823&operation=setBaudRate&allowOperations=setBaudRate&value=9600"),
                null,
                WriteResult.class);

    assertThat(result.verified()).isNotEmpty();
    camel.stop(); // endpoints of one line must agree about its baud rate
    camel.start();
    assertThat(read("secondary=50418823&baudRate=9600")).isNotNull();
  }

  @Test
  void baudRateOfTheLineCanBeSet() {
    MBusEndpoint endpoint = camel.getEndpoint(uri("secondary=50418823"), MBusEndpoint.class);

    assertThat(endpoint.transportProvider().hasItsOwnBaudRate()).isFalse();
  }

  private MeterReading read(String options) {
    return camel.createProducerTemplate().requestBody(uri(options), null, MeterReading.class);
  }

  private String uri(String options) {
    return "mbus:" + gateway.line() + "?idleTimeout=10ms&" + options;
  }
}
