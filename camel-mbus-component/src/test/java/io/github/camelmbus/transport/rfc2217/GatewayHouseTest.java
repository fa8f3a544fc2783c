package io.github.camelmbus.transport.rfc2217;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelmbus.camel.MBusEndpoint;
import io.github.camelmbus.camel.operation.WriteResult;
import io.github.camelmbus.master.NoReplyException;
import io.github.camelmbus.reading.MeterReading;
import io.github.camelmbus.simulator.SimulatorTransportProvider;
import io.github.camelmbus.transport.LineAddress;
import io.github.camelmbus.transport.LineSettings;
import io.github.camelmbus.transport.Transport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.camel.impl.DefaultCamelContext;
import org.jspecify.annotations.Nullable;
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
  private final HouseServer gateway = new HouseServer();

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

  /** One thread for the client and the simulated bus, which is confined to one. */
  private static final class HouseServer extends Rfc2217Server {
    private static final int END = -1;
    private static final int SILENCE = -2;

    private final Transport house =
        new SimulatorTransportProvider()
            .open(LineAddress.parse("sim:house"), LineSettings.DEFAULT.withBaudRate(9600));

    private final ByteArrayOutputStream request = new ByteArrayOutputStream();

    @Override
    void converse(InputStream in) throws IOException {
      byte[] buffer = new byte[512];
      int octet = next(in);
      while (octet != END) {
        if (octet == SILENCE) {
          house.write(request.toByteArray());
          request.reset();
          int count = house.read(buffer, house.clock().nanos());
          send(Arrays.copyOf(buffer, count));
        } else {
          client().setSoTimeout(0);
          take(in, octet);
        }
        octet = next(in);
      }
    }

    private int next(InputStream in) throws IOException {
      try {
        client().setSoTimeout(1);
        return in.read();
      } catch (SocketTimeoutException silence) {
        return SILENCE;
      }
    }

    @Override
    void data(int octet) {
      request.write(octet);
    }

    @Override
    byte @Nullable [] set(int command, byte[] value) {
      if (command == 1) {
        house.configure(LineSettings.DEFAULT.withBaudRate(ByteBuffer.wrap(value).getInt()));
      }
      return value;
    }
  }
}
