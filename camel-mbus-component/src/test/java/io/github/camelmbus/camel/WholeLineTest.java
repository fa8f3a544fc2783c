package io.github.camelmbus.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelmbus.simulator.House;
import io.github.camelmbus.simulator.SimulatorServer;
import io.github.camelmbus.transport.LineUnavailableException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

/** Routes over the transports that ship, in real time. */
class WholeLineTest extends RouteTest {
  /** Of the house that ships: a heat meter. */
  private static final String METER = "50418823";

  @Test
  void aSimulatedHouseIsReadWithoutAnyHardware() throws Exception {
    Exchange exchange = poll("mbus:sim:house?secondary=" + METER + ONCE, 1).get(0);

    assertThat(reading(exchange).meter().id()).isEqualTo(METER);
    assertThat(reading(exchange).line()).isEqualTo("sim:house");
    assertThat(reading(exchange).complete()).isTrue();
  }

  @Test
  void aGatewayIsReadAndReadAgainWhenItComesBack() throws Exception {
    int port = freePort();
    String uri = "mbus:tcp://localhost:" + port + "?secondary=" + METER + OFTEN;
    MBusConsumer consumer;
    try (SimulatorServer gateway = SimulatorServer.start(House.named("house"), port, 100)) {
      List<Exchange> exchanges = poll(uri, 2);
      assertThat(reading(exchanges.get(1)).line()).isEqualTo("tcp://localhost:" + gateway.port());
      consumer = (MBusConsumer) context.getRoute("poll").getConsumer();
    }
    await().until(() -> consumer.getErrorCounter() > 0);

    try (SimulatorServer gateway = SimulatorServer.start(House.named("house"), port, 100)) {
      await().until(() -> consumer.getErrorCounter() == 0);
      assertThat(gateway.statistics().frames()).isPositive();
    }
  }

  @Test
  void aGatewayThatIsDownIsNamed() throws Exception {
    int port = freePort();

    Exchange result =
        producer().request("mbus:tcp://localhost:" + port + "?primary=1", exchange -> {});

    assertThat(result.getException())
        .isInstanceOf(LineUnavailableException.class)
        .hasMessageContaining("tcp://localhost:" + port);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
